import { CLEARTEXT_BEGIN, readArmor } from './armor.ts';
import { MalformedError } from './malformed.ts';

/** A cleartext-signed message (RFC 9580, section 7) taken apart. */
export interface Cleartext {
  /** What is signed and nothing else: dash-escapes undone, white space at line ends removed, every line ended by LF. */
  text: Uint8Array;
  /** The binary packets of the signature block. */
  signatureData: Uint8Array;
}

const HASH_HEADER = /^Hash: [A-Za-z0-9-]+( ?, ?[A-Za-z0-9-]+)*$/;
const CHARSET_HEADER = /^Charset: [A-Za-z0-9_-]+$/;

/**
 * Takes a cleartext-signed message apart; throws `MalformedError` for whatever could show a reader text that is not signed: text
 * outside the armor, other headers, `NotDashEscaped`, an unescaped dash.
 */
export function readCleartext(lines: readonly string[]): Cleartext {
  const begin = lines.findIndex((line) => line.trim() !== '');
  if ((lines[begin] ?? '').trimEnd() !== CLEARTEXT_BEGIN) {
    throw new MalformedError('text stands before the signed message');
  }
  let at = begin + 1;
  for (; lines[at] !== ''; at += 1) {
    const line = lines[at];
    if (line === undefined) throw new MalformedError('the signed message does not end');
    if (!HASH_HEADER.test(line) && !CHARSET_HEADER.test(line)) {
      throw new MalformedError('the signed message has a header that it must not have');
    }
  }
  at += 1;
  const text: string[] = [];
  for (; !(lines[at] ?? '').startsWith('-----'); at += 1) {
    const line = lines[at];
    if (line === undefined) throw new MalformedError('the signed message has no signature');
    if (line.startsWith('-') && !line.startsWith('- ')) throw new MalformedError('a dash is not escaped');
    const unescaped = line.startsWith('- ') ? line.slice(2) : line;
    text.push(unescaped.replace(/[ \t\r]+$/, ''));
  }
  const { blocks, textOutside } = readArmor(lines.slice(at));
  const [block, ...others] = blocks;
  if (textOutside || others.length > 0) throw new MalformedError('something stands behind the signed message');
  if (block?.label !== 'PGP SIGNATURE') throw new MalformedError('the signed message has no signature');
  return {
    text: new Uint8Array(Buffer.from(text.map((line) => `${line}\n`).join(''), 'latin1')),
    signatureData: block.data,
  };
}
