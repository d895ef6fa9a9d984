import type { KeySummary, SecretPlace } from '../../../shared/model/key.ts';
import { standingOf } from '../openpgp/make/standing.ts';
import type { KeyMetadata } from './certificate-store.ts';

/**
 * A certificate as the lists show it as of `now`. `canSign` says that it can sign here: a key in it that may sign is valid, and its secret
 * part is in the store; a subkey's `canSign` says only that it may. Undefined where nothing can be said of the certificate.
 */
export async function summarize(
  bytes: Uint8Array,
  metadata: Pick<KeyMetadata, 'secretParts' | 'refreshedAt' | 'backedUpAt'>,
  place: SecretPlace,
  now: Date,
): Promise<KeySummary | undefined> {
  const standing = await standingOf(bytes, now);
  if (standing === undefined) return undefined;
  const { primaryMaySign, ...summary } = standing;
  const present = new Set(metadata.secretParts);
  const hasPrimarySecret = present.has(summary.fingerprint);
  const subkeys = summary.subkeys.map((subkey) => ({ ...subkey, hasSecret: present.has(subkey.fingerprint) }));
  const usable = subkeys.some(({ canSign, status, hasSecret }) => canSign && status === 'valid' && hasSecret);
  return {
    ...summary,
    id: summary.fingerprint,
    type: 'openpgp',
    engine: 'openpgp',
    secret: present.size > 0 ? place : 'none',
    hasPrimarySecret,
    canSign: summary.status === 'valid' && (usable || (primaryMaySign && hasPrimarySecret)),
    ...(metadata.refreshedAt && { refreshedAt: metadata.refreshedAt }),
    ...(metadata.backedUpAt && { backedUpAt: metadata.backedUpAt }),
    subkeys,
  };
}
