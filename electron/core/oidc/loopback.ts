import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '../../../shared/error.ts';
import { stopped } from './oidc-client.ts';

const PATH = '/auth/callback';

/** A browser that came back from the provider. */
export interface Callback {
  /** The address that it came back to, with what the provider added. */
  url: URL;
  /** Shows the end of the login in the browser. */
  show: (page: string) => Promise<void>;
}

/** A listener for one answer, on this machine only (RFC 8252, section 7.3). */
export interface Loopback {
  readonly redirectUri: string;
  /** The first browser that comes to the address; later ones find nobody. Rejects when `signal` aborts: `cancelled`, `login-timed-out`. */
  callback(signal: AbortSignal): Promise<Callback>;
  close(): void;
}

/** Listens on a free port of 127.0.0.1. */
export async function listenOnLoopback(): Promise<Loopback> {
  let take: ((callback: Callback) => void) | undefined;
  let origin = '';
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    // A page elsewhere cannot make a browser send another name of this machine as if it were the address.
    const isOurs = request.headers.host === new URL(origin).host && request.method === 'GET';
    if (!isOurs || take === undefined || (path !== PATH && !path.startsWith(`${PATH}?`))) {
      response.writeHead(404, { connection: 'close' }).end();
      return;
    }
    const tell = take;
    take = undefined;
    tell({ url: new URL(path, origin), show: (page) => showPage(response, page) });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const first = new Promise<Callback>((resolve) => {
    take = resolve;
  });
  return {
    redirectUri: `${origin}${PATH}`,
    callback: (signal) =>
      new Promise((resolve, reject) => {
        const onAbort = (): void => reject(stopped(signal));
        if (signal.aborted) onAbort();
        signal.addEventListener('abort', onAbort, { once: true });
        void first.then((callback) => {
          signal.removeEventListener('abort', onAbort);
          resolve(callback);
        });
      }),
    close() {
      take = undefined;
      server.close();
      server.closeAllConnections();
    },
  };
}

function showPage(response: ServerResponse, page: string): Promise<void> {
  return new Promise((resolve, reject) => {
    response.on('close', resolve);
    response.on('error', (cause) => reject(new AppError('network', '', { cause })));
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    });
    response.end(page);
  });
}
