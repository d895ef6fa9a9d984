import { concatBytes } from '../byte-reader.ts';
import { armorBlock } from './key-armor.ts';

/** One signature over a text: its packets, and the digest's name for the header. */
export interface CleartextSignature {
  packets: Uint8Array;
  digest: string;
}

/**
 * A cleartext-signed message (RFC 9580, section 7) as `gpg --clearsign` writes it: one `Hash:` header with every digest used, lines that begin
 * with a dash escaped, line ends LF, all signatures in one armor. The text, which is without its last line end, goes in as it is but for that.
 */
export function cleartextMessage(text: string, signatures: readonly CleartextSignature[]): string {
  const digests = [...new Set(signatures.map(({ digest }) => digest.toUpperCase()))].join(', ');
  const lines = text.split(/\r\n|\n/);
  // GnuPG also escapes "From ", which mail systems change.
  const escaped = lines.map((line) => (/^(-|From )/.test(line) ? `- ${line}` : line));
  const armor = armorBlock('SIGNATURE', concatBytes(signatures.map(({ packets }) => packets)));
  return `-----BEGIN PGP SIGNED MESSAGE-----\nHash: ${digests}\n\n${escaped.join('\n')}\n${armor}`;
}
