import { AppError } from '../../../../shared/error.ts';
import { openRepository } from '../repository/open-repository.ts';
import { findGit, type Watch } from '../repository/start-git.ts';
import type { GitSignParts } from './git-signing.ts';
import { findCommit } from './look-up.ts';
import { checkMayMove } from './may-move.ts';
import { moveRef } from './move-ref.ts';
import { ownPerson, UNKNOWN } from './own-person.ts';
import type { SignedCommits } from './sign-commits.ts';

/** Commits that were signed anew, and are to give way to the old ones again. */
export interface UndoRequest extends Pick<SignedCommits, 'ref' | 'before' | 'after'> {
  /** The repository's folder, or one in it. */
  repository: string;
}

/**
 * Moves a branch back to the commits that it had before they were signed anew; the new ones stay in its log. Files and the index stay as they are.
 * Throws `ref-moved` where the branch has moved since, and as `checkMayMove`.
 */
export async function undoCommits(
  { env }: Pick<GitSignParts, 'env'>,
  { repository: folder, ref, before, after }: UndoRequest,
  watch: Watch = {},
): Promise<void> {
  const repository = await openRepository(await findGit(env), folder, watch);
  await checkMayMove(repository, ref, watch);
  // Git clears away what nothing names any more, if the ref's log was cut.
  if ((await findCommit(repository, before, watch)) !== before) throw new AppError('ref-moved', before);
  const by = (await ownPerson(repository, env, watch)) ?? UNKNOWN;
  const why = 'countersign: took back the commits as they were before they were signed anew';
  await moveRef(repository, { ref, to: before, from: after, why, by }, watch);
}
