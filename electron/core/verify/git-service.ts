import { AppError } from '../../../shared/error.ts';
import type { CheckResult } from '../../../shared/model/result.ts';
import type { SignerRule } from '../../../shared/signer-rule.ts';
import type { GitPolicy } from '../git/policy/policy.ts';
import { refsOfCommits, type RefsOf } from '../git/policy/refs-of-commits.ts';
import { thoseThere } from '../git/repository/cat-file.ts';
import { countCommits, listCommits, type CommitRange } from '../git/repository/list-commits.ts';
import { endsOfRange, isRemoteHead, listRefs } from '../git/repository/list-refs.ts';
import { listTagRefs, listTags, type TagRow } from '../git/repository/list-tags.ts';
import { openRepository } from '../git/repository/open-repository.ts';
import { findGit, type Watch } from '../git/repository/start-git.ts';
import type { RunContext } from '../services.ts';
import { inParallel } from '../util/in-parallel.ts';
import { checkCommit, checkCommitById, checkTag, openGitRun, type GitCheck, type GitRun } from './git-checking.ts';
import { GitMemory } from './git-memory.ts';
import { judgePush, type PushedCheck, type PushRequest } from './git-push.ts';
import { surveyRepository, type SurveyListener } from './git-survey.ts';
import type { GitParts } from './prepare-git.ts';

export type { GitCheck };

/** Which tags or commits of a repository to check, and whom to expect. */
export interface GitRequest {
  /** The repository's folder, or one in it. */
  repository: string;
  /** Tags by their names, all of them; or commits, those since a date where one is given. */
  what: { tags: readonly string[] | 'all' } | AskedCommits;
  keys?: string[];
  identities?: SignerRule[];
  trustedRoot?: string;
  instance?: string;
  publisher?: string;
  /** Signatures that carry no log entry are looked up in the log, over the network: it learns the certificates of all that are asked for. */
  askLog?: boolean;
  /** Who may sign what. */
  policy?: GitPolicy;
  at?: Date;
  /** Read in a hook that is asked before a push is taken: its objects are kept apart until then. */
  isReceiving?: boolean;
}

/** Commits, those since a date where one is given; `ref`: where they are to stand, for a policy, if not where the range ends. */
interface AskedCommits {
  commits: CommitRange;
  since?: Date;
  ref?: string;
}

/** Of a run over many tags or commits. */
interface ManyContext extends RunContext {
  /** Told how many there will be, where that can be known before all are checked. */
  onCount?: (count: number) => void;
}

/** Checks tags and commits. Never throws for what an object holds. */
export interface GitService {
  verify: (request: GitRequest, context: ManyContext) => AsyncIterable<GitCheck>;
  /** The whole names of the branches of a repository, its own before those that it keeps of others. */
  branches: (folder: string, context: RunContext) => Promise<string[]>;
  /** The objects that a range of commits names, `^` before what it leaves out. */
  ends: (folder: string, range: string, context: RunContext) => Promise<string[]>;
  /** Says of everything in a push what a policy says of it, before it is taken. Throws `git-failed` where it cannot be read. */
  push: (request: PushRequest, context: RunContext) => AsyncIterable<PushedCheck>;
  /** The tags of a repository, the newest first, judged in no way. */
  tags: (folder: string, context: RunContext) => AsyncIterable<TagRow>;
  /** Lists all tags and commits and checks them, until the signal ends it or all are checked. */
  survey: (request: SurveyRequest, listener: SurveyListener, context: RunContext) => Promise<void>;
  /** Checks one tag or commit, and remembers that in the activity log. Throws `not-found` for a tag that is gone. */
  open: (request: OpenRequest, context: RunContext) => Promise<CheckResult>;
  /** Remembers whose a repository is; null: nobody's that is known here. */
  setPublisher: (folder: string, publisher: string | null) => Promise<void>;
}

/** A repository to be listed. */
export type SurveyRequest = Pick<GitRequest, 'repository' | 'publisher' | 'at'>;

/** One tag, by its name below `refs/tags/`, or one commit, by its whole name. */
export type OpenRequest = SurveyRequest & Pick<GitRequest, 'askLog'> & { object: { tag: string } | { commit: string } };

/** Tags and commits by what the rest of the house knows. */
export function openGitService(parts: GitParts): GitService {
  return {
    verify: (request, context) => run(parts, request, context),
    push: (request, context) => judgePush(parts, request, context),
    async *tags(folder, { signal }) {
      yield* listTags(await openRepository(await findGit(parts.env), folder, { signal }), { signal });
    },
    branches: async (folder, { signal }) => {
      const repository = await openRepository(await findGit(parts.env), folder, { signal });
      const own = await listRefs(repository, 'refs/heads/', { signal });
      const kept = await listRefs(repository, 'refs/remotes/', { signal });
      return [...own, ...kept].filter((ref) => !isRemoteHead(ref)).map(({ name }) => name);
    },
    ends: async (folder, range, { signal }) =>
      endsOfRange(await openRepository(await findGit(parts.env), folder, { signal }), range, { signal }),
    survey: (request, listener, context) =>
      surveyRepository(parts, { ...request, what: { tags: 'all' } }, listener, context),
    open: (request, context) => openObject(parts, request, context),
    setPublisher: async (folder, publisher) => {
      const { commonFolder } = await openRepository(await findGit(parts.env), folder);
      await parts.publishers.setRepository(commonFolder, publisher);
    },
  };
}

const AT_ONCE = 32;

async function* run(parts: GitParts, request: GitRequest, context: ManyContext): AsyncGenerator<GitCheck> {
  const { signal, onCount } = context;
  const watch = { signal };
  const running = await openGitRun(parts, request, watch);
  try {
    if ('tags' in request.what) yield* tagsOf(running, request.what.tags, watch, onCount);
    else yield* commitsOf(running, request.what, watch, onCount);
  } finally {
    running.reader.close();
  }
}

async function openObject(
  parts: GitParts,
  { object, ...request }: OpenRequest,
  { signal, onNotRemembered }: RunContext,
): Promise<CheckResult> {
  const run = await openGitRun(parts, { ...request, what: { tags: [] } }, { signal });
  const memory = new GitMemory(run);
  try {
    const found = 'commit' in object ? await checkCommitById(run, object.commit) : await checkNamed(run, object.tag);
    const opened = asResult(found, request.repository);
    memory.add(found);
    memory.open(opened);
    return opened;
  } finally {
    run.reader.close();
    await memory.keep(parts.activity, onNotRemembered);
  }
}

/** What is remembered and shown: without what only lists and the command line ask. */
export function asResult(found: GitCheck, repository: string): CheckResult {
  const { object: id, type, letter } = found;
  const own: ReadonlySet<string> = new Set(['object', 'type', 'form', 'letter', 'good', 'about', 'policy']);
  const result = Object.fromEntries(Object.entries(found).filter(([name]) => !own.has(name))) as unknown as CheckResult;
  return { ...result, git: { repository, type, id, letter } };
}

async function checkNamed(run: GitRun, name: string): Promise<GitCheck> {
  const refs = await listTagRefs(run.repository);
  const ref = refs.find((one) => one.name === name);
  if (ref === undefined) throw new AppError('not-found', `no tag is called ${name}`);
  return checkTag(run, ref, new Map(refs.map((one) => [one.name, one])));
}

async function* tagsOf(
  running: GitRun,
  names: readonly string[] | 'all',
  watch: Watch,
  onCount: ManyContext['onCount'],
) {
  const refs = await listTagRefs(running.repository, watch);
  const byName = new Map(refs.map((ref) => [ref.name, ref]));
  const wanted =
    names === 'all'
      ? refs
      : names.map((name) => {
          const whole = name.startsWith('refs/tags/') ? byName.get(name.slice('refs/tags/'.length)) : undefined;
          const found = whole ?? byName.get(name);
          if (found === undefined) throw new AppError('not-found', `no tag is called ${name}`);
          return found;
        });
  onCount?.(wanted.length);
  yield* inParallel(wanted, AT_ONCE, (ref) => checkTag(running, ref, byName));
}

async function* commitsOf(
  running: GitRun,
  { commits, since, ref }: AskedCommits,
  watch: Watch,
  onCount: ManyContext['onCount'],
) {
  const { repository, policy, reader } = running;
  const refsOf = await refsFor(running, commits, ref, watch);
  const without = policy === undefined ? [] : await thoseThere(reader, policy.policy.start);
  // Beside the listing, which does not wait for it; git's own way to count from a day on leaves out what this list has.
  if (onCount !== undefined && since === undefined)
    void countCommits(repository, commits, { ...watch, without }).then(onCount, () => undefined);
  for await (const rows of listCommits(repository, commits, { ...watch, without })) {
    const wanted = since === undefined ? rows : rows.filter(({ at }) => at === undefined || at >= since);
    yield* inParallel(wanted, AT_ONCE, (row) => checkCommit(running, row, refsOf(row.id)));
  }
}

async function refsFor(run: GitRun, commits: CommitRange, ref: string | undefined, watch: Watch): Promise<RefsOf> {
  const { repository, policy } = run;
  if (policy === undefined) return () => [];
  return ref === undefined ? refsOfCommits(repository, policy.policy, commits, watch) : () => [ref];
}
