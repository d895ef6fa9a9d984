import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { appFolder, electronProgram, isRoot, temporaryFolder } from './electron.ts';

/** The user `nobody` on Linux. */
const NOBODY = 65534;
const asNobody = ['--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups'];

/** Why the sandbox cannot be tested here; undefined where it can. */
export function whyNoSandbox(): string | undefined {
  if (process.platform !== 'linux') return 'not Linux';
  const namespace = ['unshare', '--user', '--map-root-user', 'true'];
  const tried = isRoot
    ? spawnSync('setpriv', [...asNobody, ...namespace])
    : spawnSync(namespace[0] ?? '', namespace.slice(1));
  return tried.status === 0 ? undefined : 'this machine gives an ordinary user no namespaces';
}

/** What starts Electron as an ordinary user, with a home and a display that this user may use. */
export interface Unprivileged {
  program: string;
  home: string;
  env: Record<string, string>;
  end: () => void;
}

/** Makes a program that starts Electron as `nobody` (or as who we are, where that is no root). */
export async function prepareUnprivileged(): Promise<Unprivileged> {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  mkdirSync(home);
  let electron = await electronProgram();
  if (isRoot) {
    chmodSync(folder, 0o755);
    chownSync(home, NOBODY, NOBODY);
    if (!mayRun(electron)) electron = copyOf(electron, folder);
    if (spawnSync('setpriv', [...asNobody, 'test', '-r', join(appFolder, 'package.json')]).status !== 0)
      throw new Error(`nobody cannot read ${appFolder}`);
  }
  const program = join(folder, 'electron.sh');
  const start = isRoot ? `setpriv ${asNobody.join(' ')} ${electron}` : electron;
  writeFileSync(program, `#!/bin/sh\nexec ${start} "$@"\n`, { mode: 0o755 });
  const display = await startDisplay();
  const env = {
    DISPLAY: display.name,
    XAUTHORITY: '',
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    HOME: home,
    TMPDIR: home,
  };
  const end = (): void => {
    display.server.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { program, home, env, end };
}

const mayRun = (path: string): boolean => spawnSync('setpriv', [...asNobody, 'test', '-x', path]).status === 0;

/** A copy that everybody may run; hard links where the file system can. */
function copyOf(electron: string, folder: string): string {
  const target = join(folder, 'electron');
  const from = dirname(electron);
  if (spawnSync('cp', ['-al', from, target]).status !== 0) {
    rmSync(target, { recursive: true, force: true });
    spawnSync('cp', ['-a', from, target]);
  }
  return join(target, basename(electron));
}

function startDisplay(): Promise<{ name: string; server: ChildProcess }> {
  return new Promise((resolve, reject) => {
    const server = spawn('Xvfb', ['-displayfd', '3', '-nolisten', 'tcp', '-ac'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    server.once('error', reject);
    server.stdio[3]?.once('data', (number: Buffer) => resolve({ name: `:${number.toString().trim()}`, server }));
  });
}
