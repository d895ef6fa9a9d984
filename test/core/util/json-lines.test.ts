import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendJsonLines, JsonLines, linesBackwards } from '../../../electron/core/util/json-lines.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cs-lines-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const textOf = (lines: JsonLines): string => Buffer.concat(lines.bytes()).toString('utf8');

describe('JsonLines', () => {
  it('holds what was added, whatever its size and characters', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (values) => {
        const lines = new JsonLines();
        for (const value of values) lines.add(value);
        expect(lines.length).toBe(values.length);
        expect(textOf(lines)).toBe(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
      }),
    );
  });

  it('goes on after a look at its bytes, across blocks and beyond one', () => {
    const lines = new JsonLines();
    const sizes = [10, 200_000, 100_000, 900_000, 3, 262_144 - 3, 1];
    const expected: string[] = [];
    for (const size of sizes) {
      lines.add('ä'.repeat(size));
      expected.push(`"${'ä'.repeat(size)}"\n`);
      expect(textOf(lines)).toBe(expected.join(''));
    }
  });
});

describe('appendJsonLines', () => {
  it('appends documents, or their lines, and ends a torn line first', async () => {
    const path = join(folder, 'log.jsonl');
    await appendJsonLines(path, []);
    await appendJsonLines(path, [{ a: 1 }, 'two']);
    appendFileSync(path, '{"torn');
    const lines = new JsonLines();
    await appendJsonLines(path, lines);
    lines.add(3);
    await appendJsonLines(path, lines);
    expect(readFileSync(path, 'utf8')).toBe('{"a":1}\n"two"\n{"torn\n3\n');
    const found: string[] = [];
    for await (const line of linesBackwards(path)) found.push(line);
    expect(found).toEqual(['3', '{"torn', '"two"', '{"a":1}']);
  });
});
