import { randomUUID } from 'node:crypto';
import type { CheckResult } from '../../../shared/model/result.ts';
import type { Signer } from '../../../shared/model/signer.ts';
import { isSigner } from '../../../shared/signer-rule.ts';
import { seen } from '../../../shared/seen.ts';
import type { SignedType } from '../git/object-id.ts';
import type { PolicyObject, PolicyWord } from '../git/policy/policy.ts';
import { readCommit, readTag } from '../git/read-object.ts';
import { openObjectReader, type ObjectReader } from '../git/repository/cat-file.ts';
import type { CommitRow } from '../git/repository/list-commits.ts';
import { openRepository, type Repository } from '../git/repository/open-repository.ts';
import { withQuarantine } from '../git/repository/quarantine.ts';
import { findGit, type Watch } from '../git/repository/start-git.ts';
import type { GitObject } from '../git/signed-object.ts';
import { decodeText, identOf, madeBy, subjectOf } from '../git/text.ts';
import { expectFor } from './expect.ts';
import { gitEvidence, refCheck, type TagRef } from './git-evidence.ts';
import { askKnown, openGitLogs } from './git-logs.ts';
import { gitLetter, type GitLetter } from './git-letter.ts';
import { judgeGitObject, malformedGitObject, type GitFinding } from './git-object.ts';
import { policyWord, resolvePolicy, type ResolvedPolicy } from './git-policy.ts';
import type { GitRequest } from './git-service.ts';
import { prepareGit, type GitParts, type PreparedGit } from './prepare-git.ts';
import { resultOf } from './result.ts';

/** What a tag or commit says of itself, for telling it from others. Times are RFC 3339. */
interface GitAbout {
  subject: string;
  /** A commit's author, a tag's tagger. */
  by?: string;
  /** When it was committed or tagged, as it says. */
  at?: string;
  /** Of a commit: how many it has. */
  parents?: number;
}

/** What came of one tag or commit. */
export interface GitCheck extends CheckResult {
  /** The object's name. */
  object: string;
  type: SignedType;
  form: GitFinding['form'];
  letter: GitLetter;
  /** What its good signatures are remembered by. */
  good: readonly { digest: string; signer?: Signer }[];
  about?: GitAbout;
  /** What the policy says of it, where one was given. */
  policy?: PolicyWord;
}

/** A ref below `refs/tags/` and what it names. */
export interface NamedTag {
  name: string;
  id: string;
  type: string;
}

/** A repository that is open for checking. */
export interface GitRun {
  repository: Repository;
  reader: ObjectReader;
  prepared: PreparedGit;
  parts: GitParts;
  policy?: ResolvedPolicy;
}

/** Opens a repository and reads what its signatures are judged by. Throws as `openRepository` and `prepareGit` do. */
export async function openGitRun(parts: GitParts, request: GitRequest, watch: Watch): Promise<GitRun> {
  const opened = await openRepository(await findGit(parts.env), request.repository, watch);
  const repository = request.isReceiving === true ? await withQuarantine(opened, parts.env) : opened;
  const prepared = await prepareGit(parts, request, repository.commonFolder);
  // Whoever made the folder can say so, too, and end the history where it suits them.
  if (repository.isShallow)
    prepared.remarks.push({ check: 'history', outcome: 'not-made', ...seen('repositoryShallow') });
  const named = request.policy && (await resolvePolicy(request.policy, parts.publishers));
  const policy = named === undefined ? {} : { policy: named };
  const reader = await openObjectReader(repository.git, repository.folder, watch);
  const { known } = parts;
  if (request.askLog !== true) {
    if (known !== undefined && known.size > 0) prepared.by.askLog = askKnown(known);
    return { repository, reader, prepared, parts, ...policy };
  }
  const logs = openGitLogs(parts.transport, watch.signal, known);
  prepared.by.askLog = logs.ask;
  const close = (): void => {
    reader.close();
    logs.close();
  };
  return { repository, reader: { ...reader, close }, prepared, parts, ...policy };
}

/** Checks a tag under the name that it stands under. `byName`: all tags of the repository. */
export async function checkTag(
  running: GitRun,
  { name, id, type }: NamedTag,
  byName: ReadonlyMap<string, NamedTag>,
): Promise<GitCheck> {
  const judged = { type: 'tag', name, object: id, what: 'tags', refs: [`refs/tags/${name}`] } as const;
  // A lightweight tag is a name and nothing else: nobody can have signed it.
  if (type !== 'tag') return check(running, judged, UNSIGNED);
  const bytes = await bytesOf(running.reader, id);
  const read = bytes && readTag(bytes, running.repository.format);
  if (read?.kind !== 'object') return check(running, judged, malformedGitObject(id, read?.reason ?? 'missing'));
  const finding = await judgeGitObject(read.object, id, running.prepared.by);
  const { name: tag } = read.object;
  const ref = { name, tag, isAlsoOwn: byName.get(tag)?.id === id };
  return check(running, { ...judged, ref, about: aboutOf(read.object) }, finding);
}

/** Checks a commit that was listed. `refs`: those that a policy is asked about. */
export async function checkCommit(run: GitRun, row: CommitRow, refs: readonly string[] = []): Promise<GitCheck> {
  const { id, parents, subject, author, at } = row;
  if (maySign(row)) return checkCommitById(run, id, refs);
  const about = { subject, by: author, parents, ...timeOf(at) };
  return check(run, { ...judgedCommit(id, refs, parents), about }, UNSIGNED);
}

/** Whether a commit may bear a signature, as far as its row can tell. */
export function maySign({ form, isCut }: CommitRow): boolean {
  return form !== undefined || isCut === true;
}

/** Checks a commit by its own bytes alone. */
export async function checkCommitById(running: GitRun, id: string, refs: readonly string[] = []): Promise<GitCheck> {
  const bytes = await bytesOf(running.reader, id);
  const read = bytes && readCommit(bytes, running.repository.format);
  if (read?.kind !== 'object')
    return check(running, judgedCommit(id, refs, 0), malformedGitObject(id, read?.reason ?? 'missing'));
  const finding = await judgeGitObject(read.object, id, running.prepared.by);
  const parents = read.object.parents.length;
  return check(running, { ...judgedCommit(id, refs, parents), about: { ...aboutOf(read.object), parents } }, finding);
}

function judgedCommit(object: string, refs: readonly string[], parents: number): JudgedObject {
  return { type: 'commit', name: object.slice(0, SHOWN), object, what: parents > 1 ? 'merges' : 'commits', refs };
}

function aboutOf(object: GitObject): GitAbout {
  const by = object.type === 'tag' ? madeBy(object) : identOf(object, 'author');
  return {
    subject: subjectOf(decodeText(object.message, object)),
    ...(by === undefined ? {} : { by: by.name }),
    ...timeOf(madeBy(object)?.at),
  };
}

const timeOf = (at: Date | undefined): Pick<GitAbout, 'at'> => (at === undefined ? {} : { at: at.toISOString() });

/** So many characters of a commit's name are its name in sentences. */
const SHOWN = 12;

const UNSIGNED: GitFinding = { form: 'none', alone: [], signatures: [], checks: [] };

async function bytesOf(reader: ObjectReader, id: string): Promise<Buffer | undefined> {
  const raw = await reader.read(id);
  return raw.kind === 'object' ? raw.bytes : undefined;
}

/** What is judged, and by which names. */
interface JudgedObject {
  type: SignedType;
  name: string;
  object: string;
  what: PolicyObject;
  refs: readonly string[];
  ref?: TagRef;
  about?: GitAbout;
}

function check({ prepared, parts, policy }: GitRun, judged: JudgedObject, finding: GitFinding): GitCheck {
  const { type, name, object, what, refs, ref, about } = judged;
  const { expecting, by, remarks } = prepared;
  const { now } = by;
  const digests = finding.signatures.flatMap(({ signatureDigest }) => signatureDigest ?? []);
  const expectations = expectFor('', digests, expecting);
  // Whoever lists a repository's tags looks at old ones too.
  delete expectations.lastVerifiedName;
  const evidence = gitEvidence(type, name, finding, ref);
  const checks = [...finding.checks, ...(ref === undefined ? [] : [refCheck(ref)])];
  for (const { checks: own } of finding.signatures) checks.push(...own);
  const isTrusted = ({ signer }: GitFinding['alone'][number]): boolean =>
    signer?.principal !== undefined || (expectations.expected?.signers.some((rule) => isSigner(rule, signer)) ?? false);
  return {
    ...resultOf({ evidence, checks: [...checks, ...remarks] }, expectations, {
      id: randomUUID(),
      at: parts.clock(),
      now,
    }),
    object,
    type,
    form: finding.form,
    letter: gitLetter(finding.alone, isTrusted),
    good: finding.signatures.flatMap(({ result, signatureDigest: digest, signer }) =>
      result !== 'good' || digest === undefined ? [] : [{ digest, ...(signer === undefined ? {} : { signer }) }],
    ),
    ...(about === undefined ? {} : { about }),
    ...(policy === undefined ? {} : { policy: policyWord(policy, { what, refs, evidence, expectations, now }) }),
  };
}
