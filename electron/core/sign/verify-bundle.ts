import { createReadStream } from 'node:fs';
import { AppError } from '../../../shared/error.ts';
import type { MadeBundle } from '../engines/engine.ts';
import type { DigestAlgorithm, Reading } from '../hash/reading.ts';
import { type ArtifactSource, atHand } from '../sigstore/artifact-source.ts';
import type { SigstoreFinding } from '../sigstore/finding.ts';
import { judgeSigstore } from '../sigstore/judge.ts';
import type { Root } from '../sigstore/judged-by.ts';
import type { PublicKeyMaterial } from '../sigstore/public-key.ts';
import { readSigstore } from '../sigstore/read.ts';

/**
 * Judges a bundle by the verifying side: it must hold a good signature by this key or login over the digest of the read that signed, without a remark
 * that would spoil it, and be logged and timestamped where the engine says so. Throws `verify-after-sign`.
 */
export async function verifyBundle(
  bundle: Uint8Array,
  { logged, timestamped }: Pick<MadeBundle, 'logged' | 'timestamped'>,
  by: PublicKeyMaterial | NonNullable<MadeBundle['signer']>,
  reading: Reading,
  roots: readonly Root[],
  now: Date,
): Promise<void> {
  const read = readSigstore(bundle);
  if (read?.kind !== 'content')
    throw new AppError('verify-after-sign', read === null ? 'what was made is no bundle' : read.reason);
  const keys = 'spki' in by ? [by] : [];
  const judgedBy = { roots, keys, keysAreNamed: keys.length > 0, now };
  const found = await judgeSigstore(read.content, sourceOf(reading, keys[0]), judgedBy);
  const spoilt = found.notes.filter((note) => note !== 'not-logged' || logged);
  const isDated = !timestamped || found.dateProvenBy !== 'nothing';
  if (found.result === 'good' && spoilt.length === 0 && isBy(found, by) && isDated) return;
  const failed = found.checks.filter(({ outcome }) => outcome !== 'passed').map(({ detail }) => detail);
  throw new AppError('verify-after-sign', [found.result, ...spoilt, ...failed].join('; '));
}

function isBy({ keyFrom, signer, instance }: SigstoreFinding, by: Parameters<typeof verifyBundle>[2]): boolean {
  if ('spki' in by) return keyFrom === 'given' && signer?.fingerprint === by.fingerprint;
  return signer?.identity === by.identity && signer.issuer === by.issuer && instance === by.instance;
}

/** The digests of the read, with its bytes where there are few; the file itself only where the key may have signed that. */
function sourceOf(reading: Reading, key: PublicKeyMaterial | undefined): ArtifactSource {
  const { bytes, size, path } = reading;
  const digest = (wanted: DigestAlgorithm): Promise<Uint8Array> => reading.digest({ algorithm: wanted });
  if (bytes !== undefined) return { digest, ...atHand(bytes) };
  return { digest, ...(key?.algorithm === 'Ed25519' && { read: () => createReadStream(path), size }) };
}
