import type { DigestAlgorithm } from '../hash/reading.ts';

/** One Sigstore signature as its file holds it, read strictly and judged in no way, whichever form it came in. */
export interface SigstoreContent {
  /**
   * `bundle`: v0.1 to v0.3. `cosign-bundle`: cosign's older JSON. `detached`: a `.sig`, with or without its certificate's file.
   * `gitsign`: a tag's or commit's, which newer versions put the log entry into.
   */
  form: 'bundle' | 'cosign-bundle' | 'detached' | 'gitsign';
  signed: SignedMessage | SignedEnvelope;
  verifier: Verifier;
  entries: readonly LogEntry[];
  /** RFC 3161 responses, DER. */
  timestamps: readonly Buffer[];
  /** SHA-256 of the signature's bytes, hex: names this very signature in the memory of checks. */
  signatureDigest: string;
}

/** A signature over the artifact itself. `digest` is an unproven hint of what the artifact is. */
export interface SignedMessage {
  kind: 'message';
  signature: Buffer;
  digest?: { algorithm: DigestAlgorithm; value: Buffer };
}

/** A signature over a statement about the artifact (DSSE). */
export interface SignedEnvelope {
  kind: 'envelope';
  signature: Buffer;
  payloadType: string;
  payload: Buffer;
}

/** What came along to verify with: a certificate, a key's hint (with the key itself in cosign's older JSON), or nothing. */
export type Verifier =
  { kind: 'certificate'; der: Buffer } | { kind: 'key'; hint: string; spki?: Buffer } | { kind: 'none' };

/** An entry of a transparency log. */
export interface LogEntry {
  logId: Buffer;
  logIndex: bigint;
  kind: string;
  version: string;
  /** Seconds; proves nothing without a promise. */
  integratedTime?: bigint;
  /** The log's signed entry timestamp. */
  promise?: Buffer;
  proof?: InclusionProof;
  body: Buffer;
}

/** A Merkle inclusion proof; `checkpoint` is the signed note as it stands there. */
export interface InclusionProof {
  logIndex: bigint;
  treeSize: bigint;
  rootHash: Buffer;
  hashes: readonly Buffer[];
  checkpoint?: string;
}
