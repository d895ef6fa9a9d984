import { AppError } from '../../../../shared/error.ts';
import { concatBytes } from '../byte-reader.ts';
import { readPackets, TAG } from '../packets.ts';
import type { Packet } from '../packets.ts';

export { TAG };

/** One packet of a key file as it stands there, so that what is not understood is passed on unchanged. */
export type RawPacket = Packet;

/** The largest key file that is read, in bytes: honest certificates always stay below it, flooded ones of key servers mostly. */
export const LARGEST_KEY_FILE = 16 * 1024 * 1024;

/** Cuts a binary key file into its packets. Throws `malformed` where they do not frame, `too-large` beyond 16 MiB. */
export function splitPackets(bytes: Uint8Array): RawPacket[] {
  if (bytes.length > LARGEST_KEY_FILE) throw new AppError('too-large', 'the key file is larger than 16 MiB');
  const { packets, problem } = readPackets(bytes);
  if (problem !== undefined) throw new AppError('malformed', problem);
  return packets;
}

/** A packet with a header of the old format where its tag allows that, as `gpg` writes it; the new format else. */
export function writePacket(packet: RawPacket): Uint8Array {
  const { tag, body } = packet;
  const size = body.length;
  if (tag < 16) {
    const kind = size < 256 ? 0 : size < 65_536 ? 1 : 2;
    return concatBytes([
      Uint8Array.of(0x80 | (tag << 2) | kind),
      bigEndian(size, kind === 0 ? 1 : kind === 1 ? 2 : 4),
      body,
    ]);
  }
  if (size < 192) return concatBytes([Uint8Array.of(0xc0 | tag, size), body]);
  return concatBytes([Uint8Array.of(0xc0 | tag, 255), bigEndian(size, 4), body]);
}

/** Several packets one after the other. */
export function writePackets(packets: readonly RawPacket[]): Uint8Array {
  return concatBytes(packets.map(writePacket));
}

/** `value` in `count` octets, the most significant first. */
export function bigEndian(value: number, count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  for (let i = count - 1, rest = value; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256;
  return bytes;
}

/** Whether two arrays hold the same bytes. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** Upper-case hex. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}
