import type { Case, CheckResult } from '../../../shared/model/result.ts';
import type { Note } from '../../../shared/model/verdict.ts';
import { leadSignature } from './three-lines.ts';

/** What a card's own sentence says already; as a remark it would be said twice. */
const SAID: Partial<Record<Case, readonly Note[]>> = {
  'verified-among-several': ['several-signatures'],
  'verified-expired-since': ['key-expired-since', 'key-retired'],
  'first-time': ['signer-not-expected'],
  'first-time-identity': ['signer-not-expected'],
  'first-time-unnamed': ['signer-not-expected'],
  'first-time-build': ['signer-not-expected'],
  'verified-undated': ['not-logged'],
  'verified-undated-for-call': ['not-logged'],
  'known-elsewhere': ['project-unclear', 'signer-not-expected'],
  'expired-since': ['key-expired-since'],
  'key-retired': ['key-retired'],
  'weak-method': ['weak-digest', 'weak-key'],
  'signer-changed': ['signer-changed', 'signer-not-expected'],
  'signer-changed-identity': ['signer-changed', 'signer-not-expected'],
  'signer-not-named': ['signer-changed', 'signer-not-expected'],
  'key-revoked': ['key-revoked'],
  'list-unsigned': ['manifest-unsigned'],
  'list-unsigned-whole': ['manifest-unsigned'],
  'digest-only': ['manifest-unsigned'],
  'weak-sum-only': ['weak-digest', 'manifest-unsigned'],
  'not-listed': ['not-listed'],
  'nothing-covers': ['not-listed'],
  'signature-is-web-page': ['malformed'],
  'signature-is-empty': ['malformed'],
  'signature-malformed': ['malformed'],
  'list-malformed': ['malformed'],
  'key-instead-of-signature': ['key-instead-of-signature'],
  'dated-in-future': ['dated-in-future'],
  'signature-expired': ['signature-expired'],
  'text-mode': ['text-mode'],
  'key-not-allowed': ['key-may-not-sign'],
  'unusable-input': ['unusable-input'],
  'no-proof-of-time': ['no-trusted-time'],
  'not-in-log': ['not-logged'],
  'other-statement': ['subject-mismatch'],
  'log-not-asked': ['no-trusted-time'],
  'no-log-known': ['no-trusted-time'],
  'unknown-instance': ['unknown-instance'],
  'threshold-not-met': ['threshold-not-met'],
};

/**
 * That the signer's key has ended, where the card's sentence speaks of something else: a stranger's key may have, too. A signature that is
 * proven to be older, or that is invalid for graver reasons, is not asked about it.
 */
export function keyEndOf(result: CheckResult): 'key-expired-since' | 'key-retired' | undefined {
  const lead = leadSignature(result);
  if (lead?.result !== 'good' || lead.verdict !== 'untrusted') return undefined;
  const said = SAID[result.case] ?? [];
  return KEY_ENDS.find((note) => lead.notes.includes(note) && !said.includes(note));
}

const KEY_ENDS = ['key-retired', 'key-expired-since'] as const;

/** The remarks that no other part of a card says: not its sentence, not its lines, not the list of signatures, not the list's names. */
export function remarksOf(result: CheckResult): Note[] {
  const { signatures, manifest } = result;
  const listed = signatures.length > 1;
  const elsewhere = new Set<Note>(['key-not-refreshed', 'downgrade', ...(SAID[result.case] ?? [])]);
  if (listed)
    for (const note of [...signatures.flatMap(({ notes }) => notes), 'several-signatures' as const])
      elsewhere.add(note);
  const keyEnd = keyEndOf(result);
  if (keyEnd !== undefined) elsewhere.add(keyEnd);
  if ((manifest?.unlisted.length ?? 0) > 0) elsewhere.add('unlisted-files');
  const all = [...result.notes, ...(listed ? [] : signatures.flatMap(({ notes }) => notes))];
  return [...new Set(all)].filter((note) => !elsewhere.has(note));
}
