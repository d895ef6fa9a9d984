import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError, toAppError } from '../../shared/error.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cs-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const failure = async (path: string) => toAppError(await readFile(path).catch((error: unknown) => error));

test('what the file system says keeps its meaning', async () => {
  writeFileSync(join(folder, 'a'), 'x');
  symlinkSync('loop', join(folder, 'loop'));
  expect(await failure(join(folder, 'gone'))).toMatchObject({ code: 'not-found' });
  expect(await failure(join(folder, 'a', 'b'))).toMatchObject({ code: 'not-found' });
  expect(await failure(join(folder, 'loop'))).toMatchObject({ code: 'unreadable' });
  expect(await failure(join(folder, 'n'.repeat(300)))).toMatchObject({ code: 'usage' });
  expect(await failure(folder)).toMatchObject({ code: 'not-a-file' });
});

test.each([
  ['EIO', 'unreadable'],
  ['EMFILE', 'too-large'],
  ['ENFILE', 'too-large'],
  ['EROFS', 'read-only'],
  ['ENOSPC', 'disk-full'],
  ['EWHATEVER', 'internal'],
  // Not an own entry of the table.
  ['constructor', 'internal'],
])('%s is told as %s', (code, told) => {
  expect(toAppError(Object.assign(new Error('words'), { code }))).toMatchObject({ code: told, detail: 'words' });
});

test('an error of our own stays what it is, and an abort is a cancel', () => {
  const own = new AppError('offline');
  expect(toAppError(own)).toBe(own);
  expect(toAppError(AbortSignal.abort().reason)).toMatchObject({ code: 'cancelled' });
  expect(toAppError('text')).toMatchObject({ code: 'internal', detail: 'text' });
});
