import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openServices, type ServicesOptions } from '../../electron/core/open-services.ts';
import type { Services, SignRequest, VerifyRequest } from '../../electron/core/services.ts';
import type { CheckResult } from '../../shared/model/result.ts';
import type { Receipt } from '../../shared/model/sign.ts';
import { hashWorker } from '../bundle.ts';
import { quickenAgent } from './gpg-agent.ts';
import { furnishStore } from './quick-store.ts';

/** Nobody's passphrase: the store of a test without a keychain. */
const STORE_PASSPHRASE = 'correct horse battery';

/** The core's services in a home of their own, a folder for files, and a GnuPG home that only this test sees. */
export interface World {
  services: Services;
  /** For the files of the test. */
  folder: string;
  gnupgHome: string;
  /** Judge as of then; the clock of the services. */
  setNow: (now: Date) => void;
  setClock: (clock: () => Date) => void;
  write: (name: string, content: string | Uint8Array) => string;
  /** Runs the real gpg in this world's GnuPG home; gives its standard output. */
  gpg: (...args: string[]) => string;
  /** Makes a key in GnuPG without a passphrase; gives its fingerprint. */
  gpgKey: (userId: string, algorithm?: string, expires?: string) => string;
  verify: (...paths: string[]) => Promise<CheckResult[]>;
  verifyAll: (request: Partial<VerifyRequest>) => Promise<CheckResult[]>;
  sign: (request: Omit<SignRequest, 'overwrite'> & { overwrite?: boolean }) => Promise<Receipt>;
  /** Pins a signer for a publisher, as confirmed by the test. */
  pin: (publisher: string, fingerprint: string) => Promise<void>;
  close: () => Promise<void>;
}

/** Opens a world. `gnupgInServices`: whether the services see the world's GnuPG keyring, or an empty one. `keyserver`: the one to ask. */
export async function openWorld(
  options: { gnupgInServices?: boolean; keyserver?: string } & Pick<
    ServicesOptions,
    'login' | 'transport' | 'instances'
  > = {},
): Promise<World> {
  const root = mkdtempSync(join(tmpdir(), 'cs-'));
  const folder = join(root, 'files');
  const gnupgHome = join(root, 'g');
  const empty = join(root, 'e');
  const home = join(root, 'home');
  for (const path of [folder, gnupgHome, empty, home]) mkdirSync(path, { mode: 0o700 });
  quickenAgent(gnupgHome);
  furnishStore(home, STORE_PASSPHRASE);
  let clock = (): Date => new Date();
  const env = {
    ...process.env,
    GNUPGHOME: options.gnupgInServices === true ? gnupgHome : empty,
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
  };
  const services = await openServices({
    home,
    clock: () => clock(),
    hashWorker: hashWorker(),
    askStorePassphrase: () => Promise.resolve(STORE_PASSPHRASE),
    env,
    ...(options.login !== undefined && { login: options.login }),
    ...(options.transport !== undefined && { transport: options.transport }),
    ...(options.instances !== undefined && { instances: options.instances }),
    ...(options.keyserver !== undefined && { lookup: { keyserver: options.keyserver } }),
  });
  const gpg = (...args: string[]): string =>
    execFileSync('gpg', ['--batch', '--yes', '--pinentry-mode', 'loopback', '--passphrase', '', ...args], {
      env: { ...process.env, GNUPGHOME: gnupgHome },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const verifyAll = async (request: Partial<VerifyRequest>): Promise<CheckResult[]> => {
    const results: CheckResult[] = [];
    const whole = { paths: [], digests: [], lookBeside: true, ...request };
    for await (const result of services.verify.verify(whole, {})) results.push(result);
    return results;
  };
  return {
    services,
    folder,
    gnupgHome,
    setNow: (next) => {
      clock = () => next;
    },
    setClock: (next) => {
      clock = next;
    },
    write: (name, content) => {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    gpg,
    gpgKey: (userId, algorithm = 'ed25519', expires = 'never') => {
      gpg('--quick-generate-key', userId, algorithm, 'sign', expires);
      const listed = gpg('--with-colons', '--list-keys', `=${userId}`);
      return /^fpr:+([0-9A-F]{40}):/m.exec(listed)?.[1] ?? '';
    },
    verify: (...paths) => verifyAll({ paths }),
    verifyAll,
    sign: (request) => services.sign.sign({ overwrite: false, ...request }, { ask: () => Promise.resolve(null) }),
    pin: async (publisher, fingerprint) => {
      if ((await services.publishers.get(publisher)) === undefined) await services.publishers.add(publisher);
      await services.publishers.pin(publisher, { fingerprint }, { how: 'pasted', at: new Date().toISOString() });
    },
    close: async () => {
      await services.close();
      execFileSync('gpgconf', ['--kill', 'all'], { env: { ...process.env, GNUPGHOME: gnupgHome } });
      rmSync(root, { recursive: true, force: true });
    },
  };
}
