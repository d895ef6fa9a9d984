import { createHash } from 'node:crypto';
import type { DigestSource } from '../../openpgp/model.ts';

/**
 * The text as a cleartext signature covers it (RFC 9580, section 7.2): blanks and tabs at the ends of lines are not signed, line
 * ends are CRLF. UTF-8. The last line end belongs to the armor and is not part of `text`.
 */
export function signedText(text: string): Uint8Array {
  const lines = text.split(/\r\n|\n/).map((line) => line.replace(/[ \t\r]+$/, ''));
  return new TextEncoder().encode(lines.join('\r\n'));
}

/** Digests of a text as a cleartext signature covers it, finished with a signature's suffix. */
export function textDigestSource(text: string): DigestSource {
  const bytes = signedText(text);
  return ({ algorithm }, suffix) =>
    Promise.resolve(new Uint8Array(createHash(algorithm).update(bytes).update(suffix).digest()));
}
