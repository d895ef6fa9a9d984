import { AppError } from '../../../shared/error.ts';
import { concatBytes } from '../openpgp/byte-reader.ts';

const BLOCK = 512;

/** One file of an archive. Names are relative, ASCII, at most 100 characters. */
export interface TarFile {
  name: string;
  bytes: Uint8Array;
}

/** A tar archive (POSIX ustar) of plain files, readable by their owner only. `mtime` in seconds since 1970. */
export function writeTar(files: readonly TarFile[], mtime: number): Uint8Array {
  const pieces = files.flatMap(({ name, bytes }) => [header(name, bytes.length, mtime), bytes, padding(bytes.length)]);
  return concatBytes([...pieces, new Uint8Array(2 * BLOCK)]);
}

function header(name: string, size: number, mtime: number): Uint8Array {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0');
  block.write(name, 0, 100, 'latin1');
  block.write(`${octal(0o600, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0`, 100, 'latin1');
  block.write(`${octal(size, 11)}\0${octal(mtime, 11)}\0`, 124, 'latin1');
  // The checksum is taken over a header whose checksum field holds blanks.
  block.write('        0', 148, 'latin1');
  block.write('ustar\u000000', 257, 'latin1');
  block.write(`${octal(checksum(block), 6)}\0 `, 148, 'latin1');
  return new Uint8Array(block);
}

function checksum(block: Uint8Array): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}

function padding(size: number): Uint8Array {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
}

/** The plain files of an archive that `writeTar` wrote. Throws `malformed`. */
export function readTar(bytes: Uint8Array): TarFile[] {
  const files: TarFile[] = [];
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  while (at + BLOCK <= whole.length) {
    const block = whole.subarray(at, at + BLOCK);
    if (block.every((byte) => byte === 0)) return files;
    const field = (from: number, length: number) => block.toString('latin1', from, from + length).split('\0')[0] ?? '';
    const size = parseInt(field(124, 12), 8);
    if (parseInt(field(148, 8), 8) !== checksum(block) || !Number.isSafeInteger(size) || size < 0) break;
    const start = at + BLOCK;
    if (start + size > whole.length) break;
    files.push({ name: field(0, 100), bytes: bytes.subarray(start, start + size) });
    at = start + size + padding(size).length;
  }
  throw new AppError('malformed', 'the archive inside the backup is damaged');
}
