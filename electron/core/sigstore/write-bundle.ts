import type { TransparencyLogEntry } from '@sigstore/protobuf-specs';
import type { LogDigest } from './services/signed.ts';

/** What a bundle is made of. */
export interface BundleParts {
  signature: Uint8Array;
  /** The artifact's digest: a hint to find it by. */
  digest: { algorithm: LogDigest; bytes: Uint8Array };
  /** What verifies the signature: a certificate (DER), or the key with this hint. */
  verifier: { kind: 'certificate'; der: Uint8Array } | { kind: 'key'; hint: string };
  tlogEntries: readonly TransparencyLogEntry[];
  /** Responses of timestamp authorities (RFC 3161, DER). */
  timestamps: readonly Uint8Array[];
}

const ALGORITHMS = { sha256: 'SHA2_256', sha384: 'SHA2_384', sha512: 'SHA2_512' } as const;

/** The hint by which cosign names a key in a bundle: the SHA-256 of its SubjectPublicKeyInfo, given as upper-case hex, in base64. */
export function keyHint(fingerprint: string): string {
  return Buffer.from(fingerprint, 'hex').toString('base64');
}

/**
 * A bundle v0.3 with one signature over an artifact, as UTF-8 JSON. Written by hand, since protobuf's JSON leaves out fields that have their
 * default value (`logIndex` of a log's first entry, `hashes` of a tree with one leaf), and sigstore-python then refuses the bundle.
 */
export function writeBundle({ signature, digest, verifier, tlogEntries, timestamps }: BundleParts): Uint8Array {
  const bundle = {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: {
      ...(verifier.kind === 'key'
        ? { publicKey: { hint: verifier.hint } }
        : { certificate: { rawBytes: base64(verifier.der) } }),
      tlogEntries: tlogEntries.map(entryJson),
      timestampVerificationData: {
        rfc3161Timestamps: timestamps.map((response) => ({ signedTimestamp: base64(response) })),
      },
    },
    messageSignature: {
      messageDigest: { algorithm: ALGORITHMS[digest.algorithm], digest: base64(digest.bytes) },
      signature: base64(signature),
    },
  };
  return new TextEncoder().encode(JSON.stringify(bundle));
}

function entryJson(entry: TransparencyLogEntry): object {
  const { logIndex, logId, kindVersion, integratedTime, inclusionPromise, inclusionProof, canonicalizedBody } = entry;
  return {
    logIndex,
    ...(logId && { logId: { keyId: base64(logId.keyId) } }),
    ...(kindVersion && { kindVersion: { kind: kindVersion.kind, version: kindVersion.version } }),
    integratedTime,
    ...(inclusionPromise && {
      inclusionPromise: { signedEntryTimestamp: base64(inclusionPromise.signedEntryTimestamp) },
    }),
    ...(inclusionProof && {
      inclusionProof: {
        logIndex: inclusionProof.logIndex,
        rootHash: base64(inclusionProof.rootHash),
        treeSize: inclusionProof.treeSize,
        hashes: inclusionProof.hashes.map(base64),
        ...(inclusionProof.checkpoint && { checkpoint: { envelope: inclusionProof.checkpoint.envelope } }),
      },
    }),
    canonicalizedBody: base64(canonicalizedBody),
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
