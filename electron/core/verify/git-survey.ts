import { basename } from 'node:path';
import type { Progress } from '../../../shared/model/job.ts';
import type { GitRow, GitState, ObjectList, RepositoryFacts } from '../../../shared/model/repository.ts';
import { signerName } from '../../../shared/signer-name.ts';
import { listCommits, type CommitRow } from '../git/repository/list-commits.ts';
import { listTagRefs, readTags, type TagRow } from '../git/repository/list-tags.ts';
import type { RunContext } from '../services.ts';
import { checkCommit, checkTag, maySign, openGitRun, type GitCheck, type GitRun } from './git-checking.ts';
import { GitMemory } from './git-memory.ts';
import { CheckQueue } from './git-queue.ts';
import type { GitRequest } from './git-service.ts';
import type { GitParts } from './prepare-git.ts';

/** Who is told what a repository holds, in groups as it comes. */
export interface SurveyListener {
  /** It is open. `want`: these of a list are looked at now, and are checked first. */
  opened: (facts: RepositoryFacts, want: (list: ObjectList, indexes: readonly number[]) => void) => void;
  rows: (list: ObjectList, rows: GitRow[]) => void;
  states: (list: ObjectList, states: GitState[]) => void;
}

const AT_ONCE = 16;
/** So many rows go together; the first few are told at once. */
const GROUP = 1000;
const FIRST = 100;

interface Waiting {
  list: ObjectList;
  index: number;
  check: () => Promise<GitCheck>;
}

/**
 * Lists all tags and commits of a repository, the newest first, and checks each that could be signed, what somebody looks
 * at before all others. Throws as git does where it cannot be listed; what an object holds never throws.
 */
export async function surveyRepository(
  parts: GitParts,
  request: GitRequest,
  listener: SurveyListener,
  { signal, onProgress, onNotRemembered }: RunContext,
): Promise<void> {
  const run = await openGitRun(parts, request, { signal });
  const queue = new CheckQueue<Waiting>();
  const memory = new GitMemory(run);
  let done = 0;
  const tell = (): void => onProgress?.(progressOf(done, queue.added));
  const work = async (): Promise<void> => {
    for (let next = await queue.next(); next !== undefined; next = await queue.next()) {
      signal?.throwIfAborted();
      const found = await next.check();
      memory.add(found);
      listener.states(next.list, [stateOf(next.index, found)]);
      done++;
      tell();
    }
  };
  try {
    listener.opened(await factsOf(run), (list, indexes) => queue.want(indexes.map((index) => keyOf(list, index))));
    const lists = listBoth(run, listener, queue, signal).finally(() => queue.close());
    const ended = await Promise.allSettled([lists, ...Array.from({ length: AT_ONCE }, work)]);
    // What could be listed is checked, even where the other list could not.
    for (const one of ended) if (one.status === 'rejected') throw one.reason;
  } finally {
    queue.close();
    run.reader.close();
    await memory.keep(parts.activity, onNotRemembered);
  }
}

const keyOf = (list: ObjectList, index: number): string => `${list} ${index}`;

/** Both at once; but of the tags the first ones are told first: whether there are any decides on what is shown. */
async function listBoth(
  run: GitRun,
  listener: SurveyListener,
  queue: CheckQueue<Waiting>,
  signal: AbortSignal | undefined,
): Promise<void> {
  let tellTags = (): void => undefined;
  const tagsTold = new Promise<void>((resolve) => (tellTags = resolve));
  const heard = (list: ObjectList, rows: GitRow[]): void => {
    listener.rows(list, rows);
    tellTags();
  };
  const tags = surveyTags(run, { ...listener, rows: heard }, queue, signal).finally(tellTags);
  const ended = await Promise.allSettled([tags, surveyCommits(run, listener, queue, signal, tagsTold)]);
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

async function surveyTags(
  run: GitRun,
  listener: SurveyListener,
  queue: CheckQueue<Waiting>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const refs = await listTagRefs(run.repository, { signal });
  const byName = new Map(refs.map((ref) => [ref.name, ref]));
  let index = 0;
  let group: GitRow[] = [];
  const flush = (): void => {
    if (group.length > 0) listener.rows('tags', group);
    group = [];
  };
  for await (const tag of readTags(run.repository, refs, { signal })) {
    const row = tagRow(tag);
    const at = index++;
    group.push(row);
    if (group.length >= (at < FIRST ? FIRST : GROUP)) flush();
    if (row.waits) queue.add(keyOf('tags', at), { list: 'tags', index: at, check: () => checkTag(run, tag, byName) });
  }
  flush();
}

async function surveyCommits(
  run: GitRun,
  listener: SurveyListener,
  queue: CheckQueue<Waiting>,
  signal: AbortSignal | undefined,
  tagsTold: Promise<void>,
): Promise<void> {
  let index = 0;
  let group: GitRow[] = [];
  const flush = (): void => {
    if (group.length > 0) listener.rows('commits', group);
    group = [];
  };
  for await (const commits of listCommits(run.repository, { all: true }, { signal })) {
    await tagsTold;
    for (const commit of commits) {
      const row = commitRow(commit);
      const at = index++;
      group.push(row);
      if (group.length >= (at < FIRST ? FIRST : GROUP)) flush();
      if (row.waits)
        queue.add(keyOf('commits', at), { list: 'commits', index: at, check: () => checkCommit(run, commit) });
    }
  }
  flush();
}

/** An annotated tag is looked into even where no signature was seen: it may be damaged. */
function tagRow({ name, id, type, tagger, at, subject }: TagRow): GitRow {
  return { name, id, ...said({ by: tagger, at, subject }), waits: type === 'tag' };
}

function commitRow(commit: CommitRow): GitRow {
  const { id, author, at, subject } = commit;
  return { id, ...said({ by: author, at, subject }), waits: maySign(commit) };
}

/** So much of what anybody wrote fits a line; git takes a subject of any length. */
const MOST_SHOWN = 300;

function said(of: { by: string | undefined; at: Date | undefined; subject: string | undefined }) {
  const { by = '', at, subject = '' } = of;
  const time = at === undefined || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
  return {
    by: by.slice(0, MOST_SHOWN),
    subject: subject.slice(0, MOST_SHOWN),
    ...(time === undefined ? {} : { at: time }),
  };
}

function stateOf(index: number, { verdict, case: said, letter, signatures: [signature] }: GitCheck): GitState {
  return { index, verdict, case: said, letter, signer: signerName(signature?.signer) };
}

async function factsOf({ repository, parts }: GitRun): Promise<RepositoryFacts> {
  const { worktree, gitFolder, commonFolder, format, isShallow } = repository;
  const path = worktree ?? gitFolder;
  const publishers = await parts.publishers.list();
  const publisher = publishers.find(({ repositories }) => repositories?.includes(commonFolder))?.name;
  return {
    name: basename(path) || path,
    path,
    kind: worktree === undefined ? 'bare' : gitFolder === commonFolder ? 'worktree' : 'linked',
    format,
    isShallow,
    ...(publisher === undefined ? {} : { publisher }),
  };
}

function progressOf(itemsDone: number, itemsTotal: number): Progress {
  return {
    stage: itemsTotal === 0 ? 'listing' : 'verifying',
    itemsDone,
    itemsTotal,
    bytesDone: 0,
    bytesTotal: 0,
    bytesPerSecond: 0,
    secondsLeft: null,
  };
}
