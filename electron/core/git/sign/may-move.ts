import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../../shared/error.ts';
import { exists } from '../../util/exists.ts';
import { nameOf } from '../name-bytes.ts';
import { symbolicTarget } from '../repository/list-refs.ts';
import type { Repository } from '../repository/open-repository.ts';
import { gitOutput } from '../repository/run-git.ts';
import type { Watch } from '../repository/start-git.ts';

/** What git leaves in its folder while something is unfinished that goes on from the commit that is checked out. */
const UNFINISHED = ['rebase-merge', 'rebase-apply', 'sequencer', 'MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD'];
/** Where git keeps which branch is being rebased, while it checks none out. */
const REBASED = ['rebase-merge/head-name', 'rebase-apply/head-name'];
const MAX_NAME_BYTES = 8192;
const MOST_WORKTREES = 1000;

/**
 * Looks whether a branch, or `HEAD` without one, can be moved under nobody's hands. Throws `git-unfinished` where a rebase, merge or the like
 * counts on it staying, and `branch-elsewhere` where another worktree has it checked out.
 */
export async function checkMayMove(repository: Repository, ref: string, watch: Watch = {}): Promise<void> {
  const { git, folder, gitFolder, commonFolder } = repository;
  const head = await symbolicTarget(repository, 'HEAD', watch);
  const isHere = head === ref || (head === undefined && ref === 'HEAD');
  // A head that names a branch is no place of its own: the branch is what moves.
  if (ref === 'HEAD' && !isHere) throw new AppError('ref-moved', `HEAD is ${head ?? ''}`);
  for (const name of isHere ? UNFINISHED : [])
    if (await exists(join(gitFolder, name))) throw new AppError('git-unfinished', `${name} is in ${gitFolder}`);
  for (const each of await gitFolders(commonFolder))
    for (const name of REBASED)
      if ((await lineOf(join(each, name))) === ref) throw new AppError('git-unfinished', `${name} is in ${each}`);
  if (isHere) return;
  const asked = ['for-each-ref', '--format=%(worktreepath)', '--', ref];
  const where = nameOf(await gitOutput(git, folder, asked, watch)).trim();
  if (where !== '') throw new AppError('branch-elsewhere', where);
}

/** Git's own folders of all worktrees. */
async function gitFolders(commonFolder: string): Promise<string[]> {
  const linked = join(commonFolder, 'worktrees');
  const names = await readdir(linked).catch(() => []);
  return [commonFolder, ...names.slice(0, MOST_WORKTREES).map((name) => join(linked, name))];
}

/** The line that a small file holds. Whoever made the repository may have put anything there. */
async function lineOf(path: string): Promise<string | undefined> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isFile() !== true || found.size > MAX_NAME_BYTES) return undefined;
  return nameOf(await readFile(path).catch(() => Buffer.alloc(0))).trimEnd();
}
