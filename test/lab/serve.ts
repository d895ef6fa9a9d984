import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FaultPlan, type Fault } from './faults.ts';

/** A request that a service got, its body read whole. */
export interface LabRequest {
  method: string;
  /** With the query. */
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** A request that was seen, and how long its answer took. */
export interface SeenRequest extends LabRequest {
  /** Milliseconds of the service's own work; null while it is not answered. */
  took: number | null;
}

/** What a service says. */
export interface Answer {
  status: number;
  headers?: OutgoingHttpHeaders;
  body: string | Uint8Array;
}

/** A service without its wire: `forge` names the lie that is wanted of this answer. */
export type Handler = (request: LabRequest, forge: string | null) => Promise<Answer>;

/** A running service. */
export interface Served {
  url: string;
  port: number;
  plan: FaultPlan;
  seen: SeenRequest[];
  close(): Promise<void>;
}

/** No request of Sigstore's is near it. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Starts a service on a loopback port; `make` gets the address that the service has then. */
export async function serve(make: (url: string) => Promise<Handler> | Handler, port = 0): Promise<Served> {
  const plan = new FaultPlan();
  const seen: SeenRequest[] = [];
  let answer!: (handler: Handler) => void;
  const handler = new Promise<Handler>((resolve) => (answer = resolve));
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const request: SeenRequest = {
        method: incoming.method ?? 'GET',
        path: incoming.url ?? '/',
        headers: incoming.headers,
        body: await readBody(incoming),
        took: null,
      };
      seen.push(request);
      const started = performance.now();
      await respond(await handler, request, plan.take(request.path), outgoing);
      request.took = performance.now() - started;
    })().catch((error: unknown) => {
      if (!outgoing.headersSent) outgoing.writeHead(500, { 'content-type': 'text/plain' });
      outgoing.end(String(error));
    });
  });
  // A connection that is shut while a client sends on it fails its request; on a busy machine the usual five seconds are soon over.
  server.keepAliveTimeout = 10 * 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${address.port}`;
  answer(await make(url));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, port: address.port, plan, seen, close };
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of incoming as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > MOST_BYTES) throw new Error('the request is too large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

async function respond(handler: Handler, request: LabRequest, fault: Fault | null, out: ServerResponse): Promise<void> {
  switch (fault?.kind) {
    case 'stall':
      return;
    case 'status':
      write(out, {
        status: fault.status,
        headers: fault.headers ?? { 'content-type': 'application/json' },
        body: fault.body ?? JSON.stringify({ code: fault.status, message: `the lab says ${fault.status}` }),
      });
      return;
    case 'nonsense':
      write(out, { status: 200, headers: { 'content-type': 'application/json' }, body: fault.body });
      return;
    case 'lost':
      await handler(request, null);
      out.destroy();
      return;
    case 'cut':
      if (fault.after === 'half') writeHalf(out, await handler(request, null));
      else out.destroy();
      return;
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      write(out, await handler(request, null));
      return;
    case 'forge':
      write(out, await handler(request, fault.what));
      return;
    case undefined:
      write(out, await handler(request, null));
  }
}

function write(out: ServerResponse, { status, headers, body }: Answer): void {
  out.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  out.end(body);
}

function writeHalf(out: ServerResponse, { status, headers, body }: Answer): void {
  const whole = Buffer.from(body);
  out.writeHead(status, { ...headers, 'content-length': whole.length });
  out.write(whole.subarray(0, Math.floor(whole.length / 2)), () => out.destroy());
}

/** An answer in JSON. */
export const json = (status: number, value: unknown, headers: OutgoingHttpHeaders = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
});

/** A refusal in the form of Sigstore's services. */
export const refuse = (status: number, message: string): Answer => json(status, { code: status, message });
