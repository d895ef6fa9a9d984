import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { withProcessLock } from '../../../electron/core/util/process-lock.ts';

let folder: string;
let path: string;
let lock: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cs-lock-'));
  path = join(folder, 'x');
  lock = `${path}.lock`;
});

const take = (waitMs = 300) => withProcessLock(path, () => Promise.resolve('ran'), waitMs);

/** Dates the lock file so many seconds back. */
function age(seconds: number): void {
  const at = Date.now() / 1000 - seconds;
  utimesSync(lock, at, at);
}

/** What this process writes into a lock, with some of it changed. */
async function ownerWith(changes: object): Promise<void> {
  const text = await withProcessLock(path, () => Promise.resolve(readFileSync(lock, 'utf8')));
  writeFileSync(lock, JSON.stringify({ ...(JSON.parse(text) as object), token: '0123456789abcdef', ...changes }));
}

/** The number of a process that has ended. */
const endedPid = (): number => spawnSync(process.execPath, ['-e', ''], { env: { ELECTRON_RUN_AS_NODE: '1' } }).pid;

const alone = () => {
  expect(readdirSync(folder)).toEqual([]);
};

describe('the lock of a process that is gone', () => {
  it('is broken', async () => {
    await ownerWith({ pid: endedPid() });
    expect(await take()).toBe('ran');
    alone();
  });

  it('is broken though the machine was renamed since', async () => {
    await ownerWith({ pid: endedPid(), host: 'old-name' });
    if (process.platform !== 'linux') age(70);
    expect(await take()).toBe('ran');
    alone();
  });

  it('is broken though the machine was renamed and started anew since', async () => {
    await ownerWith({ pid: process.pid, host: 'old-name', boot: 'another' });
    age(70);
    expect(await take()).toBe('ran');
    alone();
  });

  it('is broken where its number was given away again after a start of the machine, by what Linux calls the start', async () => {
    await ownerWith({ pid: process.pid, started: '', boot: 'another' });
    expect(await take()).toBe('ran');
    alone();
  });

  it('is broken where its number was given away again after a start of the machine, by the time since', async () => {
    await ownerWith({ pid: process.pid, started: '', boot: '' });
    age(uptime() + 60);
    expect(await take()).toBe('ran');
    alone();
  });

  it.each(['', '{"token":"0123456789abc', 'null', '{"token":"../../x","pid":1,"host":"h"}'])(
    'is broken after a minute where it cannot be read: %j',
    async (text) => {
      writeFileSync(lock, text);
      age(70);
      expect(await take()).toBe('ran');
      alone();
    },
  );

  it('is broken by one of many only', async () => {
    writeFileSync(lock, '');
    age(70);
    let inside = 0;
    const runs = Array.from({ length: 8 }, () =>
      withProcessLock(path, async () => {
        expect(++inside).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 5));
        inside--;
      }),
    );
    await Promise.all(runs);
    alone();
  });
});

describe('the lock of a process that may live', () => {
  it('is left alone, and the error names the file', async () => {
    await ownerWith({});
    await expect(take()).rejects.toMatchObject({ code: 'store-busy', detail: expect.stringContaining(lock) as string });
  });

  it('is left alone where it is old and its process lives', async () => {
    await ownerWith({});
    age(70);
    await expect(take()).rejects.toMatchObject({ code: 'store-busy' });
  });

  it('is left alone where another machine touched it a moment ago', async () => {
    await ownerWith({ pid: endedPid(), host: 'elsewhere', boot: 'another' });
    await expect(take()).rejects.toMatchObject({ code: 'store-busy' });
  });

  it('is left alone where another machine, or another container, runs on the same start', async () => {
    await ownerWith({ pid: endedPid(), host: 'elsewhere', space: 'pid:[1]' });
    await expect(take()).rejects.toMatchObject({ code: 'store-busy' });
  });

  it('is left alone where it is being written', async () => {
    writeFileSync(lock, '');
    await expect(take()).rejects.toMatchObject({ code: 'store-busy', detail: expect.stringContaining(lock) as string });
  });

  it('is left alone where no start time is known and it is younger than the start of the machine', async () => {
    await ownerWith({ started: '', host: hostname() });
    await expect(take()).rejects.toMatchObject({ code: 'store-busy' });
  });
});

it('a lock that is held long is touched meanwhile', async () => {
  await withProcessLock(
    path,
    async () => {
      age(70);
      const before = readFileSync(lock, 'utf8');
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(statSync(lock).mtimeMs).toBeGreaterThan(Date.now() - 30_000);
      expect(readFileSync(lock, 'utf8')).toBe(before);
    },
    1000,
    50,
  );
  alone();
});
