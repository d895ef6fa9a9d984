import { execFile } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../../shared/error.ts';
import { writeFileAtomic } from '../../util/atomic-file.ts';
import { settingsEnvironment } from '../repository/environment.ts';
import { shellQuoted } from '../sign/shell-word.ts';

/** The program that git starts in place of gpg, and the Node that runs it. */
export interface HelperProgram {
  /** `countersign-git.js`, absolute. */
  script: string;
  node: string;
}

/** Where the file lies that git starts: by it, git finds this Node and this home wherever it is started from. */
export const launcherPath = (home: string): string => join(home, 'git', 'countersign-git');

/** What stands in that file. On Windows, git brings the shell that reads it. */
export function launcherText({ script, node }: HelperProgram, home: string): string {
  return `#!/bin/sh
# Git starts this in place of gpg or ssh-keygen. Written by countersign git setup; countersign git undo removes it.
COUNTERSIGN_HOME=${shellQuoted(home)}
export COUNTERSIGN_HOME
node=${shellQuoted(node)}
[ -x "$node" ] || node=node
exec "$node" ${shellQuoted(script)} "$@"
`;
}

/** Writes that file, and starts it once. Throws `git-helper-unusable` where it does not run here. */
export async function writeLauncher(helper: HelperProgram, home: string, env: NodeJS.ProcessEnv): Promise<void> {
  const path = launcherPath(home);
  await mkdir(join(home, 'git'), { recursive: true, mode: 0o700 });
  await writeFileAtomic(path, Buffer.from(launcherText(helper, home), 'utf8'), { overwrite: true, mode: 0o700 });
  await chmod(path, 0o700);
  await tryHelper(process.platform === 'win32' ? [helper.node, helper.script] : [path], env);
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
