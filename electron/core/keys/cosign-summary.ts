import type { KeySummary, SecretPlace } from '../../../shared/model/key.ts';
import type { PublicKeyMaterial } from '../sigstore/public-key.ts';
import type { StoredPlainKey } from './plain-key-store.ts';

/** A key of cosign's kind as the lists show it. */
export function cosignSummary(
  { material, metadata }: StoredPlainKey<PublicKeyMaterial>,
  secret: SecretPlace,
): KeySummary {
  const { fingerprint, algorithm } = material;
  return {
    id: `cosign:${fingerprint}`,
    type: 'cosign',
    engine: 'cosign-key',
    fingerprint,
    userIds: metadata.name === undefined ? [] : [metadata.name],
    algorithm,
    createdAt: metadata.addedAt,
    expiresAt: null,
    status: 'valid',
    secret,
    hasPrimarySecret: secret !== 'none',
    canSign: secret !== 'none',
    ...(metadata.backedUpAt !== undefined && { backedUpAt: metadata.backedUpAt }),
    subkeys: [],
  };
}
