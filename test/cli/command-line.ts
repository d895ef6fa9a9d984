import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';
import { quickenAgent } from '../support/gpg-agent.ts';
import { furnishStore } from '../support/quick-store.ts';

/** What the test's stores are locked with. */
export const STORE_PASSPHRASE = 'canary-store-6e1f0c';

/** What a call ended with. */
export interface Ended {
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** Standard output as JSON, one object a line. Throws where a line is none. */
  json: () => Printed[];
}

/** What the commands print with `--json`, all of it in one type: a test knows which fields its command has. */
export interface Printed {
  id: string;
  name: string;
  fingerprint: string;
  status: string;
  expiresAt: string;
  artifact: { path: string };
  outputs: { path: string; format: string; signer: string }[];
  verdict: string;
  signatures: { path: string; result: string; notes: string[] }[];
  manifest: object;
  notes: string[];
  summary: string;
  nextStep: string;
}

export interface RunOptions {
  env?: Record<string, string | undefined>;
  cwd?: string;
  input?: string | Uint8Array;
}

/** The built command line with a home, a folder for files and a GnuPG home that only this test sees. No keychain answers. */
export interface CommandLine {
  root: string;
  home: string;
  folder: string;
  gnupgHome: string;
  /** Another home folder under the same root, not made yet. */
  otherHome: (name: string) => string;
  path: (name: string) => string;
  write: (name: string, content: string | Uint8Array) => string;
  read: (name: string) => string;
  names: (folder?: string) => string[];
  env: NodeJS.ProcessEnv;
  /** Runs a call to its end. Relative paths are those of `folder`. */
  run: (args: readonly string[], options?: RunOptions) => Promise<Ended>;
  start: (args: readonly string[], options?: RunOptions) => ChildProcess;
  gpg: (...args: string[]) => string;
  /** Makes a key in GnuPG without a passphrase; gives its fingerprint. */
  gpgKey: (userId: string, algorithm?: string, expires?: string) => string;
  /** Makes an app key; gives its fingerprint. */
  appKey: (userId: string, ...flags: string[]) => Promise<string>;
  close: () => void;
}

/**
 * Opens a place to call the command line in. `gnupg`: whether the calls see the test's GnuPG keyring, or an empty one. `store`: whether there
 * is a store of secrets already, under the passphrase that the calls are given.
 */
export function openCommandLine(options: { gnupg?: boolean; store?: boolean } = {}): CommandLine {
  const program = inject('countersign');
  const root = mkdtempSync(join(tmpdir(), 'cs-'));
  const at = (name: string): string => join(root, name);
  for (const name of ['f', 'g', 'e']) mkdirSync(at(name), { mode: 0o700 });
  quickenAgent(at('g'));
  if (options.store !== false) furnishStore(at('home'), STORE_PASSPHRASE);
  writeFileSync(at('store-passphrase'), `${STORE_PASSPHRASE}\n`, { mode: 0o600 });
  const [home, folder, gnupgHome] = [at('home'), at('f'), at('g')];
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    COUNTERSIGN_HOME: home,
    COUNTERSIGN_STORE_PASSPHRASE_FILE: at('store-passphrase'),
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    SSH_AUTH_SOCK: undefined,
    // No test asks the real repositories.
    COUNTERSIGN_NO_REFRESH: '1',
    GNUPGHOME: options.gnupg === true ? gnupgHome : at('e'),
    XDG_CACHE_HOME: join(dirname(program), 'cache'),
  };
  const start = (args: readonly string[], { env: more, cwd = folder }: RunOptions = {}): ChildProcess =>
    spawn(process.execPath, [program, ...args], { cwd, env: { ...env, ...more }, stdio: 'pipe' });
  const run = async (args: readonly string[], given: RunOptions = {}): Promise<Ended> => {
    const child = start(args, given);
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(given.input ?? '');
    return ended(child);
  };
  const gpg = (...args: string[]): string =>
    execFileSync('gpg', ['--batch', '--yes', '--pinentry-mode', 'loopback', '--passphrase', '', ...args], {
      cwd: folder,
      env: { ...process.env, GNUPGHOME: gnupgHome },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  return {
    root,
    home,
    folder,
    gnupgHome,
    otherHome: at,
    path: (name) => join(folder, name),
    write: (name, content) => {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    names: (name = '') => readdirSync(join(folder, name)).sort(),
    env,
    run,
    start,
    gpg,
    gpgKey: (userId, algorithm = 'ed25519', expires = 'never') => {
      gpg('--quick-generate-key', userId, algorithm, 'sign', expires);
      return /^fpr:+([0-9A-F]{40}):/m.exec(gpg('--with-colons', '--list-keys', `=${userId}`))?.[1] ?? '';
    },
    appKey: async (userId, ...flags) => {
      const made = await run(['keys', 'generate', '--type', 'openpgp', '--name', userId, '--json', ...flags]);
      if (made.status !== 0) throw new Error(made.stderr);
      return made.json()[0]?.fingerprint ?? '';
    },
    close: () => {
      for (const name of ['g', 'e'])
        execFileSync('gpgconf', ['--kill', 'all'], { env: { ...process.env, GNUPGHOME: at(name) } });
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Waits for a call's end. */
export function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) =>
      resolve({
        status,
        signal,
        stdout,
        stderr,
        json: () => jsonLines(stdout),
      }),
    );
  });
}

/** Every line of a text that ends in a line end, as JSON. */
export function jsonLines(text: string): Printed[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Printed);
}
