import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryAt, inclusionPath, tilePath } from '../../../../electron/core/sigstore/services/tile-tree.ts';
import { MerkleTree } from '../../../lab/merkle.ts';

/** A tree of numbered entries, as a log stores it. */
function logOf(size: number) {
  const tree = new MerkleTree();
  const entries = Array.from({ length: size }, (_, at) => Buffer.from(`entry ${at}`));
  for (const entry of entries) tree.add(entry);
  const paths: string[] = [];
  const read = (path: string): Promise<Uint8Array> => {
    paths.push(path);
    const [, level = '', name = '', partial] = /^tile\/(\d|entries)\/([x\d/]+?)(?:\.p\/(\d+))?$/.exec(path) ?? [];
    const [index, width] = [Number(name.replace(/[x/]/g, '')), Number(partial ?? 256)];
    if (level !== 'entries') return Promise.resolve(tree.tile(Number(level), index, width));
    const some = entries.slice(index * 256, index * 256 + width);
    return Promise.resolve(Buffer.concat(some.flatMap((entry) => [Buffer.from([0, entry.length]), entry])));
  };
  return { tree, read, paths };
}

describe('the proof of an entry, made of tiles', () => {
  it('is the one that the log itself gives, for every leaf of small trees', async () => {
    for (let size = 1; size <= 33; size++) {
      const { tree, read } = logOf(size);
      for (let leaf = 0; leaf < size; leaf++) expect(await inclusionPath(leaf, size, read)).toEqual(tree.path(leaf));
    }
  });

  it('is so across tiles and levels', async () => {
    for (const size of [256, 257, 512, 600, 1000]) {
      const { tree, read } = logOf(size);
      for (const leaf of [0, 1, 255, 256, 300, size - 1].filter((one) => one < size)) {
        expect(await inclusionPath(leaf, size, read)).toEqual(tree.path(leaf));
        expect(Buffer.from(await entryAt(leaf, size, read)).toString()).toBe(`entry ${leaf}`);
      }
    }
  });

  it('asks for each tile once, by the names that the standard gives them', async () => {
    const { read, paths } = logOf(600);
    await inclusionPath(599, 600, read);
    expect(paths.sort()).toEqual(['tile/0/002.p/88', 'tile/1/000.p/2']);
    expect(tilePath(0, 1_234_067, 10 ** 10)).toBe('tile/0/x001/x234/067');
    expect(tilePath('entries', 5, 5 * 256 + 7)).toBe('tile/entries/005.p/7');
  });

  it('never comes of tiles that are too short or lie, but as an error or as another proof', async () => {
    const { tree } = logOf(300);
    await fc.assert(
      fc.asyncProperty(fc.nat(299), fc.uint8Array({ maxLength: 9_000 }), async (leaf, bytes) => {
        const read = () => Promise.resolve(bytes);
        const path = await inclusionPath(leaf, 300, read).catch((error: unknown) => error);
        if (!(path instanceof RangeError)) expect(path).not.toEqual(tree.path(leaf));
        const entry = await entryAt(leaf, 300, read).catch((error: unknown) => error);
        expect(entry instanceof RangeError || entry instanceof Uint8Array).toBe(true);
      }),
    );
  });
});
