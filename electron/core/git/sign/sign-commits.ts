import { AppError } from '../../../../shared/error.ts';
import type { ReceiptSigner } from '../../../../shared/model/sign.ts';
import { ProgressMeter } from '../../util/progress.ts';
import type { GitCheck } from '../../verify/git-service.ts';
import { gitObjectId } from '../object-id.ts';
import { openRepository, type Repository } from '../repository/open-repository.ts';
import { findGit, type Watch } from '../repository/start-git.ts';
import { identOf } from '../text.ts';
import { commitPayload, signedCommit } from './build-object.ts';
import { forgesOf, type ForgeForecast } from './forges.ts';
import type { GitSignContext, GitSigner, GitSigning, GitSignParts } from './git-signing.ts';
import { judgeMade } from './judge-made.ts';
import { checkMayMove } from './may-move.ts';
import { moveRef } from './move-ref.ts';
import { withSigning } from './open-signing.ts';
import { ownPerson, UNKNOWN } from './own-person.ts';
import { identLine, type Person } from './person.ts';
import { planCommits, type CommitRange, type ReadPlan } from './plan-commits.ts';
import { signerOf } from './receipt.ts';
import { refBack } from './ref-back.ts';
import { signPayload } from './sign-payload.ts';
import { pushCommand, remotesOf, type Remotes } from './remotes.ts';
import { shellWord } from './shell-word.ts';
import { writeObjects } from './write-objects.ts';

/** Commits that are to be signed anew, as a plan showed them. */
export interface CommitsRequest extends GitSigner, CommitRange {
  /** The repository's folder, or one in it. */
  repository: string;
  /** Where the branch was when it was planned: whatever came since is not signed unseen. */
  head: string;
  /** A second yes: commits that others may have are given up for new ones. */
  evenPublished?: boolean;
  /** Who commits from now on; else the committers and their dates stay as they are. */
  committer?: Person;
  /** Minutes east of Greenwich, with `committer`. */
  zone?: number;
}

/** Commits that were signed anew. */
export interface SignedCommits {
  ref: string;
  before: string;
  after: string;
  /** Old and new names, the oldest first. */
  commits: { before: string; after: string; subject: string }[];
  /** The command that brings the old ones back; they stay in the ref's log. */
  restore: string;
  /** So many of the old ones were on a remote. */
  published: number;
  /** The command that pushes the branch, where there is somewhere to push to. */
  push?: string;
  /** The command by which whoever has the old ones takes over the new ones, once these are pushed in their place. */
  takeOver?: string;
  forges: ForgeForecast[];
  signer: ReceiptSigner;
  /** What anybody's check of the new ones says; none where that could not be asked once more. */
  checks: GitCheck[];
}

/**
 * Makes new commits in place of old ones, each the same but for its signature and the names of its parents, and moves the branch to them in one
 * step. Files and the index stay as they are. Throws `ref-moved`, `already-published`, `verify-after-sign`, as `planCommits`, and what keys,
 * logins and git throw: then nothing was moved.
 */
export async function signCommits(
  parts: GitSignParts,
  request: CommitsRequest,
  context: GitSignContext,
): Promise<SignedCommits> {
  const watch = { signal: context.signal };
  const repository = await openRepository(await findGit(parts.env), request.repository, watch);
  const plan = await planCommits(repository, request, watch);
  const { ref, head, commits } = plan;
  if (head !== request.head) throw new AppError('ref-moved', `${ref} is ${head}`);
  const published = commits.filter(({ isPublished }) => isPublished).length;
  if (published > 0 && request.evenPublished !== true)
    throw new AppError('already-published', `${published} of ${commits.length}`);
  const by = request.committer ?? (await ownPerson(repository, parts.env, watch));
  const remotes = await remotesOf(repository, watch);
  const use = async (signing: GitSigning) => ({
    made: await makeAll(signing, plan, request, watch),
    forges: forgesOf(signing.key, request.committer?.email ?? committerOf(plan), remotes.all),
    key: signing.key,
  });
  const { made, forges, key } = await withSigning(parts, repository, request, context, use, commits.length);
  const after = made.get(head);
  if (after === undefined) throw new AppError('internal', head);
  const why = `countersign: signed ${commits.length === 1 ? 'a commit' : `${commits.length} commits`} anew`;
  await checkMayMove(repository, ref, watch);
  await moveRef(repository, { ref, to: after, from: head, why, by: by ?? UNKNOWN }, watch);
  // They are made and were judged: what goes wrong here takes nothing of that back.
  const checks = await checksOf(parts, repository, plan, made, context).catch(() => []);
  const newest = checks.find(({ object }) => object === after);
  return {
    ...{ ref, before: head, after, forges, checks, published },
    commits: commits.map(({ id, subject }) => ({ before: id, after: made.get(id) ?? '', subject })),
    signer: signerOf(key, newest),
    restore: refBack(ref, { to: head, from: after }),
    ...pushing(remotes, plan, made),
  };
}

/** How the new ones get to the remote, and to who has the old ones: by force only where it has some of them. */
function pushing(
  remotes: Remotes,
  { ref, remote }: ReadPlan,
  made: ReadonlyMap<string, string>,
): Pick<SignedCommits, 'push' | 'takeOver'> {
  if (ref === 'HEAD') return {};
  const old = remote !== undefined && made.has(remote.id) ? remote : undefined;
  const push = pushCommand(remotes, ref, old?.id);
  if (push === undefined) return {};
  if (old === undefined) return { push };
  return {
    push,
    takeOver: `git fetch ${remotes.usual} && git rebase --onto ${shellWord(old.name)} ${old.id}`,
  };
}

function committerOf({ head, objects }: ReadPlan): string {
  const commit = objects.get(head)?.commit;
  return (commit && identOf(commit, 'committer')?.email) ?? '';
}

/** The new commits by the names of the old ones; none of them is named by anything yet. They are written when all are made. */
async function makeAll(
  signing: GitSigning,
  { commits, objects }: ReadPlan,
  { committer, zone }: CommitsRequest,
  watch: Watch,
): Promise<Map<string, string>> {
  const { repository, context, parts } = signing;
  const { format } = repository;
  const made = new Map<string, string>();
  const written: Buffer[] = [];
  const meter = new ProgressMeter('signing', commits.length, 0, context.onProgress ?? (() => undefined));
  for (const { id, subject } of commits) {
    watch.signal?.throwIfAborted();
    const old = objects.get(id);
    if (old === undefined) throw new AppError('internal', id);
    const now = parts.clock();
    const ident = committer && identLine(committer, now, zone ?? -now.getTimezoneOffset());
    const payload = commitPayload(old.commit, old.raw, (parent) => made.get(parent) ?? parent, ident);
    const signature = await signPayload(signing, `${id.slice(0, 12)} ${subject}`, payload);
    const bytes = signedCommit(payload, signature, format);
    await judgeMade(signing, 'commit', bytes, payload);
    made.set(id, gitObjectId('commit', bytes, format));
    written.push(bytes);
    meter.done(id, 0);
  }
  await writeObjects(repository, 'commit', written, watch);
  return made;
}

async function checksOf(
  { git }: GitSignParts,
  { folder }: Repository,
  { commits }: ReadPlan,
  made: ReadonlyMap<string, string>,
  { signal }: GitSignContext,
): Promise<GitCheck[]> {
  const wanted = new Set(made.values());
  const newest = made.get(commits.at(-1)?.id ?? '') ?? '';
  const parents = commits.length === 1 ? `${newest}^!` : newest;
  const found: GitCheck[] = [];
  const what = { commits: { range: parents } };
  for await (const check of git.verify({ repository: folder, what }, signal === undefined ? {} : { signal })) {
    if (wanted.has(check.object)) found.push(check);
    if (found.length === wanted.size) break;
  }
  return found;
}
