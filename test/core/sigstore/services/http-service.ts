import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on loopback that does what a test says, and counts what it saw. */
export interface HttpService {
  url: URL;
  /** Method and path of every request. */
  seen: string[];
  /** Sockets that were opened. */
  sockets: () => number;
  close(): Promise<void>;
}

/** Starts it; `answer` gets how many requests there were before this one. */
export async function startHttpService(
  answer: (request: IncomingMessage, response: ServerResponse, before: number) => void,
): Promise<HttpService> {
  const seen: string[] = [];
  let sockets = 0;
  const server = createServer((request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
    request.resume().on('end', () => answer(request, response, seen.length - 1));
  });
  server.on('connection', () => sockets++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ask`),
    seen,
    sockets: () => sockets,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
