import type { DateProof, Verdict } from '../../../../shared/model/verdict.ts';
import { signerId } from '../../../../shared/signer-rule.ts';
import { signerName } from '../../../../shared/signer-name.ts';
import type { Signer } from '../../../../shared/model/signer.ts';
import type { PolicyReason, PolicyWord } from '../../git/policy/policy.ts';
import { OF_ALL, type AuditList, type AuditRow } from './audit-rows.ts';

/** What a report is on. Times are RFC 3339. */
export interface AuditSubject {
  repository: string;
  what: { tags: readonly string[] | 'all' } | { range: string } | 'all-commits';
  /** The objects that a range named when it was judged, as `git rev-parse` has them: names may be moved later. */
  ends?: readonly string[];
  since?: string;
  /** `start`: commits that it takes as they are, with all that led to them. */
  policy?: { path: string; sha256: string; start?: readonly string[] };
  /** The program that judged, and its version. */
  program: string;
  checkedAt: string;
  /** As of when it was judged, where that is not the same. */
  asOf?: string;
}

/** A tag, a commit, or a commit with several parents. */
export type AuditKind = 'tag' | 'commit' | 'merge';

/** A key or an identity that signed here. */
export interface AuditSigner {
  name: string;
  /** The policy's names for it. */
  listed: string[];
  signer: Signer;
  format: string;
  /** Its key is not here: nothing of it is proven. */
  isMissing: boolean;
  objects: number;
  from?: string;
  until?: string;
  dateProvenBy: DateProof;
  keyExpiresAt?: string;
}

/** What came of a check of many tags and commits. */
export interface GitAudit {
  subject: AuditSubject;
  rows: AuditList;
  signers: readonly AuditSigner[];
  kinds: Readonly<Partial<Record<AuditKind, number>>>;
  verdicts: Readonly<Partial<Record<Verdict, number>>>;
  forms: Readonly<Partial<Record<AuditRow['form'], number>>>;
  words: Readonly<Partial<Record<PolicyWord['word'], number>>>;
  /** Why the policy does not plainly allow things. */
  reasons: Readonly<Partial<Record<PolicyReason, number>>>;
  /** What needs a look, the worst first: the first of them, as many as somebody reads. */
  failures: readonly AuditRow[];
  /** How many there are. */
  failing: number;
  /** What was said of all of them: a copy without older commits, an unreadable key. */
  remarks: AuditRow['evidence'];
}

/** What an object is, for counting. */
export function kindOf({ type, about }: AuditRow): AuditKind {
  return type === 'commit' && (about?.parents ?? 0) > 1 ? 'merge' : type;
}

/** So many failures are for reading; all of them are for programs. */
const MOST_FAILURES = 1_000;

/** Puts checks together for a report, in one reading of them. */
export function auditOf(subject: AuditSubject, rows: AuditList): GitAudit {
  const counts = { kinds: {}, verdicts: {}, forms: {}, words: {}, reasons: {} };
  const signers = new Map<string, AuditSigner>();
  const failures = SEVERITY.map((): AuditRow[] => []);
  let failing = 0;
  let remarks: GitAudit['remarks'] | undefined;
  for (const row of rows) {
    const { verdict, form, policy, evidence } = row;
    count(counts.kinds, kindOf(row));
    count(counts.verdicts, verdict);
    count(counts.forms, form);
    if (policy !== undefined) count(counts.words, policy.word);
    if (isTold(policy)) count(counts.reasons, policy.reason);
    countSigners(signers, row);
    remarks ??= evidence.filter(({ check }) => OF_ALL.has(check));
    const alike = failures[SEVERITY.findIndex((isSo) => isSo(row))];
    if (alike === undefined) continue;
    failing++;
    if (alike.length < MOST_FAILURES) alike.push(row);
  }
  return {
    subject,
    rows,
    ...counts,
    signers: [...signers.values()].sort(
      (one, other) => Number(one.isMissing) - Number(other.isMissing) || other.objects - one.objects,
    ),
    failures: failures.flat().slice(0, MOST_FAILURES),
    failing,
    remarks: remarks ?? [],
  };
}

/** What needs a look: with a policy what it does not allow, without one what is not verified; what must not be trusted always. */
const SEVERITY: readonly ((row: AuditRow) => boolean)[] = [
  ({ policy, verdict }) => policy?.word === 'denied' && verdict === 'invalid',
  ({ policy }) => policy?.word === 'denied',
  ({ verdict }) => verdict === 'invalid',
  ({ policy }) => policy?.word === 'warned',
  ({ policy, verdict }) => policy === undefined && verdict === 'untrusted',
  ({ policy, verdict }) => policy === undefined && verdict === 'incomplete',
];

/** Whether a policy says more of something than that it allows it. */
export function isTold(policy: PolicyWord | undefined): policy is PolicyWord {
  return policy !== undefined && policy.word !== 'allowed';
}

function count<T extends string>(found: Partial<Record<T, number>>, value: T): void {
  found[value] = (found[value] ?? 0) + 1;
}

function countSigners(found: Map<string, AuditSigner>, { signatures, policy }: AuditRow): void {
  for (const { signer, result, format, signedAt, dateProvenBy, keyExpiresAt } of signatures) {
    if (signer === undefined || (result !== 'good' && result !== 'no-key')) continue;
    const isMissing = result === 'no-key';
    const id = `${isMissing} ${signerId(signer) ?? signer.keyId ?? ''}`;
    const known = found.get(id);
    const one = known ?? {
      name: signerName(signer),
      listed: [],
      signer,
      format,
      isMissing,
      objects: 0,
      dateProvenBy,
    };
    one.objects++;
    if (policy?.signer !== undefined && !one.listed.includes(policy.signer)) one.listed.push(policy.signer);
    if (signedAt !== undefined && (one.from === undefined || signedAt < one.from)) one.from = signedAt;
    if (signedAt !== undefined && (one.until === undefined || signedAt > one.until)) one.until = signedAt;
    if (keyExpiresAt !== undefined) one.keyExpiresAt = keyExpiresAt;
    if (known === undefined) found.set(id, one);
  }
}
