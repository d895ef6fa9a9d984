import type { PublicKeyDetails } from '@sigstore/protobuf-specs';

/** Hashes that logs know. */
export type LogDigest = 'sha256' | 'sha384' | 'sha512';

/** What a log is told verifies the signature: a certificate, or a public key (SubjectPublicKeyInfo); DER. */
export interface LogVerifier {
  kind: 'certificate' | 'public-key';
  der: Uint8Array;
  /** The key's kind and how it signs. */
  keyDetails: PublicKeyDetails;
}

/** A signature over an artifact's digest, as services are told of it: never the artifact itself. */
export interface SignedDigest {
  digest: { algorithm: LogDigest; bytes: Uint8Array };
  signature: Uint8Array;
  verifier: LogVerifier;
}
