import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent as HttpAgent } from 'node:http';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DownloadHTTPError } from 'tuf-js/dist/error.js';
import { AppError } from '../../../../shared/error.ts';
import { readBounded, sendRequest, toNetworkError } from '../../util/bounded-http.ts';

/** How a repository is reached. Times are milliseconds. */
export interface FetcherOptions {
  /** While true, nothing is sent: asked before every request. */
  offline: () => boolean;
  /** Ends everything; the time limit of the whole refresh is part of it. */
  signal: AbortSignal;
  /** Connects instead of the platform's own way: a proxy's, or a test's. */
  agent?: Agent | undefined;
  /** For one request, answer and all. */
  timeoutMs: number;
}

const MOST_BYTES = 5_000_000;

/**
 * What `tuf-js` downloads with, in the place of its own way, which follows redirects, takes plain http from anywhere and reads what
 * the metadata says. Every failure is kept, since the library drops what caused its own.
 */
export class TufFetcher {
  /** Why the last request failed; undefined where it did not. */
  failure: AppError | undefined;
  /** What the server says the time is. */
  serverTime: Date | undefined;
  readonly #options: FetcherOptions;
  /** One connection for all of a refresh. */
  readonly #agent: Agent;
  readonly #httpAgent = new HttpAgent({ keepAlive: true });

  constructor(options: FetcherOptions) {
    this.#options = options;
    this.#agent = options.agent ?? new Agent({ keepAlive: true });
  }

  /** Closes the connections. */
  close(): void {
    this.#httpAgent.destroy();
    if (this.#options.agent === undefined) this.#agent.destroy();
  }

  async downloadBytes(address: string, maxLength: number): Promise<Buffer> {
    this.failure = undefined;
    try {
      return await this.#get(new URL(address), Math.min(maxLength, MOST_BYTES));
    } catch (error) {
      // Only a missing next root is no failure, and the library has its own error for that.
      if (error instanceof DownloadHTTPError) this.failure = new AppError('network', `${address}: ${error.message}`);
      else this.failure = toNetworkError(error);
      throw error;
    }
  }

  async downloadFile<T>(address: string, maxLength: number, handler: (file: string) => Promise<T>): Promise<T> {
    const bytes = await this.downloadBytes(address, maxLength);
    const folder = await mkdtemp(join(tmpdir(), 'countersign-'));
    try {
      const file = join(folder, 'target');
      await writeFile(file, bytes);
      return await handler(file);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #get(url: URL, maxBytes: number): Promise<Buffer> {
    const { offline, signal, timeoutMs } = this.#options;
    if (offline()) throw new AppError('offline');
    signal.throwIfAborted();
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const either = AbortSignal.any([signal, timeout]);
      const agents = { agent: this.#agent, httpAgent: this.#httpAgent };
      const headers = { accept: '*/*' };
      const answer = await sendRequest(url, { method: 'GET', headers, signal: either, ...agents });
      const { statusCode = 0 } = answer;
      if (answer.headers.date !== undefined) this.serverTime = new Date(answer.headers.date);
      if (statusCode !== 200) {
        answer.destroy();
        throw new DownloadHTTPError(`the server answered ${statusCode}`, statusCode);
      }
      return Buffer.from(await readBounded(answer, maxBytes));
    } catch (error) {
      if (!signal.aborted && timeout.aborted)
        throw new AppError('network', `no answer within ${timeoutMs / 1000} s`, { cause: error });
      throw error;
    }
  }
}
