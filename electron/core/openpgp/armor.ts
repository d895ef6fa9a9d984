import { MalformedError } from './malformed.ts';

/** One armored block. `label` is what stands after BEGIN: `PGP SIGNATURE`, `PGP PUBLIC KEY BLOCK` ... */
export interface ArmorBlock {
  label: string;
  data: Uint8Array;
}

/** The blocks of an armored text and whether anything but white space stands outside of them. */
export interface ArmoredText {
  blocks: ArmorBlock[];
  textOutside: boolean;
}

/** The line that opens a cleartext-signed message. */
export const CLEARTEXT_BEGIN = '-----BEGIN PGP SIGNED MESSAGE-----';

const BEGIN = /^-----BEGIN (PGP [A-Z ,0-9/]{1,40})-----[ \t]*$/;
const HEADER = /^[A-Za-z][A-Za-z0-9-]{0,30}:( |$)/;
const BASE64_LINE = /^[A-Za-z0-9+/]+={0,2}$/;
const MAX_BLOCKS = 20_000;

/** The text as lines, byte for byte (latin1), line ends LF or CRLF removed. */
export function splitLines(bytes: Uint8Array): string[] {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString('latin1')
    .split('\n')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

/** Whether a line opens an armored block or a cleartext-signed message. */
export function opensArmor(line: string): boolean {
  return BEGIN.test(line);
}

/**
 * Every armored block of a text (RFC 9580, section 6.2). The checksum is not compared: section 6.1 forbids to reject by it, and
 * what it guards is signed. Throws `MalformedError` where a block is broken or does not end.
 */
export function readArmor(lines: readonly string[]): ArmoredText {
  const blocks: ArmorBlock[] = [];
  let textOutside = false;
  let at = 0;
  while (at < lines.length) {
    const label = BEGIN.exec(lines[at] ?? '')?.[1];
    if (label === undefined) {
      textOutside ||= (lines[at] ?? '').trim() !== '';
      at += 1;
      continue;
    }
    if (blocks.length === MAX_BLOCKS) throw new MalformedError('too many armored blocks');
    let end = at + 1;
    while (end < lines.length && !(lines[end] ?? '').startsWith('-----')) end += 1;
    if (end === lines.length) throw new MalformedError('the armor does not end');
    if ((lines[end] ?? '').trimEnd() !== `-----END ${label}-----`) {
      throw new MalformedError('the armor ends with another name than it began');
    }
    blocks.push({ label, data: decodeBody(lines.slice(at + 1, end)) });
    at = end + 1;
  }
  return { blocks, textOutside };
}

function decodeBody(lines: readonly string[]): Uint8Array {
  let at = 0;
  while (HEADER.test(lines[at] ?? '')) at += 1;
  if ((lines[at] ?? 'end').trim() !== '') throw new MalformedError('no empty line after the armor headers');
  const body = lines
    .slice(at + 1)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  // The checksum, if there is one, is the last line; base64 proper never begins with `=`.
  if (/^=[A-Za-z0-9+/]{4}$/.test(body.at(-1) ?? '')) body.pop();
  for (const [index, line] of body.entries()) {
    if (!BASE64_LINE.test(line) || (line.endsWith('=') && index !== body.length - 1)) {
      throw new MalformedError('the armor holds something that is no base64');
    }
  }
  const text = body.join('');
  if (text.length % 4 !== 0) throw new MalformedError('the armor is cut off');
  return new Uint8Array(Buffer.from(text, 'base64'));
}
