import { AppError, type ErrorCode, tellable } from '../../../../shared/error.ts';
import type { CommitsFault } from '../../../../shared/model/git-sign.ts';
import { nameOf } from '../name-bytes.ts';
import { openRepository, type Repository } from '../repository/open-repository.ts';
import { gitOutput, runGit } from '../repository/run-git.ts';
import { findGit, type Watch } from '../repository/start-git.ts';
import type { RunContext } from '../../services.ts';
import { branchesOf, type Branches } from './branches.ts';
import type { GitSignParts } from './git-signing.ts';
import { findCommit } from './look-up.ts';
import { planCommits, withoutObjects, type CommitPlan, type CommitRange } from './plan-commits.ts';

/** What is known of commits to be signed anew while somebody still makes up their mind. */
export interface CommitsDraft extends CommitRange {
  /** The repository's folder, or one in it. */
  repository: string;
}

/** What signing them would change, or why that cannot be. */
export interface CommitsPreparation extends Branches {
  /** The branch whose commits they are: the one that was asked for, else one that holds them. */
  chosen?: string;
  /** Tags of that branch's history that its commits can be counted from, the newest first; of very many only the newest. */
  tags: string[];
  fault?: CommitsFault;
  /** What stands in the way of these: others may do. */
  refused?: { code: ErrorCode; detail: string };
  plan?: CommitPlan;
}

/** What other commits, or another branch, may be free of. */
const OF_THESE: ReadonlySet<ErrorCode> = new Set([
  'git-unfinished',
  'branch-elsewhere',
  'history-cut',
  'too-many-commits',
  'malformed',
]);

const MOST_TAGS = 200;
const MAX_REFS_BYTES = 16 * 1024 * 1024;

/**
 * Looks at everything that somebody wants to see before commits get new names. What was chosen and cannot be is told, not thrown. Throws as
 * git does where nothing can be read.
 */
export async function prepareCommits(
  { env }: Pick<GitSignParts, 'env'>,
  { repository: folder, branch, after, from }: CommitsDraft,
  { signal }: RunContext,
): Promise<CommitsPreparation> {
  const watch = { signal };
  const repository = await openRepository(await findGit(env), folder, watch);
  const branches = await branchesOf(repository, watch);
  const start = await startOf(repository, from ?? after, watch);
  const chosen =
    branch ?? (from === undefined ? branches.branch : await branchWith(repository, branches, start, watch));
  if (chosen === undefined) return { ...branches, tags: [], fault: from === undefined ? 'no-branch' : 'not-in-branch' };
  const head = await findCommit(repository, `refs/heads/${chosen}`, watch).catch(asNone);
  if (head === undefined) return { ...branches, chosen, tags: [], fault: 'no-commits' };
  const found = { ...branches, chosen, tags: await tagsWithin(repository, head, watch) };
  if (start === 'unknown') return { ...found, fault: 'unknown' };
  const range = { ...(after === undefined ? {} : { after }), ...(from === undefined ? {} : { from }) };
  const plan = await planCommits(repository, { branch: chosen, ...range }, watch).catch(asRefused);
  if (plan instanceof AppError) return { ...found, refused: tellable(plan) };
  if (plan === undefined) return { ...found, fault: from === undefined ? 'none' : 'not-in-branch' };
  return { ...found, plan: withoutObjects(plan) };
}

/** What `usage` says is told in other words here. */
function asNone(error: unknown): undefined {
  if (error instanceof AppError && error.code === 'usage') return undefined;
  throw error;
}

function asRefused(error: unknown): undefined | AppError {
  if (error instanceof AppError && OF_THESE.has(error.code)) return error;
  asNone(error);
  return undefined;
}

async function startOf(repository: Repository, revision: string | undefined, watch: Watch) {
  return revision === undefined
    ? undefined
    : ((await findCommit(repository, revision, watch).catch(asNone)) ?? 'unknown');
}

/** A branch that a commit is part of: the one that is checked out, if that is. */
async function branchWith(
  { git, folder }: Repository,
  { branch }: Branches,
  id: string | undefined,
  watch: Watch,
): Promise<string | undefined> {
  if (id === undefined || id === 'unknown') return branch;
  const head = branch === undefined ? undefined : `refs/heads/${branch}`;
  if (head !== undefined) {
    const { exit } = await runGit(git, folder, ['merge-base', '--is-ancestor', id, head], watch);
    if (exit === 0) return branch;
  }
  const asked = ['for-each-ref', '--count=1', `--contains=${id}`, '--format=%(refname:lstrip=2)', 'refs/heads/'];
  const found = nameOf(await gitOutput(git, folder, asked, watch)).trim();
  return found === '' ? undefined : found;
}

/** Those that name the newest commit itself leave nothing to be signed. */
async function tagsWithin({ git, folder }: Repository, head: string, watch: Watch): Promise<string[]> {
  const format = '--format=%(objectname) %(*objectname) %(refname:lstrip=2)';
  const asked = [
    'for-each-ref',
    `--merged=${head}`,
    '--sort=-creatordate',
    `--count=${MOST_TAGS}`,
    format,
    'refs/tags/',
  ];
  const output = await gitOutput(git, folder, asked, { ...watch, maxOutput: MAX_REFS_BYTES });
  return nameOf(output)
    .split('\n')
    .flatMap((line) => {
      const [id, peeled, ...name] = line.split(' ');
      return name.length === 0 || id === head || peeled === head ? [] : [name.join(' ')];
    });
}
