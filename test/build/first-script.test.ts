import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { buildMain } from '../../build/main-bundle.mjs';
import { buildWindow, compressedSize, firstScript, withPreloads } from '../../build/window-bundle.mjs';

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
  const screens = ['sign', 'keys', 'publishers', 'repositories', 'activity', 'settings'].map(
    (name) => `renderer/screens/${name}/${name}-screen.tsx`,
  );
  expect(inputsOf(later)).toEqual(expect.arrayContaining(screens));
  const first = inputsOf(firstScript(metafile));
  for (const input of [...screens, 'shared/catalogue/de/window.ts', 'shared/catalogue/es/window.ts'])
    expect(first, input).not.toContain(input);
  expect(first.filter((input) => /node_modules\/(zod|openpgp)\//.test(input))).toEqual([]);
});

test('the page asks at once for every file of its first script, and for no other', () => {
  const page = readFileSync(join(root, 'renderer/index.html'), 'utf8');
  const asked = [...withPreloads(page, metafile).matchAll(/(?:<link rel="modulepreload" href|src)="([^"]+\.js)"/g)];
  const first = firstScript(metafile).map((name) => relative('out/test/window', name));
  expect(asked.map(([, name]) => name).sort()).toEqual(first.sort());
});

test('the main process starts with a small file, and loads OpenPGP.js only when it is needed', async () => {
  const outdir = join(root, 'out/test/main');
  const { outputs } = await buildMain(root, outdir);
  const main = Object.keys(outputs).find((name) => name.endsWith('/main.cjs')) ?? '';
  const closure = (names: Set<string>, kinds: string[]) => {
    for (const name of names)
      for (const { kind, path } of outputs[name]?.imports ?? [])
        if (path in outputs && kinds.includes(kind)) names.add(path);
    return [...names].flatMap((name) => Object.keys(outputs[name]?.inputs ?? {}));
  };
  const shell = Object.keys(outputs).filter((name) => outputs[name]?.entryPoint === 'electron/app/shell.ts');
  expect(shell).toHaveLength(1);
  const atOnce = closure(new Set([main]), ['import-statement']);
  expect(atOnce.filter((input) => /node_modules\/|open-services/.test(input))).toEqual([]);
  const services = closure(new Set([main, ...shell]), ['import-statement']);
  expect(services).toContain('electron/core/open-services.ts');
  expect(services.filter((input) => /node_modules\/openpgp\//.test(input))).toEqual([]);
  const all = closure(new Set([main]), ['import-statement', 'dynamic-import']);
  expect(all.filter((input) => /node_modules\/openpgp\//.test(input))).not.toEqual([]);
  // CommonJS: nothing of a module is left.
  const text = readFileSync(join(outdir, 'main.cjs'), 'utf8');
  expect(text).toContain('require("./parts/');
  expect(text).not.toMatch(/\bimport[ ({]/);
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
