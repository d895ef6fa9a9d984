import { AppError } from '../../../../shared/error.ts';
import { loginAsKey } from '../../../../shared/login-as-key.ts';
import type { Engine, MadeBundle } from '../engine.ts';

/** Signs by a login in place of a key: each run has a key of its own, which is gone when the run is. Loaded whole when it first signs. */
export function createKeylessEngine(): Engine<MadeBundle> {
  return {
    id: 'keyless',
    format: 'sigstore',
    capabilities: { cleartext: false, parallel: true },
    listKeys: (now) => Promise.resolve([loginAsKey(now.toISOString())]),
    wants: () => Promise.resolve([{ algorithm: 'sha256' }]),
    async sign(source, _key, context) {
      if (context.run === undefined) throw new AppError('internal', 'there is no run to sign in');
      const { signByLogin } = await import('./sign-by-login.ts');
      return signByLogin(source, context, context.run);
    },
  };
}
