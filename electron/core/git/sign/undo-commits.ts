import { randomUUID } from 'node:crypto';
import { AppError } from '../../../../shared/error.ts';
import type { GitUndone } from '../../../../shared/model/git-undone.ts';
import type { RunContext } from '../../services.ts';
import { openRepository, type Repository } from '../repository/open-repository.ts';
import { runGit } from '../repository/run-git.ts';
import { findGit, type Watch } from '../repository/start-git.ts';
import type { GitSignParts } from './git-signing.ts';
import { findCommit } from './look-up.ts';
import { checkMayMove } from './may-move.ts';
import { moveRef } from './move-ref.ts';
import { ownPerson, UNKNOWN } from './own-person.ts';
import { pushedTo } from './pushed-to.ts';
import { appendTo } from './receipt.ts';
import { refBack } from './ref-back.ts';
import { remoteBranchOf } from './remote-branch.ts';
import { pushCommand, remotesOf } from './remotes.ts';
import type { SignedCommits } from './sign-commits.ts';

/** Commits that were signed anew, and are to give way to the old ones again. */
export interface UndoRequest extends Pick<SignedCommits, 'ref' | 'before' | 'after'> {
  /** The repository's folder, or one in it. */
  repository: string;
  /** Even where a remote-tracking branch has some of the signed ones. */
  evenPublished?: boolean;
}

/** What came of it: it is done, or nothing was, since these remote-tracking branches have some of the signed ones. */
export type UndoOutcome = { undone: GitUndone } | { published: string[] };

/**
 * Moves a branch back to the commits that it had before they were signed anew, and remembers that in the activity log; the new ones stay
 * in the branch's log. Files and the index stay as they are. Throws `ref-moved` where the branch has moved since, and as `checkMayMove`.
 */
export async function undoCommits(
  { env, clock, activity }: Pick<GitSignParts, 'env' | 'clock' | 'activity'>,
  { repository: folder, ref, before, after, evenPublished = false }: UndoRequest,
  context: RunContext = {},
): Promise<UndoOutcome> {
  const { signal } = context;
  const watch = signal === undefined ? {} : { signal };
  const repository = await openRepository(await findGit(env), folder, watch);
  await checkMayMove(repository, ref, watch);
  if ((await tipOf(repository, ref, watch)) !== after) throw new AppError('ref-moved', ref);
  // Git clears away what nothing names any more, if the ref's log was cut.
  if ((await findCommit(repository, before, watch)) !== before) throw new AppError('ref-moved', before);
  const { ids, branches: published } = await pushedTo(repository, { before, after }, watch);
  if (published.length > 0 && !evenPublished) return { published };
  const push = published.length === 0 ? undefined : await pushBack(repository, ref, before, ids, watch);
  const by = (await ownPerson(repository, env, watch)) ?? UNKNOWN;
  const why = 'countersign: took back the commits as they were before they were signed anew';
  await moveRef(repository, { ref, to: before, from: after, why, by }, watch);
  const undone: GitUndone = {
    ...{ at: clock().toISOString(), repository: folder, ref, before, after, count: ids.length, published },
    restore: refBack(ref, { to: after, from: before }),
    ...(push === undefined ? {} : { push }),
  };
  await appendTo(activity, { id: randomUUID(), at: undone.at, kind: 'undo-git', undone }, context);
  return { undone };
}

/** The command that puts the old ones in the place of the signed ones on the remote; undefined where that would take away anything else. */
async function pushBack(
  repository: Repository,
  ref: string,
  before: string,
  signed: readonly string[],
  watch: Watch,
): Promise<string | undefined> {
  const remotes = await remotesOf(repository, watch);
  const remote = await remoteBranchOf(repository, remotes, ref, before, watch);
  return remote !== undefined && signed.includes(remote.id) ? pushCommand(remotes, ref, remote.id) : undefined;
}

/** What a ref names now; undefined where it names nothing. */
async function tipOf({ git, folder }: Repository, ref: string, watch: Watch): Promise<string | undefined> {
  const { exit, output } = await runGit(git, folder, ['rev-parse', '--verify', '--end-of-options', ref], watch);
  return exit === 0 ? output.toString('latin1').trim() : undefined;
}
