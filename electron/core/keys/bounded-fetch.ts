import type { Agent } from 'node:https';
import { AppError } from '../../../shared/error.ts';
import { readBounded, sendRequest, toNetworkError } from '../util/bounded-http.ts';

/** Limits and ways for requests to key servers. */
export interface FetchOptions {
  /** While true, nothing is sent: asked before every request. */
  offline: () => boolean;
  signal?: AbortSignal | undefined;
  /** Connects instead of the platform's own way: a proxy's, or a test's. */
  agent?: Agent | undefined;
  /** Largest answer, in bytes. */
  maxBytes?: number;
  /** For one request with its redirects, in milliseconds. */
  timeoutMs?: number;
}

/** A `fetch` good enough for the key clients. */
export type BoundedFetch = (url: string) => Promise<Response>;

const MAX_BYTES = 4 * 1024 * 1024;
const TIMEOUT_MS = 20_000;
const MAX_REDIRECTS = 3;

/**
 * A `fetch` for GET alone that cannot be made to read without end or wait without end. https only, plain http to loopback addresses;
 * redirects never lead from https to http. Answers 200 and 404 are given back, anything else throws.
 * Throws `offline` before any socket is opened, `network-tls`, `network`, `too-large`, `cancelled`.
 */
export function boundedFetch(options: FetchOptions): BoundedFetch {
  return async (address) => {
    const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
    try {
      return await follow(new URL(address), options, signal);
    } catch (error) {
      if (options.signal?.aborted === true) throw new AppError('cancelled', '', { cause: error });
      if (timeout.aborted) throw new AppError('network', `no answer within ${timeoutMs / 1000} s`, { cause: error });
      throw toNetworkError(error);
    }
  };
}

async function follow(start: URL, options: FetchOptions, signal: AbortSignal): Promise<Response> {
  let url = start;
  for (let redirects = 0; ; redirects++) {
    if (options.offline()) throw new AppError('offline');
    const answer = await sendRequest(url, { method: 'GET', headers: { accept: '*/*' }, signal, agent: options.agent });
    const status = answer.statusCode ?? 0;
    const { location } = answer.headers;
    if (status >= 301 && status <= 308 && location !== undefined) {
      answer.destroy();
      if (redirects === MAX_REDIRECTS) throw new AppError('network', 'too many redirects');
      const next = new URL(location, url);
      if (url.protocol === 'https:' && next.protocol !== 'https:') {
        throw new AppError('network-tls', 'the server redirects to a connection that is not encrypted');
      }
      url = next;
      continue;
    }
    if (status !== 200 && status !== 404 && status !== 410) {
      answer.destroy();
      throw new AppError('network', `the server answered ${status}`);
    }
    const body = await readBounded(answer, options.maxBytes ?? MAX_BYTES);
    return new Response(status === 200 ? body : null, { status: status === 200 ? 200 : 404 });
  }
}
