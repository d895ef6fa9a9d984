import { createHash } from 'node:crypto';

/** A part of a log's tree as it is stored: 256 hashes of one level, or as many as there are (C2SP, tlog-tiles). */
export type ReadTile = (path: string) => Promise<Uint8Array>;

const WIDTH = 256;
const HEIGHT = 8;
const HASH = 32;

/** Where the tile with this number stands: in groups of three digits, all but the last after an x; one that is not full says so. */
export function tilePath(level: number | 'entries', index: number, count: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const name = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  const width = Math.min(WIDTH, count - index * WIDTH);
  return `tile/${level}/${name}${width === WIDTH ? '' : `.p/${width}`}`;
}

/**
 * The hashes that lead from one leaf of a tree with `size` leaves to its root (RFC 6962, section 2.1.1), by its tiles. Nothing of it is
 * trusted: whoever takes them checks that they lead to a root that the log signed. Throws a RangeError for a tile that is too short.
 */
export async function inclusionPath(leaf: number, size: number, read: ReadTile): Promise<Uint8Array[]> {
  const kept = new Map<string, Promise<Uint8Array>>();
  const tile = (path: string): Promise<Uint8Array> => {
    const known = kept.get(path) ?? read(path);
    kept.set(path, known);
    return known;
  };
  /** The root of a whole tree of 2^height leaves that begins at one of its multiples. */
  const wholeTree = async (start: number, height: number): Promise<Uint8Array> => {
    const level = Math.floor(height / HEIGHT);
    const unit = 2 ** (level * HEIGHT);
    const inTile = 2 ** (height % HEIGHT);
    const first = start / unit;
    const index = Math.floor(first / WIDTH);
    const hashes = await tile(tilePath(level, index, Math.floor(size / unit)));
    const from = (first % WIDTH) * HASH;
    const part = hashes.subarray(from, from + inTile * HASH);
    if (part.length !== inTile * HASH) throw new RangeError('a tile that is too short');
    return combine(part);
  };
  const rootOf = async (start: number, end: number): Promise<Uint8Array> => {
    const count = end - start;
    if (Number.isInteger(Math.log2(count)) && start % count === 0) return wholeTree(start, Math.log2(count));
    const split = start + half(count);
    return hashOf(await rootOf(start, split), await rootOf(split, end));
  };
  const path = async (start: number, end: number): Promise<Uint8Array[]> => {
    if (end - start === 1) return [];
    const split = start + half(end - start);
    return leaf < split
      ? [...(await path(start, split)), await rootOf(split, end)]
      : [...(await path(split, end)), await rootOf(start, split)];
  };
  return path(0, size);
}

/** The entry at `leaf` in the bundle of entries that holds it: each is led by its length in two bytes. Throws a RangeError. */
export async function entryAt(leaf: number, size: number, read: ReadTile): Promise<Uint8Array> {
  const bytes = await read(tilePath('entries', Math.floor(leaf / WIDTH), size));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  for (let left = leaf % WIDTH; left > 0; left--) at += 2 + view.getUint16(at);
  const length = view.getUint16(at);
  if (at + 2 + length > bytes.length) throw new RangeError('an entry that is cut off');
  return bytes.slice(at + 2, at + 2 + length);
}

/** The largest power of two below `count`. */
function half(count: number): number {
  return 2 ** Math.floor(Math.log2(count - 1));
}

/** The root over a row of hashes whose number is a power of two. */
function combine(row: Uint8Array): Uint8Array {
  if (row.length === HASH) return row;
  return hashOf(combine(row.subarray(0, row.length / 2)), combine(row.subarray(row.length / 2)));
}

function hashOf(left: Uint8Array, right: Uint8Array): Uint8Array {
  return createHash('sha256')
    .update(Buffer.from([1]))
    .update(left)
    .update(right)
    .digest();
}
