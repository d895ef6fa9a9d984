import type { Note, Verdict } from '../../../shared/model/verdict.ts';
import { VERDICTS } from '../../../shared/verdicts.ts';
import { signerId } from '../../../shared/signer-rule.ts';
import { isBad, type Judged } from './decide-signature.ts';
import type { Expectations } from './evidence.ts';

/** What several signatures say together. `have` counts different expected signers whose signature is verified on its own. */
export interface Together {
  verdict: Verdict;
  notes: Note[];
  have: number;
}

/** The worst of several verdicts, in the order of the exit status. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  return VERDICTS.find((verdict) => verdicts.includes(verdict)) ?? 'incomplete';
}

/**
 * `verdicts.md`, section 3: several signatures on one artifact. Adds the notes that depend on who is expected
 * to each signature. `judged` must not be empty. `openToStrangers`: many sign what is asked (commits), and one who is not expected is not
 * somebody in another's place.
 */
export function decideSignatures(
  judged: readonly Judged[],
  expectations: Expectations,
  openToStrangers = false,
): Together {
  const notes: Note[] = judged.length > 1 ? ['several-signatures'] : [];
  const good = judged.filter((one) => one.finding.result === 'good');
  const changed = !openToStrangers && isSignerChanged(judged, expectations);
  for (const one of good) {
    const stranger = strangerNote(one, changed, expectations);
    if (stranger !== undefined) one.notes.push(stranger);
  }
  const have = new Set(judged.filter((one) => one.verdict === 'verified').map((one) => signerId(one.finding.signer)))
    .size;
  if (judged.some((one) => isBad(one.finding))) return { verdict: 'invalid', notes, have };
  if (have >= Math.max(1, expectations.threshold)) return { verdict: 'verified', notes, have };
  if (have > 0) return { verdict: 'incomplete', notes: [...notes, 'threshold-not-met'], have };
  if (changed) return { verdict: 'invalid', notes: [...notes, 'signer-changed'], have };
  return { verdict: worstOf(judged.map((one) => one.verdict)), notes, have };
}

/** Somebody is expected, others signed, and no signature can be by one who is expected. */
function isSignerChanged(judged: readonly Judged[], expectations: Expectations): boolean {
  const signers = expectations.expected?.signers ?? [];
  if (signers.length === 0) return false;
  const mayBeExpected = judged.some((one) => {
    const keyId = one.finding.result === 'no-key' ? one.finding.signer?.keyId : undefined;
    return (
      one.expected ||
      (keyId !== undefined && signers.some((signer) => 'fingerprint' in signer && isNamed(signer.fingerprint, keyId)))
    );
  });
  return !mayBeExpected && judged.some((one) => one.finding.result === 'good');
}

/** By a key ID, or as cosign names a key: what is shorter is anybody's, and would fit many. */
function isNamed(fingerprint: string, keyId: string): boolean {
  if (keyId.length >= 16 && fingerprint.endsWith(keyId.toUpperCase())) return true;
  return keyId === Buffer.from(fingerprint, 'hex').toString('base64');
}

function strangerNote(one: Judged, changed: boolean, expectations: Expectations): Note | undefined {
  if (one.expected) return undefined;
  if (changed) return 'signer-changed';
  const elsewhere = expectations.elsewhere(one.finding.signer ?? {});
  const somebodyExpected = (expectations.expected?.signers.length ?? 0) > 0;
  return elsewhere.length > 0 && !somebodyExpected ? 'project-unclear' : 'signer-not-expected';
}
