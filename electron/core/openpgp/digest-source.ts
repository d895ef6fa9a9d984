import { digestOf } from '../hash/digest-of.ts';
import { SIGNATURE_TYPE } from './signature-packet.ts';
import type { DigestSource } from './model.ts';
import type { SignatureEntry } from './signature-packet.ts';
import type { Wanted } from '../hash/reading.ts';

/** Digests of a small payload that is in memory, as git's objects are; text signatures see its line ends as CRLF. */
export function memoryDigestSource(bytes: Uint8Array): DigestSource {
  return ({ algorithm, text }, suffix) => digestOf(algorithm, [text === true ? withCrlf(bytes) : bytes, suffix]);
}

/**
 * Digests of a cleartext-signed text as `inspectOpenpgp` gives it: lines that end with LF, white space at their ends removed. The
 * last line's end is not signed (RFC 9580, section 7.2). Its signatures are text signatures whatever their type says.
 */
export function cleartextDigestSource(text: Uint8Array): DigestSource {
  const signed = withCrlf(text.at(-1) === 0x0a ? text.subarray(0, -1) : text);
  return ({ algorithm }, suffix) => digestOf(algorithm, [signed, suffix]);
}

/** The hash that a signature's data must be read with; nothing for one that cannot be read. */
export function wantedFor({ packet }: SignatureEntry): Wanted | undefined {
  if (packet === undefined) return undefined;
  return packet.type === SIGNATURE_TYPE.text ? { algorithm: packet.digest, text: true } : { algorithm: packet.digest };
}

/** Every line end as CRLF (RFC 9580, section 5.2.1.2). */
function withCrlf(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return new Uint8Array(Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'latin1'));
}
