import { createHash } from 'node:crypto';

const sha256 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

/** The hash of a leaf. */
export const leafHash = (content: Uint8Array): Buffer => sha256(LEAF, content);

/** The largest power of two below `size`. */
const half = (size: number): number => 2 ** Math.floor(Math.log2(size - 1));

/** A Merkle tree that only grows, as RFC 6962 has it. */
export class MerkleTree {
  readonly #leaves: Buffer[] = [];

  get size(): number {
    return this.#leaves.length;
  }

  /** Adds a leaf; gives its index. */
  add(content: Uint8Array): number {
    return this.#leaves.push(leafHash(content)) - 1;
  }

  /** The root over all leaves. */
  root(): Buffer {
    return this.#rootOf(0, this.size);
  }

  /** The hashes that lead from one leaf to the root. */
  path(index: number): Buffer[] {
    return this.#path(index, 0, this.size);
  }

  /** A part of a level of tiles: the roots over as many leaves each as a tile of that level stands for. */
  tile(level: number, index: number, width: number): Buffer {
    const unit = 256 ** level;
    const first = index * 256;
    return Buffer.concat(
      Array.from({ length: width }, (_, at) => this.#rootOf((first + at) * unit, (first + at + 1) * unit)),
    );
  }

  #rootOf(start: number, end: number): Buffer {
    if (end - start === 1) return this.#leaves[start]!;
    const split = start + half(end - start);
    return sha256(NODE, this.#rootOf(start, split), this.#rootOf(split, end));
  }

  #path(index: number, start: number, end: number): Buffer[] {
    if (end - start === 1) return [];
    const split = start + half(end - start);
    return index < split
      ? [...this.#path(index, start, split), this.#rootOf(split, end)]
      : [...this.#path(index, split, end), this.#rootOf(start, split)];
  }
}
