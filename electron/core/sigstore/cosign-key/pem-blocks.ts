import { AppError } from '../../../../shared/error.ts';

/** One block of a PEM file (RFC 7468). */
export interface PemBlock {
  label: string;
  der: Buffer;
  /** It has header lines (RFC 1421), which only keys encrypted the oldest way have. */
  hasHeaders: boolean;
}

/** The most that is read as a file of one key: RSA 4096 in cosign's format has five thousand bytes. */
export const MAX_KEY_FILE = 64 * 1024;

const BEGIN = /^-----BEGIN ([A-Z0-9][A-Z0-9 ]{0,60})-----[ \t]*$/;
const HEADER = /^[A-Za-z][A-Za-z0-9-]{0,60}:/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Every block in a text, in order; what stands between blocks is no part of them. Throws `malformed`, `too-large`. */
export function readPemBlocks(bytes: Uint8Array): PemBlock[] {
  if (bytes.length > MAX_KEY_FILE) throw new AppError('too-large', 'larger than any file of a key');
  const blocks: PemBlock[] = [];
  let open: { label: string; lines: string[]; hasHeaders: boolean } | undefined;
  for (const line of Buffer.from(bytes).toString('latin1').split(/\r?\n/)) {
    if (open === undefined) {
      const label = BEGIN.exec(line)?.[1];
      if (label !== undefined) open = { label, lines: [], hasHeaders: false };
    } else if (line.trimEnd() === `-----END ${open.label}-----`) {
      blocks.push({ label: open.label, der: decode(open.lines.join('')), hasHeaders: open.hasHeaders });
      open = undefined;
    } else if (line.startsWith('-----')) {
      throw new AppError('malformed', `the block ${open.label} has no end`);
    } else if (open.lines.length === 0 && HEADER.test(line)) {
      open.hasHeaders = true;
    } else if (line.trim() !== '') {
      open.lines.push(line.trim());
    }
  }
  if (open !== undefined) throw new AppError('malformed', `the block ${open.label} has no end`);
  return blocks;
}

/** One block as text, 64 characters a line, as Go and OpenSSL write it. */
export function writePem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

function decode(base64: string): Buffer {
  if (!BASE64.test(base64)) throw new AppError('malformed', 'the block is not base64');
  return Buffer.from(base64, 'base64');
}
