import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { writeFileAtomic } from '../../../electron/core/util/atomic-file.ts';

// A file system that cannot make hard links (FAT) is seldom at hand: only the one call is made to answer as it does there.
vi.mock(import('node:fs/promises'), async (original) => ({
  ...(await original()),
  link: () => Promise.reject(Object.assign(new Error('no links here'), { code: 'EPERM' })),
}));

it('never replaces a file unasked where hard links cannot be made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cs-links-'));
  const path = join(folder, 'a');
  try {
    await writeFileAtomic(path, Uint8Array.of(1), { overwrite: false });
    expect([...readFileSync(path)]).toEqual([1]);
    await expect(writeFileAtomic(path, Uint8Array.of(2), { overwrite: false })).rejects.toThrow('already-exists');
    expect([...readFileSync(path)]).toEqual([1]);

    // Also where the name is taken between the look and the write.
    rmSync(path);
    const racing = writeFileAtomic(path, new Uint8Array(32 << 20), { overwrite: false });
    const seen = vi.waitUntil(() => readdirSync(folder).length > 0, { interval: 0 });
    await seen;
    writeFileSync(path, 'theirs');
    await expect(racing).rejects.toThrow('already-exists');
    expect(readFileSync(path, 'utf8')).toBe('theirs');
    expect(readdirSync(folder)).toEqual(['a']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
