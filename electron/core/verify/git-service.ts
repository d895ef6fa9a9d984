import { randomUUID } from 'node:crypto';
import type { CheckResult } from '../../../shared/model/result.ts';
import type { SignerRule } from '../../../shared/signer-rule.ts';
import { isSigner } from '../../../shared/signer-rule.ts';
import { seen } from '../../../shared/seen.ts';
import type { SignedType } from '../git/object-id.ts';
import { readCommit, readTag } from '../git/read-object.ts';
import { openObjectReader, type ObjectReader } from '../git/repository/cat-file.ts';
import { listCommits, type CommitRange, type CommitRow } from '../git/repository/list-commits.ts';
import { listTagRefs, listTags, type TagRow } from '../git/repository/list-tags.ts';
import { openRepository, type Repository } from '../git/repository/open-repository.ts';
import { findGit } from '../git/repository/start-git.ts';
import type { RunContext } from '../services.ts';
import { inParallel } from '../util/in-parallel.ts';
import { AppError } from '../../../shared/error.ts';
import { expectFor } from './expect.ts';
import { gitEvidence, refCheck, type TagRef } from './git-evidence.ts';
import { gitLetter, type GitLetter } from './git-letter.ts';
import { judgeGitObject, malformedGitObject, type GitFinding } from './git-object.ts';
import { prepareGit, type GitParts, type PreparedGit } from './prepare-git.ts';
import { resultOf } from './result.ts';

/** Which tags or commits of a repository to check, and whom to expect. */
export interface GitRequest {
  /** The repository's folder, or one in it. */
  repository: string;
  /** Tags by their names, all of them; or commits, those since a date where one is given. */
  what: { tags: readonly string[] | 'all' } | { commits: CommitRange; since?: Date };
  keys?: string[];
  identities?: SignerRule[];
  trustedRoot?: string;
  instance?: string;
  publisher?: string;
  at?: Date;
}

/** What came of one tag or commit. */
export interface GitCheck extends CheckResult {
  /** The object's name. */
  object: string;
  type: SignedType;
  form: GitFinding['form'];
  letter: GitLetter;
}

/** Checks tags and commits. Never throws for what an object holds. */
export interface GitService {
  verify: (request: GitRequest, context: RunContext) => AsyncIterable<GitCheck>;
  /** The tags of a repository, the newest first, judged in no way. */
  tags: (folder: string, context: RunContext) => AsyncIterable<TagRow>;
}

/** Tags and commits by what the rest of the house knows. */
export function openGitService(parts: GitParts): GitService {
  return {
    verify: (request, context) => run(parts, request, context),
    async *tags(folder, { signal }) {
      yield* listTags(await openRepository(await findGit(parts.env), folder, { signal }), { signal });
    },
  };
}

const AT_ONCE = 32;

interface Run {
  repository: Repository;
  reader: ObjectReader;
  prepared: PreparedGit;
  parts: GitParts;
}

async function* run(parts: GitParts, request: GitRequest, { signal }: RunContext): AsyncGenerator<GitCheck> {
  const watch = { signal };
  const repository = await openRepository(await findGit(parts.env), request.repository, watch);
  const prepared = await prepareGit(parts, request);
  // Whoever made the folder can say so, too, and end the history where it suits them.
  if (repository.isShallow)
    prepared.remarks.push({ check: 'history', outcome: 'not-made', ...seen('repositoryShallow') });
  const reader = await openObjectReader(repository.git, repository.folder, watch);
  const running: Run = { repository, reader, prepared, parts };
  try {
    if ('tags' in request.what) yield* tagsOf(running, request.what.tags, watch);
    else yield* commitsOf(running, request.what, watch);
  } finally {
    reader.close();
  }
}

async function* tagsOf(running: Run, names: readonly string[] | 'all', watch: { signal: AbortSignal | undefined }) {
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
  yield* inParallel(wanted, AT_ONCE, async ({ name, id, type }) => {
    // A lightweight tag is a name and nothing else: nobody can have signed it.
    if (type !== 'tag') return check(running, 'tag', name, id, UNSIGNED);
    const bytes = await bytesOf(running.reader, id);
    const read = bytes && readTag(bytes, running.repository.format);
    if (read?.kind !== 'object')
      return check(running, 'tag', name, id, malformedGitObject(id, read?.reason ?? 'missing'));
    const finding = await judgeGitObject(read.object, id, running.prepared.by);
    const { name: tag } = read.object;
    return check(running, 'tag', name, id, finding, { name, tag, isAlsoOwn: byName.get(tag)?.id === id });
  });
}

async function* commitsOf(
  running: Run,
  { commits, since }: { commits: CommitRange; since?: Date },
  watch: { signal: AbortSignal | undefined },
) {
  for await (const rows of listCommits(running.repository, commits, watch)) {
    const wanted = since === undefined ? rows : rows.filter(({ at }) => at === undefined || at >= since);
    yield* inParallel(wanted, AT_ONCE, (row) => commitOf(running, row));
  }
}

async function commitOf(running: Run, { id, form, isCut }: CommitRow): Promise<GitCheck> {
  const name = id.slice(0, 12);
  if (form === undefined && isCut === undefined) return check(running, 'commit', name, id, UNSIGNED);
  const bytes = await bytesOf(running.reader, id);
  const read = bytes && readCommit(bytes, running.repository.format);
  const finding =
    read?.kind === 'object'
      ? await judgeGitObject(read.object, id, running.prepared.by)
      : malformedGitObject(id, read?.reason ?? 'missing');
  return check(running, 'commit', name, id, finding);
}

const UNSIGNED: GitFinding = { form: 'none', alone: [], signatures: [], checks: [] };

async function bytesOf(reader: ObjectReader, id: string): Promise<Buffer | undefined> {
  const raw = await reader.read(id);
  return raw.kind === 'object' ? raw.bytes : undefined;
}

function check(
  { prepared, parts }: Run,
  type: SignedType,
  name: string,
  object: string,
  finding: GitFinding,
  ref?: TagRef,
): GitCheck {
  const { expecting, by, remarks } = prepared;
  const digests = finding.signatures.flatMap(({ signatureDigest }) => signatureDigest ?? []);
  const expectations = expectFor('', digests, expecting);
  const evidence = gitEvidence(type, name, finding, ref);
  const checks = [...finding.checks, ...(ref === undefined ? [] : [refCheck(ref)])];
  for (const { checks: own } of finding.signatures) checks.push(...own);
  const isTrusted = ({ signer }: GitFinding['alone'][number]): boolean =>
    signer?.principal !== undefined || (expectations.expected?.signers.some((rule) => isSigner(rule, signer)) ?? false);
  return {
    ...resultOf({ evidence, checks: [...checks, ...remarks] }, expectations, {
      id: randomUUID(),
      at: parts.clock(),
      now: by.now,
    }),
    object,
    type,
    form: finding.form,
    letter: gitLetter(finding.alone, isTrusted),
  };
}
