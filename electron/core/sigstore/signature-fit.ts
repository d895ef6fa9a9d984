import { verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { dsse } from '@sigstore/core';
import { digestOf } from '../hash/digest-of.ts';
import type { DigestAlgorithm } from '../hash/reading.ts';
import { rsaPkcs1Fits, rsaPssFits } from '../signature-math/rsa-digest.ts';
import { type ArtifactSource, smallBytes } from './artifact-source.ts';
import type { SigstoreContent, SignedEnvelope, SignedMessage } from './content.ts';

/** Whether a key made a signature; where that cannot be told, what is missing. `algorithm`: the digest that fits. */
export type Fit =
  | { fits: true; algorithm: DigestAlgorithm }
  | { fits: false }
  | { fits: 'unknown'; missing: 'file' }
  | { fits: 'unknown'; missing: DigestAlgorithm };

/** Whether `key` signed: the artifact itself, or an envelope's encoding. */
export async function fitOf(key: KeyObject, signed: SigstoreContent['signed'], artifact: ArtifactSource): Promise<Fit> {
  return signed.kind === 'envelope' ? await envelopeFit(key, signed) : await messageFit(key, signed, artifact);
}

/**
 * The digests that a signature by such a key may be over, the likeliest first. A bundle names its own; older forms were signed over
 * SHA-256 whatever the key, later ones over what the curve demands (cosign 3: SHA-384 for P-384, SHA-512 for P-521).
 */
export function digestsSigned(key: KeyObject, named: DigestAlgorithm | undefined): DigestAlgorithm[] {
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return ['sha512'];
    case 'ec':
    case 'rsa':
      return named === undefined ? [...new Set([curveDigest(key), 'sha256' as const])] : [named];
    default:
      return [];
  }
}

function curveDigest(key: KeyObject): DigestAlgorithm {
  switch (key.asymmetricKeyDetails?.namedCurve) {
    case 'secp384r1':
      return 'sha384';
    case 'secp521r1':
      return 'sha512';
    default:
      return 'sha256';
  }
}

async function messageFit(key: KeyObject, signed: SignedMessage, artifact: ArtifactSource): Promise<Fit> {
  let missing: DigestAlgorithm | undefined;
  for (const algorithm of digestsSigned(key, signed.digest?.algorithm)) {
    const digest = await artifact.digest(algorithm);
    if (digest === undefined) missing ??= algorithm;
    else if (await digestFits(key, signed.signature, algorithm, digest, artifact)) return { fits: true, algorithm };
  }
  if (key.asymmetricKeyType === 'ed25519') return await pureFit(key, signed.signature, artifact);
  return missing === undefined ? { fits: false } : { fits: 'unknown', missing };
}

async function digestFits(
  key: KeyObject,
  signature: Buffer,
  algorithm: DigestAlgorithm,
  digest: Uint8Array,
  artifact: ArtifactSource,
): Promise<boolean> {
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return (await ed25519()).ed25519phFits(rawEd25519(key), signature, digest);
    case 'rsa':
      return rsaPkcs1Fits(key, signature, algorithm, digest) || rsaPssFits(key, signature, algorithm, digest);
    default:
      return (
        (await nativeEcdsaFits(key, signature, algorithm, digest, artifact)) ??
        (await import('../signature-math/ecdsa-digest.ts')).ecdsaFits(key, signature, digest)
      );
  }
}

/**
 * The same check by Node's crypto, a few times faster, which takes the bytes only; undefined where they are too many, or not those of the
 * digest, or where the platform lacks the digest.
 */
async function nativeEcdsaFits(
  key: KeyObject,
  signature: Buffer,
  algorithm: DigestAlgorithm,
  digest: Uint8Array,
  artifact: ArtifactSource,
): Promise<boolean | undefined> {
  const bytes = await smallBytes(artifact);
  if (bytes === undefined) return undefined;
  const found = await digestOf(algorithm, [bytes]);
  if (!Buffer.from(found).equals(digest)) return undefined;
  try {
    return verify(algorithm, bytes, key, signature);
  } catch {
    // BoringSSL knows no SHA-3.
    return undefined;
  }
}

/** Cosign signs so where nothing is logged, and signed so in its first versions. */
async function pureFit(key: KeyObject, signature: Buffer, { read }: ArtifactSource): Promise<Fit> {
  if (read === undefined) return { fits: 'unknown', missing: 'file' };
  return (await (await ed25519()).ed25519Fits(rawEd25519(key), signature, read()))
    ? { fits: true, algorithm: 'sha512' }
    : { fits: false };
}

/** The curves are loaded where the platform cannot check a signature by itself: few are, and loading takes as long as judging. */
const ed25519 = () => import('../signature-math/ed25519.ts');

function rawEd25519(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
}

async function envelopeFit(key: KeyObject, { payloadType, payload, signature }: SignedEnvelope): Promise<Fit> {
  const encoded = dsse.preAuthEncoding(payloadType, payload);
  if (key.asymmetricKeyType === 'ed25519' && verify(null, encoded, key, signature))
    return { fits: true, algorithm: 'sha512' };
  for (const algorithm of digestsSigned(key, undefined)) {
    const fits =
      key.asymmetricKeyType === 'ec'
        ? verify(algorithm, encoded, key, signature)
        : await digestFits(key, signature, algorithm, await digestOf(algorithm, [encoded]), NOTHING);
    if (fits) return { fits: true, algorithm };
  }
  return { fits: false };
}

const NOTHING: ArtifactSource = { digest: () => Promise.resolve(undefined) };
