import { execFile } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../../shared/error.ts';
import { writeFileAtomic } from '../../util/atomic-file.ts';
import { settingsEnvironment } from '../repository/environment.ts';
import { shellQuoted } from '../sign/shell-word.ts';

/** What git starts in place of gpg: the command line's script with the Node that runs it, or the app itself, which needs none. */
export type HelperProgram =
  | {
      /** `countersign-git.js`, absolute. */
      script: string;
      node: string;
    }
  | {
      /** The app's own executable, absolute. */
      app: string;
      /** What it is told before git's own words. */
      words: readonly string[];
    };

/** Where the file lies that git starts: by it, git finds this Node and this home wherever it is started from. */
export const launcherPath = (home: string): string => join(home, 'git', 'countersign-git');

/** What stands in that file. On Windows, git brings the shell that reads it. */
export function launcherText(helper: HelperProgram, home: string): string {
  return `#!/bin/sh
# Git starts this in place of gpg or ssh-keygen. Countersign wrote it for “set up git”, and takes it away when that is undone.
COUNTERSIGN_HOME=${shellQuoted(home)}
export COUNTERSIGN_HOME
${'script' in helper ? byNode(helper.script, helper.node) : byApp(helper.app, helper.words)}`;
}

const byNode = (script: string, node: string): string => `node=${shellQuoted(node)}
[ -x "$node" ] || node=node
exec "$node" ${shellQuoted(script)} "$@"
`;

const byApp = (app: string, words: readonly string[]): string => `app=${shellQuoted(app)}
if [ ! -x "$app" ]; then
  echo "countersign-git: Countersign is not at $app any more. Start it, and set git up again in its settings." >&2
  exit 2
fi
exec "$app" ${words.map(shellQuoted).join(' ')} "$@"
`;

/** Writes that file, and starts it once. Throws `git-helper-unusable` where it does not run here. */
export async function writeLauncher(helper: HelperProgram, home: string, env: NodeJS.ProcessEnv): Promise<void> {
  const path = launcherPath(home);
  await mkdir(join(home, 'git'), { recursive: true, mode: 0o700 });
  await writeFileAtomic(path, Buffer.from(launcherText(helper, home), 'utf8'), { overwrite: true, mode: 0o700 });
  await chmod(path, 0o700);
  await tryHelper(process.platform === 'win32' && 'script' in helper ? [helper.node, helper.script] : [path], env);
}

const PATIENCE = 60_000;

/** Starts it with `--version`. Throws `git-helper-unusable`. */
async function tryHelper([program, ...words]: readonly [string, ...string[]], env: NodeJS.ProcessEnv): Promise<void> {
  const said = await new Promise<string>((resolve, reject) => {
    const options = { env: settingsEnvironment(env), timeout: PATIENCE, windowsHide: true };
    execFile(program, [...words, '--version'], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new AppError('git-helper-unusable', stderr.trim() || error.message));
    });
  });
  if (!said.startsWith('countersign-git ')) throw new AppError('git-helper-unusable', 'another program answered');
}
