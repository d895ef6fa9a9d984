import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readTar, writeTar } from '../../../electron/core/keys/tar.ts';

const files = fc.uniqueArray(
  fc.record({ name: fc.stringMatching(/^[a-z]{1,40}(\.[a-z]{1,5})?$/), bytes: fc.uint8Array({ maxLength: 2000 }) }),
  { selector: ({ name }) => name, maxLength: 5 },
);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'c2-tar-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('gives back what was written', () => {
  fc.assert(
    fc.property(files, (some) => {
      const read = readTar(writeTar(some, 1)).map(({ name, bytes }) => [name, [...bytes]]);
      expect(read).toEqual(some.map(({ name, bytes }) => [name, [...bytes]]));
    }),
  );
});

it('is what tar reads, and reads what tar wrote', () => {
  const written = [
    { name: 'secret/a.asc', bytes: new Uint8Array(513).fill(65) },
    { name: 'empty', bytes: new Uint8Array() },
  ];
  execFileSync('tar', ['-xf', '-', '-C', folder], { input: writeTar(written, 1_700_000_000) });
  expect(readFileSync(join(folder, 'secret/a.asc'))).toHaveLength(513);
  writeFileSync(join(folder, 'b'), 'content');
  const other = execFileSync('tar', ['-cf', '-', '--format=ustar', '-C', folder, 'b']);
  expect(readTar(other).map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([['b', 'content']]);
});

it('whatever is damaged is malformed, never another failure', () => {
  const whole = writeTar([{ name: 'a', bytes: new Uint8Array(700).fill(1) }], 1);
  expect(() => readTar(whole.subarray(0, 900))).toThrow('malformed');
  const spoilt = whole.slice();
  spoilt[0] = 0x62;
  expect(() => readTar(spoilt)).toThrow('malformed');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
      try {
        readTar(bytes);
      } catch (error) {
        expect(error).toMatchObject({ code: 'malformed' });
      }
    }),
  );
});
