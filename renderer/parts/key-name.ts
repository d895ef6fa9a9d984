import type { KeySummary } from '../../shared/model/key.ts';
import { keyEnd, nameOf } from '../../shared/visible-text.ts';

type Named = Pick<KeySummary, 'type' | 'userIds' | 'fingerprint'>;

/** What a key is called where there is room for a word: its first name, else its last digits. */
export function keyName({ type, userIds: [first], fingerprint }: Named): string {
  // A cosign key's name is a note of the user's, not a user ID that would have an address in it.
  if (first !== undefined) return type === 'cosign' ? first : nameOf(first);
  return type === 'cosign' ? keyEnd(fingerprint) : fingerprint;
}

/** What is typed before one's own key is deleted. */
export function typedName({ userIds: [first], fingerprint }: Named): string {
  return first ?? fingerprint.slice(-8);
}
