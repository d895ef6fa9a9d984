import type { DigestAlgorithm } from '../hash/reading.ts';
import { remembering } from './artifact-source.ts';
import type { ArtifactSource } from './artifact-source.ts';
import type { SigstoreContent } from './content.ts';
import { readEntryBody } from './entry-body.ts';
import type { SigstoreFinding } from './finding.ts';
import { judgeCertified } from './judge-certified.ts';
import { judgeKeyed } from './judge-keyed.ts';
import type { SigstoreJudgedBy } from './judged-by.ts';
import { readLeafCertificate } from './leaf-certificate.ts';
import { MalformedError } from './malformed.ts';
import { publicKeyOf } from './public-key.ts';
import type { PublicKeyMaterial } from './public-key.ts';
import { digestsSigned } from './signature-fit.ts';
import { IN_TOTO, readStatement } from './statement.ts';

/**
 * Judges one signature over the artifact by the roots and keys at hand, as of `now`. What the file holds never throws; what `artifact`
 * throws (it could not be read) passes through.
 */
export async function judgeSigstore(
  content: SigstoreContent,
  artifact: ArtifactSource,
  by: SigstoreJudgedBy,
): Promise<SigstoreFinding> {
  const source = remembering(artifact);
  const { verifier } = content;
  return verifier.kind === 'certificate'
    ? await judgeCertified(content, verifier.der, source, by)
    : await judgeKeyed(content, source, by);
}

/** The digests that `judgeSigstore` may ask the artifact's source for: what a read of the artifact has to make. */
export function sigstoreDigests(content: SigstoreContent, keys: readonly PublicKeyMaterial[]): DigestAlgorithm[] {
  const { signed } = content;
  const wanted = new Set<DigestAlgorithm>(['sha256']);
  if (signed.kind === 'envelope') {
    for (const algorithm of subjectDigests(signed.payloadType, signed.payload)) wanted.add(algorithm);
    return [...wanted];
  }
  if (signed.digest !== undefined) wanted.add(signed.digest.algorithm);
  for (const { key } of [...keys, ...keysIn(content)]) {
    for (const algorithm of digestsSigned(key, signed.digest?.algorithm)) wanted.add(algorithm);
  }
  for (const algorithm of loggedDigests(content)) wanted.add(algorithm);
  return [...wanted];
}

function subjectDigests(payloadType: string, payload: Buffer): DigestAlgorithm[] {
  if (payloadType !== IN_TOTO) return [];
  return orNone(() => readStatement(payload).subjects.flatMap(({ digests }) => [...digests.keys()]));
}

/** How an Ed25519 key names itself (RFC 8410), DER. */
const ED25519 = Buffer.from('06032b6570', 'hex');

function keysIn({ signed, verifier, entries }: SigstoreContent): PublicKeyMaterial[] {
  // All other keys sign the digest that the bundle names: the certificate need not be read for that.
  const isNamed = signed.kind === 'message' && signed.digest !== undefined;
  const certified =
    verifier.kind === 'certificate' && (!isNamed || verifier.der.includes(ED25519))
      ? orNone(() => [readLeafCertificate(verifier.der).spki])
      : [];
  const along = verifier.kind === 'key' && verifier.spki !== undefined ? [verifier.spki] : [];
  const logged = entries.flatMap((entry) =>
    orNone(() => {
      const found = readEntryBody(entry)?.verifier;
      return found?.kind === 'key' ? [found.der] : [];
    }),
  );
  return [...certified, ...along, ...logged].flatMap((spki) => publicKeyOf(spki) ?? []);
}

function loggedDigests({ entries }: SigstoreContent): DigestAlgorithm[] {
  return entries.flatMap((entry) =>
    orNone(() => {
      const found = readEntryBody(entry)?.digest.algorithm;
      return found === undefined ? [] : [found];
    }),
  );
}

function orNone<T>(read: () => T[]): T[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedError) return [];
    throw error;
  }
}
