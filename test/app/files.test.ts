import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { FileHandles } from '../../electron/app/files.ts';
import { readSmall } from '../../electron/app/read-small.ts';

const folder = mkdtempSync(join(tmpdir(), 'cs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'a.txt');
writeFileSync(file, 'abc');

test('handles stand for what was granted, and for nothing else', async () => {
  const files = new FileHandles();
  const granted = await files.grant([file, folder, join(folder, 'missing')]);
  expect(granted.map(({ name, kind, size }) => [name, kind, size])).toMatchObject([
    ['a.txt', 'file', 3],
    [expect.any(String), 'folder', 0],
  ]);
  expect(files.paths(granted.map((handle) => handle.id))).toEqual([file, folder]);
  expect((await files.grant([file]))[0]?.id).toBe(granted[0]?.id);
  expect(() => files.paths([file])).toThrow('not-granted');
  expect(files.has(file)).toBe(true);
  expect(files.has('/etc/passwd')).toBe(false);
});

test('a folder is said to be a repository where it looks like one', async () => {
  for (const path of ['tree/.git', 'bare.git/objects', 'bare.git/refs', 'half/objects'])
    mkdirSync(join(folder, path), { recursive: true });
  writeFileSync(join(folder, 'bare.git/HEAD'), 'ref: refs/heads/main');
  const named = ['tree', 'bare.git', 'half', 'a.txt'].map((name) => join(folder, name));
  const handles = await new FileHandles().grant(named);
  expect(handles.map(({ isRepository }) => isRepository)).toEqual([true, true, undefined, undefined]);
});

test('readSmall reads files and refuses what is none, or too large', async () => {
  expect(Buffer.from(await readSmall(file)).toString()).toBe('abc');
  await expect(readSmall(file, 2)).rejects.toMatchObject({ code: 'too-large' });
  await expect(readSmall(folder)).rejects.toMatchObject({ code: 'not-a-file' });
  await expect(readSmall('/dev/zero')).rejects.toMatchObject({ code: 'not-a-file' });
  await expect(readSmall(join(folder, 'missing'))).rejects.toMatchObject({ code: 'not-found' });
});
