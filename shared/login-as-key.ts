import type { KeySummary } from './model/key.ts';

/** A login as the list of signers shows it; who it is turns out when somebody logs in. */
export function loginAsKey(now: string): KeySummary {
  return {
    id: 'keyless',
    type: 'login',
    engine: 'keyless',
    fingerprint: '',
    userIds: [],
    algorithm: 'ECDSA P-256',
    createdAt: now,
    expiresAt: null,
    status: 'valid',
    secret: 'login',
    hasPrimarySecret: true,
    canSign: true,
    subkeys: [],
  };
}
