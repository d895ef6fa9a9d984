import { createPublicKey, X509Certificate as NodeCertificate } from 'node:crypto';

import type { InclusionProof, TransparencyLogEntry } from '@sigstore/protobuf-specs';
import { type SignedEntity, type TrustMaterial as LibraryTrustMaterial, Verifier } from '@sigstore/verify';
import { AppError } from '../../../../shared/error.ts';
import { RFC3161Timestamp, X509Certificate } from '../library.ts';
import { isStampedBy, signersOf } from '../stamp-signer.ts';
import type { TrustMaterial } from '../trusted-root.ts';
import type { SignedDigest } from './signed.ts';

/**
 * Checks what a log answered as if a stranger had handed it in: its proof, its checkpoint and its promise by the trusted root, and that
 * the entry is about this digest, this signature and this key. Throws `service-answer`.
 */
export function checkEntry(entry: TransparencyLogEntry, signed: SignedDigest, trust: TrustMaterial): void {
  const from = 'the log';
  if (entry.inclusionProof?.checkpoint === undefined) throw unfit(from, 'there is no proof that the entry is in it');
  guarded(from, () => {
    const verifier = new Verifier(trustFor(signed, trust), { tlogThreshold: 1, timestampThreshold: 0 });
    verifier.verify({ ...entityOf(signed), tlogEntries: [entry as LibraryEntry] });
  });
  if (!isOfItsCheckpoint(entry.inclusionProof)) throw unfit(from, 'the proof is of another tree than the checkpoint');
  if (!isAbout(entry, signed)) throw unfit(from, 'the entry names another key');
}

/**
 * Checks a timestamp authority's answer: its signature and chain by the trusted root, that it is about this signature and answers
 * this very request, and that the signer's certificate was valid then. Throws `service-answer`.
 */
export function checkTimestamp(
  answer: Uint8Array,
  nonce: Uint8Array,
  signed: SignedDigest,
  trust: TrustMaterial,
): Date {
  const from = 'the timestamp authority';
  return guarded(from, () => {
    const timestamp = RFC3161Timestamp.parse(Buffer.from(answer));
    if (timestamp.status > 1n) throw unfit(from, `it refused with status ${timestamp.status}`);
    if (!hasNonce(timestamp, nonce)) throw unfit(from, 'its answer is to another question');
    const signers = signersOf(timestamp, trust.timestampAuthorities);
    if (!signers.some((signer) => isStampedBy(signer, timestamp, Buffer.from(signed.signature))))
      throw unfit(from, 'no authority that is known made this of the signature');
    const { kind, der } = signed.verifier;
    const at = timestamp.signingTime;
    if (kind === 'certificate' && !X509Certificate.parse(Buffer.from(der)).validForDate(at)) {
      throw unfit(from, `the certificate was not valid at ${at.toISOString()}, which is what it says the time is`);
    }
    return at;
  });
}

type LibraryEntry = SignedEntity['tlogEntries'][number];

/** The library checks services' answers as parts of a whole bundle; here the parts come one by one, and the signature is not in question. */
function entityOf({ digest, signature }: SignedDigest): SignedEntity {
  const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
  return {
    key: { $case: 'public-key', hint: '' },
    signature: {
      signature: Buffer.from(signature),
      compareSignature: (other) => same(other, signature),
      compareDigest: (other) => same(other, digest.bytes),
      compareSignedDigest: (other) => same(other, digest.bytes),
      verifySignature: () => true,
    },
    timestamps: [],
    tlogEntries: [],
  };
}

function trustFor({ verifier }: SignedDigest, trust: TrustMaterial): LibraryTrustMaterial {
  const der = Buffer.from(verifier.der);
  const publicKey =
    verifier.kind === 'certificate'
      ? new NodeCertificate(der).publicKey
      : createPublicKey({ key: der, format: 'der', type: 'spki' });
  return { ...trust, publicKey: () => ({ publicKey, validFor: () => true }) };
}

/** The library computes the tree's root and does not look at the one that the proof names; other verifiers do. */
function isOfItsCheckpoint({ checkpoint, rootHash, treeSize }: InclusionProof): boolean {
  const [, size, root = ''] = checkpoint?.envelope.split('\n') ?? [];
  return size === treeSize && isSame(Buffer.from(root, 'base64'), rootHash);
}

/** The library compares an entry's digest and signature, but not its key. */
function isAbout(
  { canonicalizedBody, kindVersion }: TransparencyLogEntry,
  { digest, verifier }: SignedDigest,
): boolean {
  const body = JSON.parse(canonicalizedBody.toString('utf8')) as Partial<HashedrekordV1 & HashedrekordV2>;
  if (kindVersion?.kind !== 'hashedrekord') return false;
  if (kindVersion.version === '0.0.1') {
    const pem = Buffer.from(body.spec?.signature?.publicKey?.content ?? '', 'base64').toString('latin1');
    return body.spec?.data?.hash?.algorithm === digest.algorithm && isSame(derOfPem(pem), verifier.der);
  }
  const spec = body.spec?.hashedRekordV002;
  const named = spec?.signature?.verifier;
  const raw = verifier.kind === 'certificate' ? named?.x509Certificate?.rawBytes : named?.publicKey?.rawBytes;
  return spec?.data?.algorithm === V2_NAME[digest.algorithm] && isSame(Buffer.from(raw ?? '', 'base64'), verifier.der);
}

interface HashedrekordV1 {
  spec?: { data?: { hash?: { algorithm?: string } }; signature?: { publicKey?: { content?: string } } };
}

interface HashedrekordV2 {
  spec?: {
    hashedRekordV002?: {
      data?: { algorithm?: string };
      signature?: { verifier?: { x509Certificate?: { rawBytes?: string }; publicKey?: { rawBytes?: string } } };
    };
  };
}

const V2_NAME = { sha256: 'SHA2_256', sha384: 'SHA2_384', sha512: 'SHA2_512' } as const;

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

function derOfPem(pem: string): Uint8Array {
  const [, base64 = ''] = /^-----BEGIN [A-Z ]+-----\s([A-Za-z0-9+/=\s]+)-----END [A-Z ]+-----\s*$/.exec(pem) ?? [];
  return Buffer.from(base64, 'base64');
}

/** The library reads the time stamp's information without its nonce: an INTEGER behind the five fields that are always there. */
function hasNonce({ tstInfo }: RFC3161Timestamp, nonce: Uint8Array): boolean {
  const field = tstInfo.root.subs.slice(5).find(({ tag }) => tag.isUniversal() && tag.number === 0x02);
  return field !== undefined && isSame(field.value, nonce);
}

function unfit(from: string, why: string, cause?: unknown): AppError {
  return new AppError('service-answer', `${from}: ${why}`, { cause });
}

/** Whatever a hostile answer makes the library throw. */
function guarded<T>(from: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unfit(from, error instanceof Error ? error.message : String(error), error);
  }
}
