import type { SigningConfig } from '@sigstore/protobuf-specs';
import { AppError, toAppError } from '../../../../shared/error.ts';
import { readSigningConfig } from '../signing-config.ts';
import { isShippedNewer, type Known } from './current-trust.ts';

/** The signing config that counts now, as `currentRoot`. Throws `service-absent` where there is none, and what reading it throws. */
export async function currentSigningConfig(known: Known): Promise<SigningConfig> {
  const { stored, shipped, damage } = known;
  const kept = stored?.signingConfig === undefined ? [] : [bytesOf(stored.signingConfig)];
  const own = shipped === undefined ? [] : [await shipped.signingConfig()];
  let failure = damage;
  for (const bytes of isShippedNewer(known) ? [...own, ...kept] : [...kept, ...own]) {
    try {
      return readSigningConfig(bytes);
    } catch (error) {
      failure ??= toAppError(error);
    }
  }
  throw failure ?? new AppError('service-absent', `${known.name} has no signing config`);
}

const bytesOf = (base64: string): Uint8Array => Buffer.from(base64, 'base64');
