import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { buildWindow, compressedSize, firstScript } from '../../build/window-bundle.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** 300 kB, compressed. */
const MOST = 300_000;

let metafile: Metafile;
let contents: Map<string, Uint8Array>;

beforeAll(async () => {
  const result = await buildWindow(root, join(root, 'out/test/window'), { write: false });
  metafile = result.metafile;
  contents = new Map(result.outputFiles.map((file) => [relative(root, file.path), file.contents]));
});

const bytesOf = (names: readonly string[]) => names.map((name) => contents.get(name) ?? new Uint8Array());
const inputsOf = (names: readonly string[]) =>
  names.flatMap((name) => Object.keys(metafile.outputs[name]?.inputs ?? {}));

test('what the window loads before it shows anything is small', () => {
  const first = firstScript(metafile);
  expect(first.length).toBeGreaterThan(1);
  const size = compressedSize(bytesOf(first));
  expect(size).toBeGreaterThan(50_000);
  expect(size).toBeLessThan(MOST);
});

test('the whole window would not be: what the first screen does not need comes later', () => {
  const later = Object.keys(metafile.outputs).filter((name) => !firstScript(metafile).includes(name));
  const screens = ['sign', 'keys', 'publishers', 'activity', 'settings'].map(
    (name) => `renderer/screens/${name}/${name}-screen.tsx`,
  );
  expect(inputsOf(later)).toEqual(expect.arrayContaining(screens));
  const first = inputsOf(firstScript(metafile));
  for (const input of [...screens, 'shared/catalogue/de/window.ts', 'shared/catalogue/es/window.ts'])
    expect(first, input).not.toContain(input);
  expect(first.filter((input) => /node_modules\/(zod|openpgp)\//.test(input))).toEqual([]);
});

test('the preload, which is read anew in each page, holds no library', async () => {
  const result = await build({
    absWorkingDir: root,
    bundle: true,
    entryPoints: ['electron/preload.ts'],
    external: ['electron'],
    format: 'cjs',
    metafile: true,
    platform: 'node',
    write: false,
  });
  expect(Object.keys(result.metafile.inputs).sort()).toEqual(['electron/preload.ts', 'shared/ipc/names.ts']);
});
