import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeOutputs } from '../../../electron/core/sign/write-outputs.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outputs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const fine = (name: string, text = name) => ({
  path: join(folder, name),
  bytes: bytes(text),
  check: () => Promise.resolve(),
});
const bad = (name: string) => ({ ...fine(name), check: () => Promise.reject(new Error('not good')) });

it('writes all and reads each back', async () => {
  const seen: string[] = [];
  const check = (written: Uint8Array) => Promise.resolve(void seen.push(Buffer.from(written).toString()));
  await writeOutputs([{ ...fine('a'), check }, fine('b')], false);
  expect(seen).toEqual(['a']);
  expect(readdirSync(folder)).toEqual(['a', 'b']);
});

it('where one is not good, none is kept and what was there is there again', async () => {
  writeFileSync(join(folder, 'a'), 'old');
  await expect(writeOutputs([fine('a', 'new'), fine('b'), bad('c')], true)).rejects.toThrow('not good');
  expect(readdirSync(folder)).toEqual(['a']);
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('old');
});

it('replaces nothing unasked', async () => {
  writeFileSync(join(folder, 'b'), 'old');
  await expect(writeOutputs([fine('a'), fine('b', 'new')], false)).rejects.toMatchObject({ code: 'already-exists' });
  expect(readdirSync(folder)).toEqual(['b']);
  expect(readFileSync(join(folder, 'b'), 'utf8')).toBe('old');
});
