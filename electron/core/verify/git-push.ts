import { AppError } from '../../../shared/error.ts';
import type { PushedRef, PushHook } from '../git/hooks/pushed-refs.ts';
import { formatOfId } from '../git/object-id.ts';
import { coverOf, coversCommits, rulesFor } from '../git/policy/cover.ts';
import type { GitPolicy, PolicyWord } from '../git/policy/policy.ts';
import { fitsRefPattern } from '../git/policy/ref-pattern.ts';
import { thoseThere } from '../git/repository/cat-file.ts';
import { listCommits } from '../git/repository/list-commits.ts';
import { listRefs, symbolicTarget, type Ref } from '../git/repository/list-refs.ts';
import { gitOutput } from '../git/repository/run-git.ts';
import type { Watch } from '../git/repository/start-git.ts';
import type { RunContext } from '../services.ts';
import { inParallel } from '../util/in-parallel.ts';
import { checkCommit, checkTag, openGitRun, type GitCheck, type GitRun, type NamedTag } from './git-checking.ts';
import { uncoveredWord } from './git-policy.ts';
import type { GitRequest } from './git-service.ts';
import type { GitParts } from './prepare-git.ts';

/** A push that a hook was asked about. */
export interface PushRequest extends Pick<GitRequest, 'repository' | 'keys' | 'trustedRoot' | 'instance' | 'at'> {
  hook: PushHook;
  refs: readonly PushedRef[];
  /** Where a hook is asked before anything is pushed: the name of the remote that it goes to. */
  remote?: string;
  policy: GitPolicy;
}

/** What a policy says of one thing in a push. */
export interface PushedCheck {
  ref: string;
  /** The tag, the commit, or what the ref is to name where no rule speaks of it. */
  object: string;
  policy: PolicyWord;
  /** What was found of a tag or commit. */
  check?: GitCheck;
  /** Neither denied nor invalid. */
  passes: boolean;
}

/** A push that is being judged. */
interface Push {
  run: GitRun;
  policy: GitPolicy;
  watch: Watch;
  /** What the refs there lead to has been taken before: by the names of the rules for it. */
  taken: Map<string, string[]>;
  start: readonly string[];
  tags: ReadonlyMap<string, NamedTag>;
}

/**
 * Judges what a push brings: each tag, and the commits that no ref led to which the same rules are for. What another ref has, which
 * other rules let through, is new here. Deleting brings nothing.
 */
export async function* judgePush(
  parts: GitParts,
  { hook, refs, remote, ...request }: PushRequest,
  { signal }: RunContext,
): AsyncGenerator<PushedCheck> {
  const isReceiving = hook === 'pre-receive';
  const watch = { signal };
  const run = await openGitRun(parts, { ...request, what: { tags: [] }, isReceiving }, watch);
  try {
    const { policy } = request;
    const there = await listRefs(run.repository, 'refs/', watch);
    if (isReceiving && (await takesSpellingsForOne(run, watch)))
      for (const { ref } of refs) refuseLookalike(policy, ref);
    const push: Push = {
      run,
      policy,
      watch,
      taken: takenBy(policy, isReceiving ? there : asRemoteHasThem(there, remote)),
      start: await thoseThere(run.reader, policy.start),
      tags: new Map(there.flatMap((ref) => (isTag(ref.name) ? [[tagName(ref.name), ref]] : []))),
    };
    for (const { ref: named, from, to } of refs) {
      if (to === undefined) continue;
      // What is written to a ref that stands for another is written to that.
      const ref = (isReceiving ? await symbolicTarget(run.repository, named, watch) : undefined) ?? named;
      yield* judgeRef(push, ref, to, isReceiving || from === undefined ? [] : [from]);
    }
  } finally {
    run.reader.close();
  }
}

const AT_ONCE = 32;
const TAGS = 'refs/tags/';
const isTag = (ref: string): boolean => ref.startsWith(TAGS);
const tagName = (ref: string): string => ref.slice(TAGS.length);

/** `old`: what the ref names until now, where that is taken on trust: git believes the one who pushes until it moves the ref. */
async function* judgeRef(push: Push, ref: string, id: string, old: readonly string[]): AsyncGenerator<PushedCheck> {
  const { run, policy, watch, taken, start, tags } = push;
  const { repository, reader } = run;
  if (formatOfId(id) !== repository.format) throw new AppError('git-failed', `no name of an object here: ${id}`);
  const raw = await reader.read(id);
  if (raw.kind === 'missing') throw new AppError('git-failed', `${id}: no such object is here`);
  const { type } = raw;
  const covers = coversCommits(policy, ref);
  if (rulesFor(policy, 'tags', ref).length > 0 && (isTag(ref) || type === 'tag')) {
    if (isTag(ref)) yield found(ref, await checkTag(run, { name: tagName(ref), id, type }, tags));
    // Its signer gave it the name of a tag.
    else yield said(ref, id, { word: 'denied', reason: 'renamed', ref });
  } else if (isTag(ref) || !covers || (type !== 'commit' && type !== 'tag')) {
    yield said(ref, id, uncoveredWord(policy, ref));
  }
  if (!covers) return;
  const cover = coverOf(policy, ref);
  const before = taken.get(cover) ?? [];
  const without = [...before, ...start, ...(await thoseThere(reader, old))];
  for await (const rows of listCommits(repository, { tips: [id] }, { ...watch, without }))
    yield* inParallel(rows, AT_ONCE, async (row) => found(ref, await checkCommit(run, row, [ref])));
  taken.set(cover, [...before, id]);
}

function found(ref: string, check: GitCheck): PushedCheck {
  const { object, verdict, policy } = check;
  return { ...said(ref, object, policy ?? DENIED, verdict === 'invalid'), check };
}

function said(ref: string, object: string, policy: PolicyWord, isInvalid = false): PushedCheck {
  return { ref, object, policy, passes: policy.word !== 'denied' && !isInvalid };
}

const DENIED: PolicyWord = { word: 'denied', reason: 'uncovered' };

/** Refs by the rules for their commits. One that stands for another was pushed as that one, by that one's rules. */
function takenBy(policy: GitPolicy, refs: readonly Ref[]): Map<string, string[]> {
  const taken = new Map<string, string[]>();
  for (const { name, id, type, isSymbolic } of refs) {
    if (isSymbolic === true || (type !== 'commit' && type !== 'tag') || !coversCommits(policy, name)) continue;
    const cover = coverOf(policy, name);
    const ids = taken.get(cover);
    if (ids === undefined) taken.set(cover, [id]);
    else ids.push(id);
  }
  return taken;
}

/** What is known here of a remote's branches, by the names that they have there. */
function asRemoteHasThem(refs: readonly Ref[], remote = ''): Ref[] {
  const prefix = `refs/remotes/${remote}/`;
  return refs.flatMap((ref) =>
    ref.name.startsWith(prefix) ? [{ ...ref, name: `refs/heads/${ref.name.slice(prefix.length)}` }] : [],
  );
}

/** Whether the repository lies where names that differ in case or composition alone are one: then a ref is written by other names, too. */
async function takesSpellingsForOne({ repository: { git, folder } }: GitRun, watch: Watch): Promise<boolean> {
  const asked = ['config', '--type=bool', '--default=false', '--get', 'core.ignoreCase'];
  return (await gitOutput(git, folder, asked, watch)).toString('latin1').trim() === 'true';
}

/** Throws `usage` for a ref that would be another rule's in another spelling. */
function refuseLookalike({ rules }: GitPolicy, ref: string): void {
  const fold = (name: string): string => name.normalize('NFC').toLowerCase();
  const other = rules
    .flatMap(({ refs = [] }) => refs)
    .find((pattern) => fitsRefPattern(ref, pattern) !== fitsRefPattern(fold(ref), fold(pattern)));
  if (other !== undefined)
    throw new AppError('usage', `${ref} is ${other} in another spelling, which this repository takes for the same`);
}
