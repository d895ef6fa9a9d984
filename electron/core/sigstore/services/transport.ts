import { Agent as HttpAgent, type IncomingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../../../../shared/error.ts';
import { readBounded, sendRequest, toNetworkError } from '../../util/bounded-http.ts';
import { ASKED_AT_ONCE, type Lane, openLane } from './lane.ts';

/** How services are reached. Times are milliseconds. */
export interface TransportOptions {
  /** While true, nothing is sent: asked before every request. */
  offline: () => boolean;
  /** Connects instead of the platform's own way: a proxy's, or a test's. */
  agent?: HttpsAgent | undefined;
  /** For one attempt, answer and all. */
  timeoutMs?: number;
  /** How often one service is asked before the next one of the list has its turn. */
  attempts?: number;
  /** The first pause between two attempts; each further one is twice as long. */
  backoffMs?: number;
  /** The largest answer; bytes. */
  maxBytes?: number;
}

export interface ServiceRequest {
  method: 'GET' | 'POST';
  url: URL;
  headers: Readonly<Record<string, string>>;
  body?: Uint8Array | string;
  /** Answers of the 400s that mean something to the caller; all others are a refusal. */
  expects?: readonly number[];
}

export interface ServiceAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Uint8Array<ArrayBuffer>;
}

/** Asks services, each so many times at once as it bears; keeps connections open for the next file of a run. */
export interface Transport {
  /**
   * An answer of the 200s, or one that the request expects. Asks again, with growing pauses, where the service stalls, cuts off,
   * is busy (408, 425, 429) or broken (5xx); never follows a redirect.
   * Throws `cancelled`, `offline`, `network-tls`, `too-large`, `service-refused`, `service-failed`.
   */
  ask(request: ServiceRequest, signal?: AbortSignal): Promise<ServiceAnswer>;
  /** Closes the connections. */
  close(): void;
}

const TIMEOUT_MS = 30_000;
const ATTEMPTS = 3;
const BACKOFF_MS = 400;
const LONGEST_PAUSE_MS = 10_000;
const MAX_BYTES = 1024 * 1024;
const LONGEST_REASON = 300;

/** Opens the way to a run's services. Nothing is connected before something is asked. */
export function openTransport(options: TransportOptions): Transport {
  const agent = options.agent ?? new HttpsAgent({ keepAlive: true });
  const httpAgent = new HttpAgent({ keepAlive: true });
  const attempts = options.attempts ?? ATTEMPTS;
  const lanes = new Map<string, Lane>();
  const laneTo = ({ host }: URL): Lane => {
    const lane = lanes.get(host) ?? openLane(ASKED_AT_ONCE);
    lanes.set(host, lane);
    return lane;
  };
  const once = async (request: ServiceRequest, signal: AbortSignal | undefined): Promise<ServiceAnswer> => {
    if (options.offline()) throw new AppError('offline');
    const { method, url, headers, body } = request;
    const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    const timeout = AbortSignal.timeout(timeoutMs);
    const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    try {
      const answer = await sendRequest(url, { method, headers, body, signal: either, agent, httpAgent });
      const bytes = await readBounded(answer, options.maxBytes ?? MAX_BYTES);
      return { status: answer.statusCode ?? 0, headers: answer.headers, body: bytes };
    } catch (error) {
      if (signal?.aborted === true) throw new AppError('cancelled', '', { cause: error });
      if (timeout.aborted) throw new AppError('network', `no answer within ${timeoutMs / 1000} s`, { cause: error });
      throw toNetworkError(error);
    }
  };
  return {
    async ask(request, signal) {
      for (let attempt = 1; ; attempt++) {
        let pauseMs = (options.backoffMs ?? BACKOFF_MS) * 2 ** (attempt - 1);
        let why: string;
        let cause: unknown;
        try {
          const lane = laneTo(request.url);
          const answer = await lane.run(() => once(request, signal), signal);
          if (isBusy(answer.status)) lane.busy();
          else lane.answered();
          if (isExpected(answer.status, request)) return answer;
          why = `${answer.status}${reason(answer)}`;
          if (!isPassing(answer.status)) throw new AppError('service-refused', `${request.url.host}: ${why}`);
          pauseMs = Math.max(pauseMs, retryAfterMs(answer));
        } catch (error) {
          // A connection that is not to be trusted does not get better, and an answer without end is no accident.
          if (!(error instanceof AppError) || error.code !== 'network') throw error;
          why = error.detail;
          cause = error;
        }
        if (attempt >= attempts) throw new AppError('service-failed', `${request.url.host}: ${why}`, { cause });
        await pause(Math.min(pauseMs, LONGEST_PAUSE_MS), signal);
      }
    },
    close() {
      httpAgent.destroy();
      if (options.agent === undefined) agent.destroy();
    },
  };
}

function isExpected(status: number, { expects }: ServiceRequest): boolean {
  return (status >= 200 && status < 300) || expects?.includes(status) === true;
}

/** "Not implemented": a server that only writes says so to who wants to read. */
const NEVER = 501;

/** Whether an answer says "later" and not "no". */
function isPassing(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || (status >= 500 && status !== NEVER);
}

/** Whether an answer says that there are too many questions. */
function isBusy(status: number): boolean {
  return status === 429 || status === 503;
}

function retryAfterMs({ headers }: ServiceAnswer): number {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
}

/** What the service itself says, as far as it can be read. It is shown as it is, so it is kept short. */
function reason({ body }: ServiceAnswer): string {
  const text = Buffer.from(body.subarray(0, 4096)).toString('utf8');
  let said = text;
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && 'message' in parsed) said = String(parsed.message);
  } catch {
    // Plain words then.
  }
  const line = said.replace(/\s+/g, ' ').trim().slice(0, LONGEST_REASON);
  return line === '' || line.startsWith('<') ? '' : ` ${line}`;
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    // Many files of a run that were turned away together should not come back together.
    await wait(ms * (0.75 + Math.random() / 2), undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    throw new AppError('cancelled', '', { cause: error });
  }
}
