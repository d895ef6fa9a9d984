import type { SignatureFinding } from './finding.ts';

/** What git says of a signature in one letter (git-log(1), `%G?`). */
export type GitLetter = 'G' | 'B' | 'U' | 'X' | 'Y' | 'R' | 'E' | 'N';

/**
 * The letter of an object's signature alone, whatever else is wrong with the object. `isTrusted`: the user said that this signer is the
 * right one, as GnuPG's trust and allowed signers say it to git.
 */
export function gitLetter(
  alone: readonly SignatureFinding[],
  isTrusted: (finding: SignatureFinding) => boolean,
): GitLetter {
  const [finding, ...others] = alone;
  if (finding === undefined) return 'N';
  // Of several in one armor git can say nothing.
  if (others.length > 0) return 'E';
  const { result, notes, entryElsewhere } = finding;
  if (result === 'bad') return entryElsewhere === undefined && !isUnread(finding) ? 'B' : 'E';
  // It fits its certificate's key, and nobody vouches for that: gpgsm calls it good and not trusted.
  if (finding.format === 'x509' && finding.digestAlgorithm !== undefined) return 'U';
  if (result !== 'good' || mayNotSign(finding)) return 'E';
  if (notes.includes('signature-expired')) return 'X';
  // In SSH's lists a key has no end of its own: git takes the date that the object bears.
  if (finding.format === 'openpgp' && (notes.includes('key-expired-since') || endedBefore(finding))) return 'Y';
  if (notes.includes('key-revoked') || notes.includes('key-retired')) return 'R';
  return isTrusted(finding) || finding.format === 'sigstore' ? 'G' : 'U';
}

/** GnuPG finds nothing to check in what it cannot read; ssh-keygen and CMS call it bad. */
function isUnread({ format, notes }: SignatureFinding): boolean {
  return format === 'openpgp' && notes.includes('malformed');
}

function mayNotSign({ notes, digestAlgorithm, keyCreatedAt, signedAt }: SignatureFinding): boolean {
  if (notes.includes('key-may-not-sign')) return true;
  if (digestAlgorithm === 'MD5') return true;
  // The key was made later than the signature says.
  return keyCreatedAt !== undefined && signedAt !== undefined && signedAt < keyCreatedAt;
}

function endedBefore({ notes, keyExpiresAt, signedAt }: SignatureFinding): boolean {
  return notes.includes('key-not-valid-then') && (keyExpiresAt ?? '') <= (signedAt ?? '') && keyExpiresAt !== undefined;
}
