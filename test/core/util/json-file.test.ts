import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jsonFile, type JsonFile } from '../../../electron/core/util/json-file.ts';
import { withProcessLock } from '../../../electron/core/util/process-lock.ts';
import { buildProgram, ended, startProgram } from '../../support/children.ts';

let path: string;
const open = (version = 1): JsonFile<number[]> =>
  jsonFile<number[]>({
    path,
    version,
    empty: () => [],
    check: (content) => {
      if (!Array.isArray(content)) throw new Error('no list');
      return content as number[];
    },
    largest: 1_000_000,
    waitMs: 5_000,
  });

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'cs-json-')), 'list.json');
});

describe('jsonFile', () => {
  it('gives the default where there is no file, and writes none in reading', async () => {
    expect(await open().read()).toEqual([]);
    expect(existsSync(path)).toBe(false);
  });

  it('keeps what was written, for its owner alone, and leaves nothing beside it', async () => {
    await open().update((list) => [...list, 1]);
    await open().update((list) => [...list, 2]);
    expect(await open().read()).toEqual([1, 2]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(path, '..'))).toEqual(['list.json']);
  });

  it('does not write where nothing changes', async () => {
    expect(await open().update(() => undefined)).toEqual([]);
    expect(existsSync(path)).toBe(false);
  });

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"content":[]}',
    '{"version":"1","content":[]}',
    '{"version":1,"content":{}}',
    '\0\0',
  ])('never overwrites a damaged file: %j', async (text) => {
    writeFileSync(path, text);
    await expect(open().read()).rejects.toMatchObject({ code: 'store-damaged' });
    await expect(open().update(() => [1])).rejects.toMatchObject({ code: 'store-damaged' });
    expect(readFileSync(path, 'utf8')).toBe(text);
    const aside = await open().setAside();
    expect(aside).toBe(`${path}.damaged-1`);
    expect(readFileSync(`${path}.damaged-1`, 'utf8')).toBe(text);
    expect(await open().update(() => [1])).toEqual([1]);
    expect(await open().setAside()).toBeUndefined();
  });

  it('takes a file beyond its bound for damaged', async () => {
    writeFileSync(path, `{"version":1,"content":[${'1,'.repeat(600_000)}1]}`);
    await expect(open().read()).rejects.toMatchObject({ code: 'store-damaged' });
  });

  it('writes nothing that it could not read again', async () => {
    await open().update(() => [1]);
    const before = readFileSync(path, 'utf8');
    await expect(open().update(() => Array.from({ length: 600_000 }, () => 1))).rejects.toMatchObject({
      code: 'too-large',
    });
    await expect(open().update(() => ({}) as number[])).rejects.toThrow('no list');
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('leaves the file of a newer version alone', async () => {
    await open(2).update(() => [2]);
    const text = readFileSync(path, 'utf8');
    await expect(open().read()).rejects.toMatchObject({ code: 'store-newer' });
    await expect(open().update(() => [1])).rejects.toMatchObject({ code: 'store-newer' });
    await expect(open().setAside()).rejects.toMatchObject({ code: 'store-newer' });
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('lets a failing change leave the old content and no lock', async () => {
    await open().update(() => [1]);
    await expect(open().update(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await open().update((list) => [...list, 2])).toEqual([1, 2]);
  });
});

describe('the lock between processes', () => {
  let program: Awaited<ReturnType<typeof buildProgram>>;
  beforeAll(async () => {
    program = await buildProgram(`
      import { jsonFile } from 'electron/core/util/json-file.ts';
      const [path, count, pause] = process.argv.slice(2);
      const file = jsonFile({ path, version: 1, empty: () => [], check: (c) => c as number[], waitMs: 60000 });
      void (async () => {
        for (let i = 0; i < Number(count); i++) {
          const list = await file.update(async (old) => {
            if (pause) { process.stdout.write('in\\n'); await new Promise((r) => setTimeout(r, Number(pause))); }
            return [...old, process.pid];
          });
          process.stdout.write(list.length + '\\n');
        }
      })();
    `);
  });
  afterAll(() => program.remove());

  it('loses no update of four processes', async () => {
    const runs = [1, 2, 3, 4].map(() => ended(startProgram(program.path, [path, '25'])));
    for (const run of await Promise.all(runs)) expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(await open().read()).toHaveLength(100);
    expect(readdirSync(join(path, '..'))).toEqual(['list.json']);
  });

  it('breaks the lock of a killed process', async () => {
    const child = startProgram(program.path, [path, '1', '60000']);
    await new Promise((resolve) => child.stdout!.once('data', resolve));
    expect(existsSync(`${path}.lock`)).toBe(true);
    child.kill('SIGKILL');
    await ended(child);
    expect(await open().update((list) => [...list, 7])).toEqual([7]);
    expect(readdirSync(join(path, '..'))).toEqual(['list.json']);
  });

  it('waits for a living process, and gives up after a bounded time', async () => {
    const child = startProgram(program.path, [path, '1', '1500']);
    const end = ended(child);
    await new Promise((resolve) => child.stdout!.once('data', resolve));
    await expect(withProcessLock(path, () => Promise.resolve(), 200)).rejects.toMatchObject({ code: 'store-busy' });
    expect(await open().update((list) => [...list, 7])).toEqual([child.pid, 7]);
    expect(await end).toMatchObject({ code: 0 });
  });

  it('many processes that find one dead lock still lose nothing', async () => {
    const dead = startProgram(program.path, [path, '1', '60000']);
    await new Promise((resolve) => dead.stdout!.once('data', resolve));
    dead.kill('SIGKILL');
    await ended(dead);
    const runs = [1, 2, 3, 4, 5, 6].map(() => ended(startProgram(program.path, [path, '5'])));
    for (const run of await Promise.all(runs)) expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(await open().read()).toHaveLength(30);
  });

  it('SIGKILL at any moment leaves a file that opens and holds every update that was reported', async () => {
    let reported = 0;
    for (let round = 0; round < 12; round++) {
      const child = startProgram(program.path, [path, '100000']);
      const end = ended(child);
      await new Promise((resolve) => child.stdout!.once('data', resolve));
      await sleep(5 + Math.random() * 60);
      child.kill('SIGKILL');
      const said = (await end).stdout.split('\n').slice(0, -1).map(Number);
      const list = await open().read();
      expect(list.length).toBeGreaterThanOrEqual(Math.max(reported, said.at(-1) ?? 0));
      reported = list.length;
    }
    expect(await open().update((list) => [...list, 1])).toHaveLength(reported + 1);
  }, 60_000);
});
