import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../../support/children.ts';

/** What a home folder goes through on real machines: other users, full and read-only disks. Needs root for most of it. */
const isRoot = process.getuid?.() === 0;
const probe = ['-m', 'sh', '-c', 'mount -t tmpfs -o size=64k none /mnt'];
const canMount = isRoot && spawnSync('unshare', probe).status === 0;
const NOBODY = 65534;

let program: Awaited<ReturnType<typeof buildProgram>>;
beforeAll(async () => {
  program = await buildProgram(`
    import { openActivity } from 'electron/core/audit/activity-file.ts';
    import { openKeychain } from 'electron/core/keys/keychain.ts';
    import { openSecretStore } from 'electron/core/keys/secret-store-open.ts';
    import { openSettings } from 'electron/core/settings/settings-store.ts';
    import { openPublishers } from 'electron/core/trust/publishers.ts';
    import { ensureHome } from 'electron/core/util/home.ts';
    const [home, how] = process.argv.slice(2);
    const settings = {
      ...{ theme: 'dark', language: 'en', offline: false, lockAfterMinutes: 5, gnupgPrompts: 'app' } as const,
      ...{ signature: 'none', notifications: true, loginWay: 'browser' } as const,
      manifest: { on: true, name: 'SHA512SUMS', algorithm: 'sha512', style: 'bsd' } as const,
    };
    const keychain = openKeychain({ load: () => Promise.reject(new Error('none')) });
    const publishers = openPublishers(home, () => new Date(0));
    const activity = openActivity(home);
    const check = (name: string) => ({ at: '2026-01-01T00:00:00Z', artifactName: name, publisher: 'P', verdict: 'verified' });
    const fill = async () => {
      await ensureHome(home);
      await openSettings(home).set(settings);
      await publishers.add('P');
      await activity.append([], [check('first')]);
      const store = openSecretStore({ home, keychain });
      await store.create('a passphrase');
      await store.write('k', Buffer.from('secret'));
    };
    const codeOf = (work: Promise<unknown>) => work.then(() => 'done', (error) => error.code ?? String(error));
    void (async () => {
      const said: unknown[] = [];
      if (how !== 'writes') await fill();
      if (how === 'full') {
        for (let i = 0; ; i++) {
          const code = await codeOf(activity.append([], Array.from({ length: 40 }, () => check('x'.repeat(200)))));
          if (code !== 'done') { said.push(code); break; }
        }
        said.push(await codeOf(publishers.add('Q'.repeat(150))), await codeOf(openSettings(home).set({ ...settings, theme: 'light' })));
        said.push((await publishers.list()).map((one) => one.name), (await openSettings(home).get()).theme);
        const all = (await activity.memory()).verifiedOf('P');
        said.push(all[0]?.artifactName, all.every((one) => one.artifactName === 'first' || one.artifactName.length === 200));
      }
      if (how === 'writes') {
        said.push(await codeOf(openSettings(home).set(settings)), await codeOf(publishers.add('R')));
        said.push(await codeOf(activity.append([], [check('x')])), (await publishers.list()).length);
      }
      console.log(JSON.stringify(said));
    })();
  `);
});
afterAll(() => program.remove());

const newHome = (): string => {
  const parent = mkdtempSync(join(tmpdir(), 'cs-hard-'));
  chmodSync(parent, 0o755);
  return join(parent, 'home');
};
const run = (args: readonly string[], uid?: number) => {
  const { stdout, stderr } = spawnSync(args[0]!, args.slice(1), {
    encoding: 'utf8',
    ...(uid !== undefined && { uid }),
  });
  return { stdout, stderr };
};

describe('a home folder', () => {
  it('lets nobody but its owner read anything', () => {
    const home = newHome();
    run(['sh', '-c', 'umask 000; exec "$@"', 'x', process.execPath, program.path, home]);
    expect(statSync(home).mode & 0o777).toBe(0o700);
    const names = readdirSync(home).sort();
    expect(names).toEqual(['checks.jsonl', 'publishers.json', 'secrets.json', 'settings.json']);
    for (const name of names) expect(statSync(join(home, name)).mode & 0o777).toBe(0o600);
    if (!isRoot) return;
    // Even where the folder itself was opened by somebody.
    expect(run(['ls', home], NOBODY).stderr).toMatch(/Permission denied/);
    chmodSync(home, 0o755);
    for (const name of names) expect(run(['cat', join(home, name)], NOBODY)).toMatchObject({ stdout: '' });
  });

  it.skipIf(!canMount)('on a full disk loses nothing, and says so', () => {
    const home = newHome();
    const script = `mkdir -p "$3" && mount -t tmpfs -o size=192k none "$3" && exec "$1" "$2" "$3" full`;
    const { stdout, stderr } = run(['unshare', '-m', 'sh', '-c', script, 'x', process.execPath, program.path, home]);
    expect(stderr).toBe('');
    const [append, add, set, names, theme, first, whole] = JSON.parse(stdout) as unknown[];
    expect([append, add, set]).toEqual(['disk-full', 'disk-full', 'disk-full']);
    expect([names, theme, first, whole]).toEqual([['P'], 'dark', 'first', true]);
  });

  it.skipIf(!canMount)('on a read-only disk can be read, and says why it cannot be written', () => {
    const home = newHome();
    run([process.execPath, program.path, home]);
    const script = `mount --bind "$3" "$3" && mount -o remount,ro,bind "$3" && exec "$1" "$2" "$3" writes`;
    const { stdout } = run(['unshare', '-m', 'sh', '-c', script, 'x', process.execPath, program.path, home]);
    expect(JSON.parse(stdout)).toEqual(['read-only', 'read-only', 'read-only', 1]);
  });
});
