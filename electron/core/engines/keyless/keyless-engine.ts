import { AppError } from '../../../../shared/error.ts';
import type { KeySummary } from '../../../../shared/model/key.ts';
import type { Engine, MadeBundle } from '../engine.ts';

/** Signs by a login in place of a key: each run has a key of its own, which is gone when the run is. Loaded whole when it first signs. */
export function createKeylessEngine(): Engine<MadeBundle> {
  return {
    id: 'keyless',
    format: 'sigstore',
    capabilities: { cleartext: false, parallel: true },
    listKeys: (now) => Promise.resolve([loginAsKey(now)]),
    wants: () => Promise.resolve([{ algorithm: 'sha256' }]),
    async sign(source, _key, context) {
      if (context.run === undefined) throw new AppError('internal', 'there is no run to sign in');
      const { signByLogin } = await import('./sign-by-login.ts');
      return signByLogin(source, context, context.run);
    },
  };
}

/** A login as the list of signers shows it; who it is turns out when somebody logs in. */
function loginAsKey(now: Date): KeySummary {
  return {
    id: 'keyless',
    type: 'login',
    engine: 'keyless',
    fingerprint: '',
    userIds: [],
    algorithm: 'ECDSA P-256',
    createdAt: now.toISOString(),
    expiresAt: null,
    status: 'valid',
    secret: 'login',
    hasPrimarySecret: true,
    canSign: true,
    subkeys: [],
  };
}
