import { AppError } from '../../../shared/error.ts';
import type { Reading } from '../hash/reading.ts';
import { judgeSsh } from '../ssh/judge.ts';

/**
 * Judges an SSH signature by the verifying side: it must be a good one by this key, for files, over the digest of the read that signed, without a
 * remark that would spoil it. Throws `verify-after-sign`.
 */
export async function verifySsh(bytes: Uint8Array, fingerprint: string, reading: Reading, now: Date): Promise<void> {
  const found = await judgeSsh(bytes, (algorithm) => reading.digest({ algorithm }), { namespace: 'file', now });
  if (found.result === 'good' && found.notes.length === 0 && found.fingerprint === fingerprint) return;
  const failed = found.checks.filter(({ outcome }) => outcome === 'failed').map(({ detail }) => detail);
  throw new AppError('verify-after-sign', [found.result, ...found.notes, ...failed].join('; '));
}
