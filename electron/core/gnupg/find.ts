import { access, constants, stat } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join } from 'node:path';

/** Where GnuPG's installers put `gpg` when it is not on PATH: a program started from a desktop often has a short PATH. */
const USUAL_FOLDERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['/usr/local/bin', '/opt/homebrew/bin', '/usr/local/MacGPG2/bin', '/opt/local/bin'],
  win32: ['C:\\Program Files (x86)\\GnuPG\\bin', 'C:\\Program Files\\GnuPG\\bin'],
  linux: ['/usr/bin', '/usr/local/bin'],
};

/**
 * The absolute path of a program (`gpg`, `gpgconf`, `gpg-connect-agent`, `git`), or undefined where it is not installed. A folder on PATH
 * that is relative (`.`) does not count: what lies where somebody happens to stand may be anybody's.
 */
export async function findProgram(
  name: string,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): Promise<string | undefined> {
  const file = platform === 'win32' ? `${name}.exe` : name;
  const onPath = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  for (const folder of [...onPath, ...(env['PATH'] === '' ? [] : (USUAL_FOLDERS[platform] ?? []))]) {
    const path = join(folder, file);
    if (await isProgram(path)) return path;
  }
  return undefined;
}

/** The program `name` of the same installation as `gpg`, else the one that `findProgram` finds. */
export async function findBeside(gpg: string, name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const beside = join(dirname(gpg), process.platform === 'win32' ? `${name}.exe` : name);
  return (await isProgram(beside)) ? beside : await findProgram(name, env);
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
