import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHasher } from '../../../electron/core/hash/hasher.ts';
import { readInPlace } from '../../../electron/core/hash/regular-file.ts';
import { hashWorker } from '../../bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'cs-in-place-'));
const hasher = createHasher({ worker: hashWorker(), threads: 1 });
const sha256 = { algorithm: 'sha256' as const };
const at = (name: string): string => join(folder, name);

beforeAll(() => readInPlace());
afterAll(async () => {
  await hasher.close();
  rmSync(folder, { recursive: true });
});

describe('reading in place, as the command line does', () => {
  it('gives the digest of a small file, its bytes, and of a large one its digest', async () => {
    writeFileSync(at('small'), 'abc');
    const small = await hasher.read(at('small'), [sha256]);
    expect(Buffer.from(await small.digest(sha256)).toString('hex')).toMatch(/^ba7816bf/);
    expect(Buffer.from(small.bytes!).toString()).toBe('abc');
    small.close();
    writeFileSync(at('large'), Buffer.alloc(400_000));
    const large = await hasher.read(at('large'), [sha256]);
    expect([large.size, large.bytes]).toEqual([400_000, undefined]);
    large.close();
  });

  it('notices a file that changed since, or is gone', async () => {
    writeFileSync(at('changing'), 'abc');
    const reading = await hasher.read(at('changing'), [sha256]);
    await reading.assertUnchanged();
    appendFileSync(at('changing'), 'd');
    await expect(reading.assertUnchanged()).rejects.toMatchObject({ code: 'changed-while-read' });
    unlinkSync(at('changing'));
    await expect(reading.assertUnchanged()).rejects.toMatchObject({ code: 'changed-while-read' });
    reading.close();
  });

  it('refuses what is no file, or not there', async () => {
    await expect(hasher.read(folder, [sha256])).rejects.toMatchObject({ code: 'not-a-file' });
    await expect(hasher.read(at('nowhere'), [sha256])).rejects.toMatchObject({ code: 'not-found' });
  });

  it.skipIf(process.platform === 'win32')('waits for no FIFO', async () => {
    execFileSync('mkfifo', [at('fifo')]);
    await expect(hasher.read(at('fifo'), [sha256])).rejects.toMatchObject({ code: 'not-a-file' });
  });
});
