import type { KeySummary } from '../../shared/model/key.ts';
import type { Signer } from '../../shared/model/signer.ts';
import { sshFingerprint, writtenEnd } from '../../shared/ssh-fingerprint.ts';
import { nameOf } from '../../shared/visible-text.ts';

type Named = Pick<KeySummary, 'type' | 'userIds' | 'fingerprint'>;

/** What a key is called where there is room for a word: its first name, else its last digits. */
export function keyName({ type, userIds: [first], fingerprint }: Named): string {
  // A cosign or SSH key's name is a note of the user's, not a user ID that would have an address in it.
  if (first !== undefined) return type === 'openpgp' ? nameOf(first) : first;
  return type === 'openpgp' ? fingerprint : endOf({ type, fingerprint });
}

/** The end of a key's fingerprint, as its kind writes them. */
export function endOf({ type, fingerprint }: Pick<KeySummary, 'type' | 'fingerprint'>): string {
  return writtenEnd(type, fingerprint);
}

/**
 * Who signed, by the names of today: what a Sigstore or SSH key is called is the user's own note, and what was written down when it signed may be
 * another one.
 */
export function namedNow<T extends Pick<Signer, 'fingerprint' | 'userId'>>(signer: T, keys: readonly KeySummary[]): T {
  const key = keys.find(({ type, fingerprint }) => type !== 'openpgp' && fingerprint === signer.fingerprint);
  const [name] = key?.userIds ?? [];
  return name === undefined ? signer : { ...signer, userId: name };
}

/** What is typed before one's own key is deleted. */
export function typedName({ type, userIds: [first], fingerprint }: Named): string {
  return first ?? (type === 'ssh' ? sshFingerprint(fingerprint) : fingerprint).slice(-8);
}
