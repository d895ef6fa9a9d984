import type { Signer } from './model/signer.ts';
import { keyEnd, nameOf } from './visible-text.ts';

/** How a signer is called in a sentence: the claimed name, else the identity, else the key's end; empty where nothing is known. */
export function signerName({ userId, identity, fingerprint, keyId }: Signer = {}): string {
  if (userId !== undefined && userId !== '') return nameOf(userId);
  return identity ?? keyEnd(fingerprint ?? keyId ?? '');
}
