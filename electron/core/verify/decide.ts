import type { JudgedSignature } from '../../../shared/model/result.ts';
import type { Note, Verdict } from '../../../shared/model/verdict.ts';
import { decideSignature, type Judged } from './decide-signature.ts';
import { decideSignatures, type Together, worstOf } from './decide-signatures.ts';
import type { Evidence, Expectations } from './evidence.ts';
import { isDowngrade } from './downgrade.ts';
import { listedName, type Sentence, sentenceOf } from './sentence.ts';

/** What a verdict rests on, for choosing the sentence. */
export interface Decision {
  verdict: Verdict;
  judged: Judged[];
  /** Absent where there is no signature at all. */
  together?: Together;
  notes: Note[];
}

/** A verdict with its sentence; what the service adds (ids, times, words) is not for `decide`. */
export interface Decided extends Sentence {
  verdict: Verdict;
  signatures: JudgedSignature[];
  notes: Note[];
}

const NOT_REFRESHED_DAYS = 90;

/**
 * The law of `verdicts.md`: evidence, who is expected and the time give one verdict. Pure.
 */
export function decide(evidence: Evidence, expectations: Expectations, now: Date): Decided {
  const decision = judge(evidence, expectations);
  if (decision.verdict === 'verified') decision.notes.push(...remarksOnVerified(evidence, decision, expectations, now));
  return {
    verdict: decision.verdict,
    ...sentenceOf(evidence, decision, expectations),
    signatures: decision.judged.map((one) => asJudgedSignature(one)),
    notes: [...new Set(decision.notes)],
  };
}

function judge(evidence: Evidence, expectations: Expectations): Decision {
  const judged = poolOf(evidence, expectations);
  const together =
    judged.length > 0 ? decideSignatures(judged, expectations, isOpenToStrangers(evidence, expectations)) : undefined;
  const notes = [...(together?.notes ?? []), ...listNotes(evidence)];
  let verdict = together?.verdict ?? 'incomplete';
  if (contradicted(evidence)) verdict = 'invalid';
  if (evidence.renamed !== undefined) {
    notes.push('renamed');
    // Where nothing is signed, a name claims nothing.
    if (judged.length > 0) verdict = worstOf([verdict, evidence.renamed.isAlsoOwn ? 'untrusted' : 'invalid']);
  }
  if (evidence.lists.some((list) => list.line === 'malformed')) notes.push('malformed');
  if (evidence.whole !== undefined && evidence.whole.missing.length > 0) verdict = worstOf([verdict, 'incomplete']);
  if (evidence.whole?.weak === true && verdict === 'verified') verdict = 'untrusted';
  // What could not be read to its end was not checked, whatever was found before.
  if (evidence.problem !== undefined && verdict !== 'invalid') verdict = 'incomplete';
  if (evidence.asked === 'manifest' && evidence.whole === undefined) verdict = worstOf([verdict, 'incomplete']);
  if (expectations.unusable !== undefined && verdict !== 'invalid') {
    verdict = 'incomplete';
    notes.push('unusable-input');
  }
  if (together === undefined && saysUnchangedOnly(evidence)) notes.push('manifest-unsigned');
  for (const one of judged) if (one.verdict === verdict) notes.push(...one.notes);
  return { verdict, judged, ...(together === undefined ? {} : { together }), notes };
}

/** Commits are signed by many; and who is outside of a list of allowed signers is to git somebody unknown, and nobody wrong. */
function isOpenToStrangers({ asked }: Evidence, { expected }: Expectations): boolean {
  return asked === 'commit' || (asked === 'tag' && expected?.signers.every((one) => 'allowedSigners' in one) === true);
}

/** The artifact's own signatures, and those of each list whose line it matches: they vouch for it alike. */
function poolOf(evidence: Evidence, expectations: Expectations): Judged[] {
  const weakWhole = evidence.whole?.weak === true;
  const own = evidence.signatures.map((finding) =>
    decideSignature(finding, expectations, evidence.asked === 'manifest' ? 'manifest' : 'artifact', weakWhole),
  );
  const matching = evidence.lists.filter((list) => list.line === 'matches');
  const listed = matching.flatMap((list) =>
    list.signatures.map((finding) => decideSignature(finding, expectations, 'manifest', list.weak)),
  );
  return [...own, ...listed];
}

/** A line or a pasted digest that does not match, or a list that breaks its rules, is invalid whoever signed. */
function contradicted(evidence: Evidence): boolean {
  return (
    evidence.claim?.matches === false ||
    evidence.lists.some((list) => list.line === 'mismatch' || list.line === 'malformed') ||
    (evidence.whole?.mismatched.length ?? 0) > 0
  );
}

function saysUnchangedOnly(evidence: Evidence): boolean {
  return (
    evidence.claim?.matches === true ||
    evidence.whole !== undefined ||
    evidence.lists.some((list) => list.line === 'matches')
  );
}

function listNotes(evidence: Evidence): Note[] {
  const notes: Note[] = [];
  const matching = evidence.lists.filter((list) => list.line === 'matches');
  if (matching.some((list) => list.signatures.length === 0)) notes.push('manifest-unsigned');
  if (matching.some((list) => list.listedName !== undefined)) notes.push('renamed');
  const weakOnly = matching.length > 0 && matching.every((list) => list.weak);
  if (weakOnly && evidence.signatures.length === 0) notes.push('weak-digest');
  if (evidence.whole?.weak === true || evidence.claim?.weak === true) notes.push('weak-digest');
  if (
    evidence.lists.length > 0 &&
    evidence.lists.every((list) => list.line === 'absent') &&
    evidence.signatures.length === 0
  ) {
    notes.push('not-listed');
  }
  if (evidence.asked === 'in-folder' && evidence.lists.length === 0 && evidence.signatures.length === 0)
    notes.push('not-listed');
  if ((evidence.unlisted?.length ?? 0) > 0) notes.push('unlisted-files');
  return notes;
}

function remarksOnVerified(evidence: Evidence, decision: Decision, expectations: Expectations, now: Date): Note[] {
  const notes: Note[] = [];
  const limit = now.getTime() - NOT_REFRESHED_DAYS * 86_400_000;
  const stale = decision.judged.some(({ verdict, finding }) => {
    if (verdict !== 'verified' || finding.keyRefreshedAt === undefined) return false;
    return finding.keyRefreshedAt === null || Date.parse(finding.keyRefreshedAt) < limit;
  });
  if (stale && expectations.expected?.own !== true) notes.push('key-not-refreshed');
  const last = expectations.lastVerifiedName;
  if (last !== undefined && isDowngrade(listedName(evidence) ?? evidence.artifact.name, last)) notes.push('downgrade');
  return notes;
}

function asJudgedSignature({ finding, verdict, expected, notes, over }: Judged): JudgedSignature {
  const { format, path, result, signer, signedAt, dateProvenBy, keyCreatedAt, keyExpiresAt } = finding;
  const { digestAlgorithm, keyRefreshedAt } = finding;
  return {
    format,
    ...(path === undefined ? {} : { path }),
    result,
    verdict,
    ...(signer === undefined ? {} : { signer }),
    ...(signedAt === undefined ? {} : { signedAt }),
    dateProvenBy,
    expected,
    notes: [...new Set(notes)],
    over,
    ...(keyCreatedAt === undefined ? {} : { keyCreatedAt }),
    ...(keyExpiresAt === undefined ? {} : { keyExpiresAt }),
    ...(digestAlgorithm === undefined ? {} : { digestAlgorithm }),
    ...(keyRefreshedAt === undefined ? {} : { keyRefreshedAt }),
  };
}
