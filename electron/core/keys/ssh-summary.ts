import type { KeySummary, SecretPlace } from '../../../shared/model/key.ts';
import type { AgentKey } from '../ssh/agent/ssh-agent.ts';
import type { SshPublicKey } from '../ssh/public-key.ts';
import { plainLabel } from '../util/plain-label.ts';
import type { StoredPlainKey } from './plain-key-store.ts';

/** An SSH key of the app's own as the lists show it. */
export function sshSummary({ material, metadata }: StoredPlainKey<SshPublicKey>, secret: SecretPlace): KeySummary {
  const { name, addedAt, backedUpAt } = metadata;
  return {
    id: `ssh:${material.fingerprint}`,
    engine: 'ssh',
    ...common(material, name ?? ''),
    createdAt: addedAt,
    expiresAt: null,
    status: 'valid',
    secret,
    hasPrimarySecret: secret !== 'none',
    canSign: secret !== 'none',
    ...(backedUpAt !== undefined && { backedUpAt }),
  };
}

/** Later dates than this are written by certificates that do not end. */
const LAST_DATE = 8.64e12;

/** A key that the SSH agent holds. An agent does not know when it was made: what stands there is now, or when its certificate begins. */
export function agentSummary({ id, key, comment }: AgentKey, now: Date): KeySummary {
  const { certificate } = key;
  const seconds = (time: bigint): Date | undefined =>
    time > 0n && time < BigInt(LAST_DATE) ? new Date(Number(time) * 1000) : undefined;
  const begins = certificate && seconds(certificate.validAfter);
  const ends = certificate && seconds(certificate.validBefore);
  const name = [comment, ...(certificate === undefined ? [] : [certificate.keyId])].filter((part) => part !== '');
  return {
    id: `ssh-agent:${id}`,
    engine: 'ssh-agent',
    ...common(key, name.join(', ')),
    createdAt: (begins ?? now).toISOString(),
    expiresAt: ends?.toISOString() ?? null,
    status: ends !== undefined && ends <= now ? 'expired' : 'valid',
    secret: 'agent',
    hasPrimarySecret: true,
    canSign: true,
  };
}

function common({ fingerprint, algorithm }: SshPublicKey, name: string) {
  const label = plainLabel(name, 200);
  return { type: 'ssh' as const, fingerprint, userIds: label === '' ? [] : [label], algorithm, subkeys: [] };
}
