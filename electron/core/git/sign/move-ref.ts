import { AppError } from '../../../../shared/error.ts';
import { ID_LENGTH } from '../object-id.ts';
import type { Repository } from '../repository/open-repository.ts';
import { gitOutput, runGit } from '../repository/run-git.ts';
import type { Watch } from '../repository/start-git.ts';
import { withoutHooks } from '../repository/without-hooks.ts';
import { isKeptInPlace } from './kept-in-place.ts';
import type { Person } from './person.ts';
import { writeFault } from './write-fault.ts';

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
 * Moves a ref in one step, and only from what it is expected to be; its log keeps what it was. No hook runs. Once it began it is not given up:
 * git, ended halfway, would leave its lock behind, and nobody could say what the ref is. Throws `tag-exists` where it was to be new,
 * `ref-moved` where it is another than expected.
 */
export async function moveRef(
  repository: Repository,
  { ref, to, from, why, by }: RefMove,
  watch: Watch = {},
): Promise<void> {
  const { folder, format } = repository;
  for (const name of [ref, `logs/${ref}`])
    if (!(await isKeptInPlace(repository, name, watch)))
      throw new AppError('git-failed', `${name} is a link that leads elsewhere: what was there could be lost`);
  const git = await withoutHooks(repository, watch);
  const env = { ...git.env, GIT_COMMITTER_NAME: by.name, GIT_COMMITTER_EMAIL: by.email };
  const before = from ?? '0'.repeat(ID_LENGTH[format]);
  // A ref that leads to another one is replaced by itself: the other one is not asked for.
  const args = ['update-ref', '--no-deref', '--create-reflog', '-m', why, '--end-of-options', ref, to, before];
  const toTheEnd = { ...watch, signal: undefined };
  if (watch.signal?.aborted === true) throw new AppError('cancelled');
  const { exit, log } = await runGit({ ...git, env }, folder, args, toTheEnd);
  if (exit !== 0) throw failure(log, from);
  const now = (await gitOutput(git, folder, ['rev-parse', '--verify', '--end-of-options', ref], toTheEnd))
    .toString('latin1')
    .trim();
  if (now !== to) throw new AppError('ref-moved', `${ref} is ${now}`);
}

/** Git's words are in English here. */
function failure(log: string, from: string | undefined): AppError {
  if (/reference already exists|' exists; cannot create/i.test(log))
    return new AppError(from === undefined ? 'tag-exists' : 'ref-moved', log);
  if (/but expected|unable to resolve reference|reference is missing/i.test(log)) return new AppError('ref-moved', log);
  return new AppError(writeFault(log), log);
}
