import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const KEEPER = fileURLToPath(new URL('../../build/keep-compiled.cjs', import.meta.url));
const DAY_MS = 86_400_000;

let root: string;
let cache: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cs-kept-'));
  cache = join(root, 'cache');
  writeFileSync(
    join(root, 'main.js'),
    `require(${JSON.stringify(KEEPER)})(process.argv[2]);
try { require('./part.cjs'); } catch (error) { console.log(error.stack.split('\\n')[1].trim()); }`,
  );
  writePart("console.log('one')");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const writePart = (text: string): void => writeFileSync(join(root, 'part.cjs'), text);
const run = (into = cache): string =>
  execFileSync(process.execPath, [join(root, 'main.js'), into], { encoding: 'utf8' }).trim();
const folder = (): string => join(cache, readdirSync(cache)[0]!);
const kept = (): string[] => readdirSync(folder()).map((name) => join(folder(), name));

it('keeps what is compiled for the user alone, and takes it from there the next time', () => {
  expect(run()).toBe('one');
  const [only, ...others] = kept();
  expect(others).toEqual([]);
  expect([statSync(folder()).mode & 0o777, statSync(only!).mode & 0o777]).toEqual([0o700, 0o600]);
  const before = statSync(only!).mtimeMs;
  expect(run()).toBe('one');
  expect(statSync(only!).mtimeMs).toBe(before);
});

it('keeps the functions that ran', () => {
  const idle = `function idle() { return [${'1,'.repeat(2000)}]; }`;
  writePart(`${idle} console.log('one')`);
  run();
  const size = statSync(kept()[0]!).size;
  rmSync(cache, { recursive: true });
  writePart(`${idle} idle(); console.log('one')`);
  run();
  expect(statSync(kept()[0]!).size).toBeGreaterThan(size + 1000);
});

it('runs a changed part, of the same length too', () => {
  run();
  writePart("console.log('two')");
  expect(run()).toBe('two');
  expect(kept()).toHaveLength(2);
});

it.each([
  ['damaged', (bytes: Buffer) => bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 0xff : byte))],
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
  ['empty', () => Buffer.alloc(0)],
  ['nonsense with its digest', () => Buffer.concat([hash('sha256', 'nonsense', 'buffer'), Buffer.from('nonsense')])],
])('makes anew what is %s', (_, damage) => {
  run();
  const [path] = kept();
  const good = readFileSync(path!);
  writeFileSync(path!, damage(good));
  expect(run()).toBe('one');
  expect(readFileSync(path!).length).toBe(good.length);
});

it('adds once a day what other calls compile', () => {
  run();
  const [path] = kept();
  const yesterday = new Date(Date.now() - DAY_MS - 60_000);
  utimesSync(path!, yesterday, yesterday);
  expect(run()).toBe('one');
  expect(statSync(path!).mtimeMs).toBeGreaterThan(yesterday.getTime());
});

it('removes what nothing has used for a month', () => {
  run();
  const old = join(folder(), 'part.cjs-of-another-version');
  writeFileSync(old, 'old');
  const then = new Date(Date.now() - 31 * DAY_MS);
  utimesSync(old, then, then);
  writePart("console.log('new')");
  expect(run()).toBe('new');
  expect(kept()).not.toContain(old);
});

it('does without a folder that it cannot write', () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  expect(run(file)).toBe('one');
});

it('lets a part require, import, and name its place', () => {
  mkdirSync(join(root, 'parts'));
  writeFileSync(join(root, 'parts', 'other.cjs'), 'exports.name = __filename.slice(-9)');
  writeFileSync(join(root, 'later.mjs'), "export const later = 'later'");
  const loads = "import('./later.mjs').then(({ later }) => console.log(require('./parts/other.cjs').name, later))";
  writePart(loads);
  // The second time from what is kept.
  expect([run(), run()]).toEqual(['other.cjs later', 'other.cjs later']);
});

it('tells the right place of a fault', () => {
  writePart("throw new Error('here')");
  expect(run()).toContain(`${join(root, 'part.cjs')}:1:7`);
  expect(run()).toContain(`${join(root, 'part.cjs')}:1:7`);
});
