import type { KeySummary, SecretPlace, SubkeySummary } from '../../../shared/model/key.ts';
import type { KeyParts } from '../openpgp/make/certificate-parts.ts';
import { standingOf } from '../openpgp/make/standing.ts';
import type { Standing } from '../openpgp/make/standing.ts';
import type { KeyMetadata } from './certificate-store.ts';

/**
 * A certificate as the lists show it as of `now`. `canSign` says that it can sign here: a key in it that may sign is valid, and its secret
 * part is in the store. Subkeys that do not sign are listed too, with `canSign` false.
 */
export async function summarize(
  parts: KeyParts,
  metadata: Pick<KeyMetadata, 'secretParts' | 'refreshedAt' | 'backedUpAt'>,
  place: SecretPlace,
  now: Date,
): Promise<KeySummary> {
  const { primary, userIds, subkeys } = await standingOf(parts, now);
  const present = new Set(metadata.secretParts);
  const usable = (key: Standing) => key.maySign && key.status === 'valid' && present.has(key.fingerprint);
  return {
    id: primary.fingerprint,
    type: 'openpgp',
    engine: 'openpgp',
    fingerprint: primary.fingerprint,
    userIds,
    algorithm: primary.algorithm,
    createdAt: primary.createdAt.toISOString(),
    expiresAt: primary.expiresAt?.toISOString() ?? null,
    status: primary.status,
    ...(primary.revocationReason && { revocationReason: primary.revocationReason }),
    secret: present.size > 0 ? place : 'none',
    hasPrimarySecret: present.has(primary.fingerprint),
    canSign: primary.status === 'valid' && [primary, ...subkeys].some(usable),
    ...(metadata.refreshedAt && { refreshedAt: metadata.refreshedAt }),
    ...(metadata.backedUpAt && { backedUpAt: metadata.backedUpAt }),
    subkeys: subkeys.map((subkey) => summarizeSubkey(subkey, present)),
  };
}

function summarizeSubkey(subkey: Standing, present: ReadonlySet<string>): SubkeySummary {
  return {
    fingerprint: subkey.fingerprint,
    algorithm: subkey.algorithm,
    createdAt: subkey.createdAt.toISOString(),
    expiresAt: subkey.expiresAt?.toISOString() ?? null,
    status: subkey.status,
    canSign: subkey.maySign,
    hasSecret: present.has(subkey.fingerprint),
  };
}
