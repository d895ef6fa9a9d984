import { type Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { type Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { AppError } from '../../../shared/error.ts';

/** One request, without redirects. */
export interface BoundedRequest {
  method: 'GET' | 'POST';
  headers: Readonly<Record<string, string>>;
  body?: Uint8Array | string | undefined;
  signal: AbortSignal;
  /** For https; connections of its own for this one request where absent. */
  agent?: HttpsAgent | undefined;
  /** For plain http to loopback. */
  httpAgent?: HttpAgent | undefined;
}

/** Sends one request: https, or plain http to a loopback address. Throws `network-tls` for any other address, and what the platform throws. */
export function sendRequest(url: URL, options: BoundedRequest): Promise<IncomingMessage> {
  if (!isAllowedAddress(url)) {
    return Promise.reject(new AppError('network-tls', `${url.protocol}//${url.host} is not encrypted`));
  }
  const secure = url.protocol === 'https:';
  const request = secure ? httpsRequest : httpRequest;
  const agent = (secure ? options.agent : options.httpAgent) ?? false;
  const { method, signal, body } = options;
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent, signal, headers: { ...options.headers, ...length } }, resolve);
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The whole answer. Throws `too-large`, and what the platform throws where it is cut off. */
export async function readBounded(answer: IncomingMessage, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    size += piece.length;
    // Leaving the loop destroys the connection.
    if (size > maxBytes) throw new AppError('too-large', `the answer is larger than ${maxBytes} bytes`);
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

/** https, or plain http to a loopback address. */
export function isAllowedAddress(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

/** Whether a URL's host is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

const TLS_CODE =
  /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_|EPROTO|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)/;

/** A certificate that is not valid at the time that this computer's clock says. */
const TLS_DATE_CODE = /^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|CRL_HAS_EXPIRED|CRL_NOT_YET_VALID)$/;

/** What went wrong on the way, as `clock-wrong`, `network-tls` or `network`. */
export function toNetworkError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // BoringSSL's own errors come without a code that says TLS.
  const tls = TLS_CODE.test(code) || /\bssl\b|:SSL routines:|certificate/i.test(message);
  const known = TLS_DATE_CODE.test(code) ? 'clock-wrong' : tls ? 'network-tls' : 'network';
  return new AppError(known, code === '' ? message : `${code}: ${message}`, { cause: error });
}
