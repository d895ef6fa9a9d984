import { dirname } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { technical } from '../../../shared/seen.ts';
import type { Item, ItemContent } from '../../../electron/core/verify/item.ts';
import { lineFor } from '../../../electron/core/verify/list-index.ts';
import { pair } from '../../../electron/core/verify/pair.ts';
import { mayBeKey, nameSigned } from '../../../electron/core/util/release-names.ts';

const item = (path: string, content: ItemContent, origin: Item['origin'] = 'in-folder'): Item => ({
  path,
  name: path.slice(path.lastIndexOf('/') + 1),
  folder: dirname(path),
  origin,
  content,
});
const gathered = (items: Item[]) => ({ items, folders: ['/r'], unreadable: [], leftOut: [] });
const listOf = (...names: string[]): ItemContent => ({
  kind: 'manifest',
  manifest: {
    algorithm: 'sha256',
    lines: names.map((name) => ({ name, algorithm: 'sha256', digest: '0'.repeat(64) })),
  },
});

const anyName = fc.oneof(
  fc.constantFrom(
    'a',
    'a.tar',
    'a.tar.asc',
    'a.tar.asc.asc',
    'A.TAR',
    'a.tar ',
    '.asc',
    'SHA256SUMS',
    'SHA256SUMS.asc',
    'KEYS',
    'k.gpg',
    'é',
    'e\u0301',
    '__proto__',
    'constructor',
  ),
  fc
    .string({ unit: 'grapheme', minLength: 1 })
    .map((name) => name.replaceAll(/[/\0]/g, '_'))
    .filter((name) => name !== '.' && name !== '..'),
);
const anyContent: fc.Arbitrary<ItemContent> = fc.oneof(
  fc.constant<ItemContent>({ kind: 'artifact' }),
  fc.constant<ItemContent>({ kind: 'signature', entries: [] }),
  fc.constant<ItemContent>({ kind: 'certificate', bytes: new Uint8Array() }),
  fc.constant<ItemContent>({ kind: 'no-signature', fault: 'damaged', why: technical('') }),
  fc.constant<ItemContent>({ kind: 'unreadable-signature', format: 'minisign', label: 'minisign' }),
  fc.constant<ItemContent>({ kind: 'cleartext', entries: [], text: new Uint8Array() }),
  fc.constant<ItemContent>({ kind: 'manifest-malformed', problem: technical(''), text: 'a.tar' }),
  fc.array(anyName, { minLength: 1, maxLength: 4 }).map((names) => listOf(...new Set(names))),
);
const anyItems = fc
  .array(fc.record({ folder: fc.constantFrom('/r', '/r/s', '/r/a'), name: anyName, content: anyContent }), {
    maxLength: 8,
  })
  .map((all) => [
    ...new Map(
      all.map(({ folder, name, content }) => [`${folder}/${name}`, item(`${folder}/${name}`, content)]),
    ).values(),
  ]);

describe('whatever lies in a folder', () => {
  it('every file is a result, is named by a list that is one, is evidence, or is a key', async () => {
    await fc.assert(
      fc.asyncProperty(anyItems, async (items) => {
        const paired = await pair(gathered(items));
        const targets = new Set(paired.units.map((unit) => unit.target));
        const evidence = new Set([...paired.units.flatMap((unit) => unit.signatures), ...paired.strays]);
        for (const one of items) {
          const listed = paired.lists.some((list) => targets.has(list.item) && lineFor(list, one) !== undefined);
          const isKey = one.content.kind === 'certificate' && mayBeKey(one.name);
          expect([one.path, targets.has(one) || listed || evidence.has(one) || isKey]).toEqual([one.path, true]);
          // What is evidence and no result must say by its name that it is.
          if (!targets.has(one) && !listed && !isKey) expect(nameSigned(one.name)).not.toBeNull();
        }
        expect(targets.size).toBe(paired.units.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it('a list covers only what lies below it, by the very name', async () => {
    await fc.assert(
      fc.asyncProperty(anyName, anyName, async (name, other) => {
        fc.pre(name !== other);
        const list = item('/r/a/LIST', listOf(name));
        const files = [`/r/a/${other}`, `/r/${name}`, `/r/s/${name}`].map((path) => item(path, { kind: 'artifact' }));
        const { units } = await pair(gathered([list, ...files]));
        for (const file of files) expect(units.some((unit) => unit.target === file)).toBe(true);
      }),
    );
  });

  it('a signature belongs to the name that its own holds, and to no other', () => {
    fc.assert(
      fc.property(
        anyName,
        fc.constantFrom('.asc', '.sig', '.SIG', '.sign', '.gpg', '.sigstore.json'),
        (name, ending) => {
          expect(nameSigned(`/x/${name}${ending}`)).toBe(name);
        },
      ),
    );
  });
});
