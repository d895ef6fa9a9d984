import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isTemporaryName, removeStaleTemporaries, writeFileAtomic } from '../../../electron/core/util/atomic-file.ts';
import { AppError } from '../../../shared/error.ts';
import { bundleForTest } from '../../bundle.ts';

const OLD = new TextEncoder().encode('old');
const NEW = new TextEncoder().encode('new');
const isRoot = process.getuid?.() === 0;
let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'cs-atomic-'))));
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : `not an AppError: ${String(error)}`),
  );
}

describe('writeFileAtomic', () => {
  it('writes a new file and leaves nothing else', async () => {
    await writeFileAtomic(join(folder, 'a'), NEW, { overwrite: false });
    expect(readdirSync(folder)).toEqual(['a']);
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('new');
    expect(statSync(join(folder, 'a')).nlink).toBe(1);
  });

  it('keeps a file that is there, whatever it is', async () => {
    writeFileSync(join(folder, 'a'), OLD);
    mkdirSync(join(folder, 'd'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'));
    for (const name of ['a', 'd', 'dangling'])
      expect(await codeOf(writeFileAtomic(join(folder, name), NEW, { overwrite: false }))).toBe('already-exists');
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['a', 'd', 'dangling']);
  });

  it('lets only one of many writers have a free name', async () => {
    const path = join(folder, 'a');
    const writers = Array.from({ length: 20 }, (_, n) =>
      codeOf(writeFileAtomic(path, Uint8Array.of(n), { overwrite: false })),
    );
    const codes = await Promise.all(writers);
    expect(codes.filter((code) => code === 'no error')).toHaveLength(1);
    expect(codes.filter((code) => code === 'already-exists')).toHaveLength(19);
    expect(readFileSync(path)[0]).toBe(codes.indexOf('no error'));
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('overwrites when asked, keeping the permissions', async () => {
    const path = join(folder, 'a');
    writeFileSync(path, OLD, { mode: 0o640 });
    await writeFileAtomic(path, NEW, { overwrite: true });
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o640);
    await writeFileAtomic(path, OLD, { overwrite: true, mode: 0o600 });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('names what is in the way', async () => {
    mkdirSync(join(folder, 'd'));
    expect(await codeOf(writeFileAtomic(join(folder, 'd'), NEW, { overwrite: true }))).toBe('not-a-file');
    expect(await codeOf(writeFileAtomic(join(folder, 'none', 'a'), NEW, { overwrite: false }))).toBe('not-found');
    expect(readdirSync(folder)).toEqual(['d']);
  });

  it('writes nothing into a folder that is read-only', async () => {
    writeFileSync(join(folder, 'a'), OLD);
    chmodSync(folder, 0o555);
    // Root may write anywhere, so the test becomes somebody else.
    if (isRoot) process.seteuid!(65_534);
    try {
      expect(await codeOf(writeFileAtomic(join(folder, 'b'), NEW, { overwrite: false }))).toBe('read-only');
      expect(await codeOf(writeFileAtomic(join(folder, 'a'), NEW, { overwrite: true }))).toBe('read-only');
    } finally {
      if (isRoot) process.seteuid!(0);
      chmodSync(folder, 0o755);
    }
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a']);
  });
});

function mounts(): boolean {
  if (!isRoot || process.platform !== 'linux') return false;
  const point = mkdtempSync(join(tmpdir(), 'cs-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', point], { stdio: 'ignore' });
    execFileSync('umount', [point]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(point, { recursive: true, force: true });
  }
}

describe.skipIf(!mounts())('writeFileAtomic on a file system of its own (needs root and mount)', () => {
  function mount(...options: string[]): void {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options.join(','), 'tmpfs', folder]);
  }
  afterEach(() => {
    execFileSync('umount', [folder]);
  });

  it('leaves the old file and no part of the new one on a full disk', async () => {
    mount('size=64k');
    writeFileSync(join(folder, 'a'), OLD);
    const large = new Uint8Array(256 * 1024);
    expect(await codeOf(writeFileAtomic(join(folder, 'a'), large, { overwrite: true }))).toBe('disk-full');
    expect(await codeOf(writeFileAtomic(join(folder, 'b'), large, { overwrite: false }))).toBe('disk-full');
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a']);
    await writeFileAtomic(join(folder, 'b'), NEW, { overwrite: false });
    expect(readFileSync(join(folder, 'b'), 'utf8')).toBe('new');
  });

  it('says read-only of a read-only file system', async () => {
    mount('ro');
    expect(await codeOf(writeFileAtomic(join(folder, 'a'), NEW, { overwrite: false }))).toBe('read-only');
  });
});

describe('writeFileAtomic in a process that is killed', () => {
  it('leaves whole files only, at whatever moment', { timeout: 120_000 }, async () => {
    const writer = bundleForTest('test/core/util/atomic-file-writer.ts');
    const size = 100_000;
    for (let round = 0; round < 40; round++) {
      const child = spawn(process.execPath, [writer, folder, String(size)], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(child.stdout, 'data');
      await sleep(Math.random() * 25);
      child.kill('SIGKILL');
      await once(child, 'close');
      for (const name of readdirSync(folder)) {
        if (isTemporaryName(name)) continue;
        const bytes = readFileSync(join(folder, name));
        expect(bytes.length, name).toBe(size);
        expect(new Set(bytes).size, name).toBe(1);
      }
      for (const name of readdirSync(folder)) if (name.startsWith('new-')) rmSync(join(folder, name));
    }
    await removeStaleTemporaries(folder, new Date(Date.now() + 60_000));
    expect(readdirSync(folder)).toEqual(['replaced']);
  });
});

describe('removeStaleTemporaries', () => {
  it('removes old temporary files of ours and nothing else', async () => {
    const old = '.countersign-0123456789abcdef.tmp';
    const fresh = '.countersign-fedcba9876543210.tmp';
    const link = '.countersign-aaaaaaaaaaaaaaaa.tmp';
    const others = [
      '.countersign-notes.tmp',
      'countersign-0123456789abcdef.tmp',
      '.countersign-0123456789abcdef.tmp.asc',
    ];
    for (const name of [old, fresh, ...others]) {
      writeFileSync(join(folder, name), OLD);
      if (name !== fresh) utimesSync(join(folder, name), 1_000, 1_000);
    }
    symlinkSync('elsewhere', join(folder, link));
    await removeStaleTemporaries(folder, new Date(Date.now() - 60_000));
    expect(readdirSync(folder).sort()).toEqual([fresh, link, ...others].sort());
    await removeStaleTemporaries(join(folder, 'none'), new Date());
  });
});
