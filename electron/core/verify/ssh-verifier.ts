import type { SshFinding } from '../ssh/finding.ts';
import { digestName } from '../../../shared/digest-name.ts';
import type { SignatureFinding } from './finding.ts';

/** What was found of an SSH signature, as all formats tell it. `claimedAt`: the date that what was signed bears. */
export function sshFinding(found: SshFinding, claimedAt: Date | undefined): SignatureFinding {
  const { fingerprint, principal, keyExpiresAt, digestAlgorithm } = found;
  const endedAt = keyExpiresAt?.toISOString();
  return {
    format: 'ssh',
    result: found.result,
    notes: found.notes,
    ...(fingerprint === undefined
      ? {}
      : { signer: { fingerprint, kind: 'ssh' as const, ...(principal === undefined ? {} : { principal }) } }),
    ...(claimedAt === undefined ? {} : { signedAt: claimedAt.toISOString() }),
    dateProvenBy: 'nothing',
    ...(endedAt === undefined ? {} : { keyExpiresAt: endedAt, keyEndedAt: endedAt }),
    signatureDigest: found.signatureDigest,
    ...(digestAlgorithm === undefined ? {} : { digestAlgorithm: digestName(digestAlgorithm) }),
    ...(found.kind === undefined ? {} : { kind: found.kind }),
    ...(found.method === undefined ? {} : { method: found.method }),
    ...(found.notes.includes('malformed') ? { fault: 'damaged' as const } : {}),
    checks: found.checks,
  };
}
