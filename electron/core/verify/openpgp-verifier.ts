import { digestName } from '../../../shared/digest-name.ts';
import type { Signer } from '../../../shared/model/signer.ts';
import { seen } from '../../../shared/seen.ts';
import type { OpenpgpFinding } from '../openpgp/model.ts';
import type { JudgedBy } from './find-signatures.ts';
import type { SignatureFinding } from './finding.ts';

/** What was found of an OpenPGP signature, as all formats tell it. `isText`: the signed bytes are text without a NUL. */
export function openpgpFinding(
  found: OpenpgpFinding,
  at: { path?: string },
  isText: boolean,
  by: Pick<JudgedBy, 'refreshedAt'>,
): SignatureFinding {
  const signer = signerOf(found);
  const endedAt = found.keyEndedAt ?? found.keyExpiresAt;
  return {
    format: 'openpgp',
    ...at,
    result: found.result,
    notes: found.notes,
    ...(signer === undefined ? {} : { signer }),
    ...(found.signedAt === undefined ? {} : { signedAt: found.signedAt.toISOString() }),
    dateProvenBy: 'nothing',
    ...(found.keyCreatedAt === undefined ? {} : { keyCreatedAt: found.keyCreatedAt.toISOString() }),
    ...(found.keyExpiresAt === undefined ? {} : { keyExpiresAt: found.keyExpiresAt.toISOString() }),
    ...(endedAt === undefined ? {} : { keyEndedAt: endedAt.toISOString() }),
    ...(found.fingerprint === undefined ? {} : { keyRefreshedAt: by.refreshedAt(found.fingerprint) }),
    signatureDigest: found.signatureDigest,
    ...(found.digestAlgorithm === undefined ? {} : { digestAlgorithm: digestName(found.digestAlgorithm) }),
    overText: isText,
    ...weakness(found),
    ...(found.result === 'unsupported' ? { kind: 'OpenPGP' } : {}),
    ...(found.result === 'bad' && found.notes.includes('malformed') ? { fault: 'damaged' as const } : {}),
    checks: found.checks,
  };
}

function weakness(found: OpenpgpFinding): { method?: string } {
  if (found.notes.includes('weak-digest') && found.digestAlgorithm !== undefined)
    return { method: digestName(found.digestAlgorithm) };
  return found.notes.includes('weak-key') ? { method: seen('shortKey').detail } : {};
}

function signerOf({ fingerprint, keyFingerprint, keyId, userId }: OpenpgpFinding): Signer | undefined {
  if (fingerprint === undefined && keyId === undefined) return undefined;
  return {
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(keyFingerprint === undefined ? {} : { keyFingerprint }),
    ...(keyId === undefined ? {} : { keyId }),
    ...(userId === undefined ? {} : { userId }),
  };
}
