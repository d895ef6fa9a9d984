import { AppError } from '../../../../shared/error.ts';
import { ID_LENGTH } from '../object-id.ts';
import type { Repository } from '../repository/open-repository.ts';
import { gitOutput, runGit } from '../repository/run-git.ts';
import type { Watch } from '../repository/start-git.ts';
import type { Person } from './person.ts';
import { saysReadOnly } from './read-only.ts';

/** A ref that gets another object. */
export interface RefMove {
  /** Its whole name, or `HEAD` where it names no branch. */
  ref: string;
  to: string;
  /** What it names until now; absent: there must be none of this name. */
  from?: string;
  /** Said in its log, one line. */
  why: string;
  by: Person;
}

/**
 * Moves a ref in one step, and only from what it is expected to be; its log keeps what it was. No hook runs. Throws `tag-exists` where it was
 * to be new, `ref-moved` where it is another than expected.
 */
export async function moveRef(
  { git, folder, format }: Repository,
  { ref, to, from, why, by }: RefMove,
  watch: Watch = {},
): Promise<void> {
  const env = { ...git.env, GIT_COMMITTER_NAME: by.name, GIT_COMMITTER_EMAIL: by.email };
  const before = from ?? '0'.repeat(ID_LENGTH[format]);
  // A ref that leads to another one is replaced by itself: the other one is not asked for.
  const args = ['update-ref', '--no-deref', '--create-reflog', '-m', why, '--end-of-options', ref, to, before];
  const { exit, log } = await runGit({ ...git, env }, folder, args, watch);
  if (exit !== 0) throw failure(log, from);
  const now = (await gitOutput(git, folder, ['rev-parse', '--verify', '--end-of-options', ref], watch))
    .toString('latin1')
    .trim();
  if (now !== to) throw new AppError('ref-moved', `${ref} is ${now}`);
}

/** Git's words are in English here. */
function failure(log: string, from: string | undefined): AppError {
  if (/reference already exists|' exists; cannot create/i.test(log))
    return new AppError(from === undefined ? 'tag-exists' : 'ref-moved', log);
  if (/but expected|unable to resolve reference|reference is missing/i.test(log)) return new AppError('ref-moved', log);
  return new AppError(saysReadOnly(log) ? 'read-only' : 'git-failed', log);
}
