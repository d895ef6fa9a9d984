import { AppError } from '../../../../shared/error.ts';
import { nameOf } from '../name-bytes.ts';
import { formatOfId } from '../object-id.ts';
import { readCommit } from '../read-object.ts';
import { openObjectReader, type ObjectReader } from '../repository/cat-file.ts';
import type { Repository } from '../repository/open-repository.ts';
import { gitOutput, runGit } from '../repository/run-git.ts';
import type { Watch } from '../repository/start-git.ts';
import type { GitCommit, SignatureForm } from '../signed-object.ts';
import { decodeText, identOf, subjectOf } from '../text.ts';
import { findCommit } from './look-up.ts';
import { checkMayMove } from './may-move.ts';
import { remoteBranchOf, type RemoteBranch } from './remote-branch.ts';
import { remotesOf } from './remotes.ts';

/** Which commits are to be signed anew. */
export interface CommitRange {
  /** The branch whose commits they are; else the one that is checked out, or `HEAD` where none is. */
  branch?: string;
  /** Those of the branch that this revision does not hold. */
  after?: string;
  /** This commit and all that are built on it, which get new names by that. Without this and `after`: the branch's newest alone. */
  from?: string;
}

/** A commit that another one takes the place of. */
export interface PlannedCommit {
  id: string;
  author?: string;
  committer?: string;
  /** The committer's address, as the commit has it. */
  email?: string;
  at?: Date;
  subject: string;
  isMerge: boolean;
  /** How it is signed now; that signature goes. */
  form?: SignatureForm | 'unknown';
  /** A remote-tracking branch holds it: others may have it. */
  isPublished: boolean;
}

/** What signing commits anew would change. Nothing was done. */
export interface CommitPlan {
  /** What moves: a branch's whole name, or `HEAD`. */
  ref: string;
  /** Where it is now. */
  head: string;
  /** The commit that `after` named. */
  after?: string;
  /** The oldest first. */
  commits: PlannedCommit[];
  /** The same branch on the remote that it is pushed to, as far as this copy knows. */
  remote?: RemoteBranch;
  /** Other branches and tags that name one of these commits: they stay where they are, on the old ones. */
  left: string[];
}

/** The commits of a plan with their bytes. */
export interface ReadPlan extends CommitPlan {
  objects: ReadonlyMap<string, { commit: GitCommit; raw: Buffer }>;
}

const MOST = 10_000;
const MAX_IDS_BYTES = 1024 * 1024;
const MAX_REFS_BYTES = 64 * 1024 * 1024;

/**
 * Reads what would change. Throws `usage` for what names no commits, `too-many-commits`, `history-cut` where the copy is shallow, `malformed`
 * for one that nobody should sign, and as `checkMayMove`.
 */
export async function planCommits(repository: Repository, range: CommitRange, watch: Watch = {}): Promise<ReadPlan> {
  const { ref, head } = await refOf(repository, range.branch, watch);
  await checkMayMove(repository, ref, watch);
  const after = range.after === undefined ? undefined : await findCommit(repository, range.after, watch);
  const ids = await idsOf(repository, head, { after, from: range.from }, watch);
  if (ids.length === 0) throw new AppError('usage', `${range.after ?? ''} holds all of these commits already`);
  const published = await publishedOf(repository, head, ids, watch);
  const objects = new Map<string, { commit: GitCommit; raw: Buffer }>();
  const commits: PlannedCommit[] = [];
  const reader = await openObjectReader(repository.git, repository.folder, watch);
  try {
    for (const id of ids) {
      const read = await readOne(repository, reader, id);
      objects.set(id, read);
      commits.push(planned(read.commit, published.has(id)));
    }
    await areHere(repository, reader, objects);
  } finally {
    reader.close();
  }
  const remote = await remoteBranchOf(repository, await remotesOf(repository, watch), ref, head, watch);
  return {
    ...{ ref, head, commits, left: await othersOf(repository, ref, new Set(ids), watch), objects },
    ...(after === undefined ? {} : { after }),
    ...(remote === undefined ? {} : { remote }),
  };
}

/** What can be shown of a plan. */
export function withoutObjects({ ref, head, after, commits, remote, left }: ReadPlan): CommitPlan {
  return {
    ...{ ref, head, commits, left },
    ...(after === undefined ? {} : { after }),
    ...(remote === undefined ? {} : { remote }),
  };
}

async function refOf(
  { git, folder }: Repository,
  branch: string | undefined,
  watch: Watch,
): Promise<{ ref: string; head: string }> {
  const symbolic = async (name: string): Promise<string | undefined> => {
    const { exit, output } = await runGit(git, folder, ['symbolic-ref', '--quiet', name], watch);
    return exit === 0 ? nameOf(output.subarray(0, -1)) : undefined;
  };
  const ref = branch === undefined ? ((await symbolic('HEAD')) ?? 'HEAD') : `refs/heads/${branch}`;
  // What leads on to another ref would be cut off from it.
  if (ref !== 'HEAD' && (!ref.startsWith('refs/heads/') || (await symbolic(ref)) !== undefined))
    throw new AppError('usage', `${ref} is no branch of its own`);
  const asked =
    ref === 'HEAD' ? ['rev-parse', '--verify', '--quiet', 'HEAD'] : ['show-ref', '--verify', '--hash', '--', ref];
  const { exit, output } = await runGit(git, folder, asked, watch);
  const head = output.toString('latin1').trim();
  if (exit !== 0 || formatOfId(head) === undefined)
    throw new AppError('usage', branch === undefined ? `${ref} has no commits` : `no branch is called ${branch}`);
  return { ref, head };
}

async function idsOf(
  repository: Repository,
  head: string,
  { after, from }: { after: string | undefined; from: string | undefined },
  watch: Watch,
): Promise<string[]> {
  if (after !== undefined && from !== undefined) throw new AppError('internal', 'two ways to name commits');
  if (after !== undefined) return listed(repository, [head, '--not', after], watch);
  if (from === undefined) return [head];
  const first = await findCommit(repository, from, watch);
  if (first === head) return [head];
  const built = await listed(repository, ['--ancestry-path', head, '--not', first], watch);
  if (built.length === 0) throw new AppError('usage', `${from} is no part of this branch`);
  return [first, ...built];
}

/** What `rev-list` lists, the oldest first. */
async function listed(repository: Repository, which: readonly string[], watch: Watch): Promise<string[]> {
  const args = ['rev-list', '--topo-order', '--reverse', ...which, '--'];
  const limits = { ...watch, maxOutput: MAX_IDS_BYTES };
  const output = await gitOutput(repository.git, repository.folder, args, limits).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'git-failed' && error.detail.startsWith('more output'))
      throw tooMany();
    throw error;
  });
  const ids = output
    .toString('latin1')
    .split('\n')
    .filter((id) => id !== '');
  if (ids.length > MOST) throw tooMany();
  return ids;
}

function tooMany(): AppError {
  return new AppError('too-many-commits', `more than ${MOST}`);
}

/** Of the commits, those that are not on their way to a remote for the first time. */
async function publishedOf(
  { git, folder }: Repository,
  head: string,
  ids: readonly string[],
  watch: Watch,
): Promise<Set<string>> {
  const args = ['rev-list', `--max-count=${MOST + 1}`, head, '--not', '--remotes', '--'];
  const output = await gitOutput(git, folder, args, { ...watch, maxOutput: MAX_IDS_BYTES });
  const unpushed = new Set(output.toString('latin1').split('\n'));
  if (unpushed.size > MOST) {
    // More is unpushed than a plan may hold: each is asked for by itself, which a range this small can bear.
    const published = new Set<string>();
    for (const id of ids) {
      const one = await gitOutput(git, folder, ['rev-list', '--max-count=1', id, '--not', '--remotes', '--'], watch);
      if (one.length === 0) published.add(id);
    }
    return published;
  }
  return new Set(ids.filter((id) => !unpushed.has(id)));
}

/** A new commit on top of one that is not here would break the history that is: git forgives that of the old ones of a shallow one only. */
async function areHere({ isShallow }: Repository, reader: ObjectReader, objects: ReadPlan['objects']): Promise<void> {
  for (const { commit } of objects.values())
    for (const parent of commit.parents) {
      if (objects.has(parent)) continue;
      const { kind } = await reader.read(parent);
      if (kind === 'missing')
        throw new AppError(
          isShallow ? 'history-cut' : 'git-failed',
          `${parent}, a parent of ${commit.id}, is not here`,
        );
    }
}

async function readOne(
  { format }: Repository,
  reader: ObjectReader,
  id: string,
): Promise<{ commit: GitCommit; raw: Buffer }> {
  const raw = await reader.read(id);
  const read = raw.kind === 'object' && raw.type === 'commit' ? readCommit(raw.bytes, format) : undefined;
  if (raw.kind !== 'object' || read === undefined) throw new AppError('git-failed', `${id} is not here`);
  if (read.kind === 'malformed') throw new AppError('malformed', `${id}: ${read.reason}`);
  const { object } = read;
  // What can be read in two ways must not be signed in one of them.
  if (object.faults.length > 0) throw new AppError('malformed', `${id}: ${object.faults.join('; ')}`);
  if (object.id !== id) throw new AppError('malformed', `${id} is ${object.id}`);
  return { commit: object, raw: raw.bytes };
}

function planned(commit: GitCommit, isPublished: boolean): PlannedCommit {
  const [author, committer] = [identOf(commit, 'author'), identOf(commit, 'committer')];
  return {
    id: commit.id,
    ...(author === undefined ? {} : { author: author.name }),
    ...(committer === undefined ? {} : { committer: committer.name, email: committer.email }),
    ...(committer?.at === undefined ? {} : { at: committer.at }),
    subject: subjectOf(decodeText(commit.message, commit)),
    isMerge: commit.parents.length > 1,
    ...(commit.signature === undefined ? {} : { form: commit.signature.form ?? 'unknown' }),
    isPublished,
  };
}

async function othersOf(
  { git, folder }: Repository,
  ref: string,
  ids: ReadonlySet<string>,
  watch: Watch,
): Promise<string[]> {
  const args = ['for-each-ref', '--format=%(objectname) %(*objectname) %(refname)', 'refs/heads/', 'refs/tags/'];
  const output = await gitOutput(git, folder, args, { ...watch, maxOutput: MAX_REFS_BYTES });
  return nameOf(output)
    .split('\n')
    .flatMap((line) => {
      const [id = '', peeled = '', ...name] = line.split(' ');
      const other = name.join(' ');
      return other !== ref && other !== '' && (ids.has(id) || ids.has(peeled)) ? [other] : [];
    });
}
