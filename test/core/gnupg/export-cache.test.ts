import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openExportCache, ringState } from '../../../electron/core/gnupg/export-cache.ts';
import { openGnupg } from '../../../electron/core/gnupg/gnupg.ts';
import { TestHome } from './home.ts';

const LATER_MS = 60_000;

describe('the certificates of GnuPG that are kept between runs', () => {
  let gnupg: TestHome;
  let home: string;
  let ada: string;

  beforeEach(() => {
    gnupg = new TestHome();
    home = mkdtempSync(join(tmpdir(), 'cs-'));
    writeFileSync(join(home, 'runs'), '');
    writeFileSync(
      join(home, 'gpg'),
      `#!/bin/sh\nprintf x >>${home}/runs\nPATH='${process.env['PATH'] ?? ''}' exec gpg "$@"\n`,
      { mode: 0o755 },
    );
    ada = gnupg.generate({ userId: 'Ada <ada@example.org>' });
  });
  afterEach(() => {
    gnupg.remove();
    rmSync(home, { recursive: true, force: true });
  });

  const file = (): string => join(home, 'gnupg-certificates.cache');
  /** A new process, `later` milliseconds from now. */
  const run = async (later: number): Promise<Uint8Array[]> => {
    const clock = (): Date => new Date(Date.now() + later);
    const env = { ...gnupg.env, PATH: `${home}:${process.env['PATH'] ?? ''}` };
    const keyring = await openGnupg({ env, prompts: 'app', clock, home }).requireKeyring();
    return (await keyring.exportCertificates()).map(({ bytes }) => new Uint8Array(bytes));
  };
  /** How often gpg was run. */
  const runs = (): number => readFileSync(join(home, 'runs'), 'utf8').length;

  it('are the same as gpg gives', async () => {
    const first = await run(LATER_MS);
    expect(first).toHaveLength(1);
    const kept = readFileSync(file());
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(await run(LATER_MS)).toEqual(first);
    expect(readFileSync(file())).toEqual(kept);
    expect(runs()).toBe(1);
  });

  it('are not kept of a keyring that was changed just now', async () => {
    expect(await run(0)).toHaveLength(1);
    expect(() => readFileSync(file())).toThrow();
    await run(0);
    expect(runs()).toBe(2);
  });

  it('are forgotten when a revocation comes in', async () => {
    const [before] = await run(LATER_MS);
    const revocation = readFileSync(join(gnupg.path, 'openpgp-revocs.d', `${ada}.rev`), 'utf8').replace(
      /^:---/m,
      '---',
    );
    gnupg.gpg(['--import'], Buffer.from(revocation));
    const [after] = await run(LATER_MS);
    expect(after?.length).toBeGreaterThan(before?.length ?? 0);
    expect(runs()).toBe(2);
  });

  it('are not believed where the file is damaged, cut short or of another stamp', async () => {
    const [good] = await run(LATER_MS);
    const kept = readFileSync(file());
    for (const wrong of [
      kept.subarray(0, -1),
      Buffer.concat([kept, Buffer.from('x')]),
      Buffer.from(kept.map((byte, at) => (at === kept.length - 5 ? byte ^ 1 : byte))),
      Buffer.from(''),
      Buffer.from('{}\n'),
    ]) {
      writeFileSync(file(), wrong);
      expect(await run(LATER_MS)).toEqual([good]);
    }
    expect(await openExportCache(home).read('another')).toBeUndefined();
  });

  it('are not kept where the settings name another keyring, or keyboxd may', async () => {
    for (const [name, line] of [
      ['gpg.conf', 'keyring /tmp/other.kbx\n'],
      ['common.conf', 'use-keyboxd\n'],
    ] as const) {
      const path = join(gnupg.path, name);
      writeFileSync(path, line);
      expect((await ringState(gnupg.path, new Date(Date.now() + LATER_MS)))?.settled).toBe(false);
      rmSync(path);
    }
    expect((await ringState(gnupg.path, new Date(Date.now() + LATER_MS)))?.settled).toBe(true);
  });

  it('follow every change of time, size or inode, and of a setting', async () => {
    const at = (): Date => new Date(Date.now() + LATER_MS);
    const first = await ringState(gnupg.path, at());
    expect(await ringState(gnupg.path, at())).toEqual(first);
    writeFileSync(join(gnupg.path, 'gpg.conf'), '# nothing\n');
    expect((await ringState(gnupg.path, at()))?.stamp).not.toBe(first?.stamp);
  });

  it('are none where there is no keyring', async () => {
    expect(await ringState(home, new Date())).toBeUndefined();
  });
});
