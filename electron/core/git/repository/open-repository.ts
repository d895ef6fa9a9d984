import { resolve } from 'node:path';
import { AppError } from '../../../../shared/error.ts';
import { nameOf } from '../name-bytes.ts';
import type { ObjectFormat } from '../object-id.ts';
import { gitOutput, runGit } from './run-git.ts';
import type { Git, Watch } from './start-git.ts';

/** A repository that can be read. */
export interface Repository {
  git: Git;
  /** Where git is run: the folder that was asked for. */
  folder: string;
  /** The folder that holds its objects and refs. */
  gitFolder: string;
  /** The same folder for all worktrees of one repository; where there is but one, `gitFolder`. */
  commonFolder: string;
  /** The folder of its files; absent for a bare one. */
  worktree?: string;
  format: ObjectFormat;
  /** Older commits are not here. */
  isShallow: boolean;
}

/** Finds the repository that a folder is, or stands in. Throws `no-repository`, `git-too-old`, and as `startGit` does. */
export async function openRepository(git: Git, folder: string, watch: Watch = {}): Promise<Repository> {
  const asked = ['--is-inside-work-tree', '--is-shallow-repository', '--show-object-format'];
  const { exit, output, log } = await runGit(git, folder, ['rev-parse', ...asked], watch);
  if (exit !== 0) throw new AppError(unopened(log), log);
  const [isInside, isShallow, format] = output.toString('latin1').trimEnd().split('\n');
  // What it does not know it says again.
  if (format?.startsWith('--') === true) throw new AppError('git-too-old', format);
  if (format !== 'sha1' && format !== 'sha256') throw new AppError('git-failed', `object format ${format ?? ''}`);
  const [gitFolder, common, worktree] = await Promise.all([
    pathOf(git, folder, '--absolute-git-dir', watch),
    pathOf(git, folder, '--git-common-dir', watch),
    isInside === 'true' ? pathOf(git, folder, '--show-toplevel', watch) : undefined,
  ]);
  return {
    git,
    folder,
    gitFolder,
    // Older ones of git tell it as seen from where they run.
    commonFolder: resolve(folder, common),
    ...(worktree === undefined ? {} : { worktree }),
    format,
    isShallow: isShallow === 'true',
  };
}

/** Git's words are in English here. */
function unopened(log: string): 'no-repository' | 'git-too-old' | 'git-failed' {
  if (/not a git repository|cannot change to/i.test(log)) return 'no-repository';
  // Refs in a table, say, or names of objects of another kind.
  return /unknown repository extension|expected git repo version/i.test(log) ? 'git-too-old' : 'git-failed';
}

/** One path at a time: a name may hold line ends. */
async function pathOf(git: Git, folder: string, what: string, watch: Watch): Promise<string> {
  const output = await gitOutput(git, folder, ['rev-parse', what], watch);
  return nameOf(output.subarray(0, output.at(-1) === 0x0a ? -1 : undefined));
}
