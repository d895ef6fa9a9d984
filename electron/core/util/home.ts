import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { toAppError } from '../../../shared/error.ts';
import { removeStaleTemporaries } from './atomic-file.ts';

/** What decides where the home folder lies; every part is handed in by tests. */
export interface HomeSource {
  /** The value of `--home`, absolute or relative to the current folder. */
  flag?: string | undefined;
  env?: Readonly<Record<string, string | undefined>>;
  platform?: NodeJS.Platform;
  userHome?: string;
}

/**
 * The absolute path of the folder where keys, pins and the activity log live: `--home`, else `COUNTERSIGN_HOME`, else the
 * platform's own place (`%APPDATA%\Countersign`, `~/Library/Application Support/Countersign`, `$XDG_DATA_HOME/countersign`
 * or `~/.local/share/countersign`). Touches nothing.
 */
export function homePath(source: HomeSource = {}): string {
  const env = source.env ?? process.env;
  const user = source.userHome ?? homedir();
  const named = nonEmpty(source.flag) ?? nonEmpty(env['COUNTERSIGN_HOME']);
  if (named !== undefined) return resolve(named);
  switch (source.platform ?? process.platform) {
    case 'win32':
      return join(nonEmpty(env['APPDATA']) ?? join(user, 'AppData', 'Roaming'), 'Countersign');
    case 'darwin':
      return join(user, 'Library', 'Application Support', 'Countersign');
    default: {
      const data = nonEmpty(env['XDG_DATA_HOME']);
      // The XDG specification wants relative values ignored.
      return join(data !== undefined && isAbsolute(data) ? data : join(user, '.local', 'share'), 'countersign');
    }
  }
}

const HOUR_MS = 3_600_000;

/** Where in the home folder files are written by way of temporary ones. */
const WRITTEN_INTO = ['.', 'certificates', 'revocations', 'cosign-keys', 'instances', 'git'];

/**
 * Makes the home folder (mode 0700) where it is missing and gives back its path. A folder that is there keeps its mode. Where `now`
 * is given, temporary files that killed processes left more than an hour ago are removed.
 */
export async function ensureHome(path: string, now?: Date): Promise<string> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw toAppError(error);
  }
  if (now === undefined) return path;
  const before = new Date(now.getTime() - HOUR_MS);
  await Promise.all(WRITTEN_INTO.map((folder) => removeStaleTemporaries(join(path, folder), before)));
  return path;
}

const nonEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);
