import { execFile } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { type Fact, examineGnupg } from '../gnupg/doctor.ts';
import { openGnupg } from '../gnupg/gnupg.ts';
import { openKeychain } from '../keys/keychain.ts';
import { errorWords } from '../../../shared/messages.ts';
import { openInstances } from '../sigstore/instances/open-instances.ts';
import { openSecretStore } from '../keys/secret-store-open.ts';

export type { Fact } from '../gnupg/doctor.ts';

/** When this version was made: a clock that is before it is wrong. */
const BUILT_AFTER = Date.UTC(2026, 10, 1);
const FAR_FUTURE = Date.UTC(2060, 0, 1);

/** What Electron needs on Debian and its kin: a library's file name, and the package that brings it. */
const LIBRARIES: readonly (readonly [file: string, debianPackage: string])[] = [
  ['libgtk-3.so.0', 'libgtk-3-0'],
  ['libnss3.so', 'libnss3'],
  ['libasound.so.2', 'libasound2'],
  ['libgbm.so.1', 'libgbm1'],
  ['libsecret-1.so.0', 'libsecret-1-0'],
];

/** Looks at gpg, its agent, the keychain, the clock, the store, the Sigstore instances and Electron's libraries. Changes nothing, never throws. */
export async function examine(machine: { home: string; now: Date; env: NodeJS.ProcessEnv }): Promise<Fact[]> {
  const gnupg = openGnupg({ env: machine.env, prompts: 'pinentry', clock: () => machine.now });
  const groups = await Promise.all([
    storeFacts(machine.home),
    keychainFact(),
    libraryFacts(),
    instanceFacts(machine.home, machine.now),
    examineGnupg(gnupg),
  ]);
  return [clockFact(machine.now), ...groups.flat()];
}

function clockFact(now: Date): Fact {
  const ok = now.getTime() > BUILT_AFTER && now.getTime() < FAR_FUTURE;
  const detail = `this computer's clock says ${now.toISOString()}`;
  return ok ? { id: 'clock', ok, detail } : { id: 'clock', ok, detail, mend: 'sudo timedatectl set-ntp true' };
}

async function storeFacts(home: string): Promise<Fact[]> {
  const id = 'store';
  const info = await stat(home).catch(() => undefined);
  if (info === undefined) return [{ id, ok: true, detail: `${home} is not there yet; it is made when it is needed` }];
  const quoted = `'${home.replaceAll("'", `'\\''`)}'`;
  const writable = await access(home, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!writable)
    return [{ id, ok: false, detail: `${home} cannot be written`, mend: `sudo chown -R "$(id -u)" ${quoted}` }];
  if (process.platform !== 'win32' && (info.mode & 0o077) !== 0) {
    return [{ id, ok: false, detail: `${home} can be read by others`, mend: `chmod 700 ${quoted}` }];
  }
  try {
    const store = openSecretStore({ home, keychain: openKeychain() });
    // A damaged store is no more than locked to who lists keys; here it is told.
    await store.ids();
    return [{ id, ok: true, detail: `${home}, ${await store.state()}` }];
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [{ id, ok: false, detail, mend: 'countersign keys restore BACKUP' }];
  }
}

async function keychainFact(): Promise<Fact[]> {
  const state = await openKeychain().state();
  const id = 'keychain';
  switch (state) {
    case 'available':
      return [{ id, ok: true, detail: 'the keychain answers' }];
    case 'locked':
      return [
        { id, ok: false, detail: 'the keychain is locked', mend: 'gnome-keyring-daemon --unlock --components=secrets' },
      ];
    case 'absent':
      return [
        {
          id,
          ok: false,
          detail: 'no keychain answers: the store needs a passphrase',
          mend: 'sudo apt-get install gnome-keyring libsecret-1-0',
        },
      ];
  }
}

async function libraryFacts(): Promise<Fact[]> {
  if (process.platform !== 'linux') return [];
  const id = 'electron-libraries';
  const { stdout } = await promisify(execFile)('/sbin/ldconfig', ['-p'], { maxBuffer: 16 * 1024 * 1024 }).catch(() => ({
    stdout: '',
  }));
  if (stdout === '') return [];
  const missing = LIBRARIES.filter(([file]) => !stdout.includes(`${file} `));
  if (missing.length === 0) return [{ id, ok: true, detail: 'all there' }];
  const packages = missing.map(([, name]) => name).join(' ');
  return [
    {
      id,
      ok: false,
      detail: `missing: ${missing.map(([file]) => file).join(', ')}`,
      mend: `sudo apt-get install ${packages}`,
    },
  ];
}

/** The trusted roots that Sigstore signatures are judged by, and their ages, which are no fault. */
async function instanceFacts(home: string, now: Date): Promise<Fact[]> {
  const instances = openInstances({ home, clock: () => now, offline: () => true });
  const used = (await instances.list()).filter((one) => one.used);
  return used.map(({ name, root, repository, problem }) => {
    const id = 'instance';
    if (root === null)
      return {
        id,
        ok: false,
        detail: `${name}: ${problem?.detail ?? ''}`,
        mend: `countersign instance remove ${name}`,
      };
    const age = `${root.ageDays} ${root.ageDays === 1 ? 'day' : 'days'} old`;
    const detail = `${name}: its trusted root ${ORIGINS[root.from]}, ${age}`;
    // A server out of reach is no fault of this machine.
    if (problem === undefined || problem.code === 'network' || repository === null) return { id, ok: true, detail };
    const { title } = errorWords(problem.code);
    return { id, ok: false, detail: `${detail}; ${title}`, mend: `countersign instance refresh ${name}` };
  });
}

const ORIGINS = { refreshed: 'was refreshed', shipped: 'came with this version', files: 'came in files' } as const;
