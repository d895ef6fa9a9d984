import type { JudgedSignature } from '../../../shared/model/result.ts';
import type { Note, Verdict } from '../../../shared/model/verdict.ts';
import { isSigner } from '../../../shared/signer-rule.ts';
import type { Expectations } from './evidence.ts';
import type { SignatureFinding } from './finding.ts';

/** One signature with its verdict, and where it was found. */
export interface Judged {
  finding: SignatureFinding;
  verdict: Verdict;
  expected: boolean;
  notes: Note[];
  over: JudgedSignature['over'];
}

const NEVER_TRUSTED: readonly Note[] = ['key-not-valid-then', 'key-revoked', 'key-may-not-sign', 'malformed'];
const WEAKENED: readonly Note[] = ['signature-expired', 'dated-in-future', 'weak-digest', 'weak-key'];

/** Rows of `verdicts.md`, section 2: the verdict of one signature on its own. The worst row that applies wins; all notes stay. */
export function decideSignature(
  finding: SignatureFinding,
  expectations: Expectations,
  over: JudgedSignature['over'],
  listIsWeak = false,
): Judged {
  const notes: Note[] =
    listIsWeak && !finding.notes.includes('weak-digest') ? [...finding.notes, 'weak-digest'] : [...finding.notes];
  const expected = finding.result === 'good' && isExpected(finding, expectations);
  const verdict = verdictOf(finding, notes, expected, expectations);
  if (expectations.unusable !== undefined && verdict !== 'invalid') {
    const unread = { ...finding, result: 'unsupported' as const };
    return { finding: unread, over, expected: false, notes: [...notes, 'unusable-input'], verdict: 'incomplete' };
  }
  return { finding, over, expected, notes, verdict };
}

function verdictOf(
  finding: SignatureFinding,
  notes: readonly Note[],
  expected: boolean,
  expectations: Expectations,
): Verdict {
  if (isBad(finding)) return 'invalid';
  if (finding.result !== 'good') return 'incomplete';
  if (notes.some((note) => NEVER_TRUSTED.includes(note))) return 'invalid';
  if (notes.includes('not-logged') && finding.mustBeLogged === true) return 'invalid';
  if (notes.some((note) => WEAKENED.includes(note))) return 'untrusted';
  if (notes.includes('text-mode') && finding.overText !== true) return 'untrusted';
  if (keyHasEnded(notes) && !dateIsKnown(finding, expectations)) return 'untrusted';
  return expected ? 'verified' : 'untrusted';
}

/** A signature that fails. One whose form cannot hold a proof of its time is not bad for the lack of it: the log can still be asked. */
export function isBad(finding: SignatureFinding): boolean {
  return (
    finding.result === 'bad' && !(finding.notes.includes('no-trusted-time') && finding.entryElsewhere !== undefined)
  );
}

/** Whether the key expired or was retired after the signature's claimed date. */
export function keyHasEnded(notes: readonly Note[]): boolean {
  return notes.includes('key-expired-since') || notes.includes('key-retired');
}

/** A date is known where a log or timestamp proves it, or where this very signature was checked here before its key ended. */
function dateIsKnown(finding: SignatureFinding, expectations: Expectations): boolean {
  if (finding.dateProvenBy !== 'nothing') return true;
  const seen = finding.signatureDigest === undefined ? undefined : expectations.seen[finding.signatureDigest];
  return seen !== undefined && finding.keyEndedAt !== undefined && Date.parse(seen) < Date.parse(finding.keyEndedAt);
}

function isExpected(finding: SignatureFinding, expectations: Expectations): boolean {
  return expectations.expected?.signers.some((signer) => isSigner(signer, finding.signer)) ?? false;
}
