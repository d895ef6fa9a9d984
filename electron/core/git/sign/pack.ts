import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { ObjectFormat, SignedType } from '../object-id.ts';

const TYPES: Readonly<Record<SignedType, number>> = { commit: 1, tag: 4 };
const VERSION = 2;

/** Objects as git packs them, each whole and in this order (gitformat-pack(5)). */
export function packOf(type: SignedType, objects: readonly Buffer[], format: ObjectFormat): Buffer {
  const header = Buffer.alloc(12);
  header.write('PACK', 'latin1');
  header.writeUInt32BE(VERSION, 4);
  header.writeUInt32BE(objects.length, 8);
  const pack = Buffer.concat([header, ...objects.flatMap((bytes) => [sizeOf(type, bytes.length), deflateSync(bytes)])]);
  return Buffer.concat([pack, createHash(format).update(pack).digest()]);
}

/** Kind and size: four bits of the size beside the kind, then seven at a time, the lowest first. */
function sizeOf(type: SignedType, size: number): Buffer {
  const octets = [(TYPES[type] << 4) | (size & 0x0f)];
  for (let left = size >>> 4; left > 0; left >>>= 7) {
    octets[octets.length - 1] = (octets.at(-1) ?? 0) | 0x80;
    octets.push(left & 0x7f);
  }
  return Buffer.from(octets);
}
