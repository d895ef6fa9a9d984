import { verifySelfSignatures } from './self-signatures.ts';
import { stateOf } from './policy.ts';
import { keyAlgorithmName } from './key-packet.ts';
import type { Certificate } from './certificate.ts';
import type { KeyState } from './policy.ts';
import type { KeyStatus, KeySummary, SubkeySummary } from '../../../shared/model/key.ts';

/** What a list shows of a certificate; whose secret part is where, is not known here. */
export type CertificateSummary = Pick<
  KeySummary,
  'fingerprint' | 'userIds' | 'algorithm' | 'createdAt' | 'expiresAt' | 'status' | 'revocationReason' | 'canSign'
> & { subkeys: Omit<SubkeySummary, 'hasSecret'>[] };

/**
 * Summarizes a certificate as of a date by the same policy that signatures are judged by. User IDs are those that the key certified
 * and did not revoke, the primary one first. `canSign`: the primary or some subkey may sign on that date. `undefined` where the
 * copy cannot be used at all (no self-signature, or more than any real key has).
 */
export async function summarizeCertificate(
  certificate: Certificate,
  now: Date,
): Promise<CertificateSummary | undefined> {
  const selfSigned = await verifySelfSignatures(certificate);
  if (selfSigned === undefined) return undefined;
  const seconds = Math.floor(now.getTime() / 1000);
  const { primary, subkeys, userIds, stripped } = stateOf(selfSigned, seconds);
  if (stripped) return undefined;
  const states = [...subkeys.values()];
  return {
    ...describe(primary, seconds),
    userIds,
    ...(primary.revocation === undefined ? {} : { revocationReason: primary.revocation.reason }),
    canSign: [primary, ...states].some(
      (state) => state.mayNotSign === undefined && statusOf(state, seconds) === 'valid',
    ),
    subkeys: states.map((state) => describe(state, seconds)),
  };
}

function describe(state: KeyState, now: number): Omit<SubkeySummary, 'hasSecret'> {
  return {
    fingerprint: state.key.fingerprint,
    algorithm: keyAlgorithmName(state.key),
    createdAt: isoDate(state.key.created),
    expiresAt: state.expiresAt === undefined ? null : isoDate(state.expiresAt),
    status: statusOf(state, now),
    canSign: state.mayNotSign === undefined,
  };
}

function statusOf({ revocation, expiresAt }: KeyState, now: number): KeyStatus {
  if (revocation !== undefined) return 'revoked';
  return expiresAt !== undefined && expiresAt <= now ? 'expired' : 'valid';
}

function isoDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
