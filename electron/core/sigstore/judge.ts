import type { DigestAlgorithm } from '../hash/reading.ts';
import type { ArtifactSource } from './artifact-source.ts';
import type { SigstoreContent } from './content.ts';
import type { SigstoreFinding } from './finding.ts';
import type { PublicKeyMaterial } from './public-key.ts';
import type { TrustMaterial } from './trusted-root.ts';

/** The instance that is built in. A signer that another one vouches for carries its name. */
export const PUBLIC_GOOD = 'public-good';

/** What Sigstore signatures are judged by. The first of `roots` that knows a service speaks for it. */
export interface SigstoreJudgedBy {
  roots: readonly { instance: string; material: TrustMaterial }[];
  keys: readonly PublicKeyMaterial[];
  now: Date;
}

/** The digests that `judgeSigstore` may ask the artifact's source for: what a read of the artifact must make. */
export function sigstoreDigests(content: SigstoreContent, keys: readonly PublicKeyMaterial[]): DigestAlgorithm[] {
  return content.form === 'detached' && keys.length > 1 ? ['sha256', 'sha384', 'sha512'] : ['sha256'];
}

/**
 * Judges one signature over the artifact by the roots and keys at hand, as of `now`. What the file holds never throws; what `artifact`
 * throws (it could not be read) passes through.
 */
export async function judgeSigstore(
  content: SigstoreContent,
  artifact: ArtifactSource,
  by: SigstoreJudgedBy,
): Promise<SigstoreFinding> {
  await artifact.digest('sha256');
  return {
    result: 'unsupported',
    notes: [],
    checks: [],
    dateProvenBy: 'nothing',
    mustBeLogged: by.roots.some(({ material }) => material.tlogs.length > 0),
    signatureDigest: content.signatureDigest,
  };
}
