import type { Check } from '../../../shared/model/check.ts';
import type { Signer } from '../../../shared/model/signer.ts';
import type { DateProof, Note, SignatureResult } from '../../../shared/model/verdict.ts';

/** One signature as a verifier found it: facts only. Whether its signer is expected is for `decide`. */
export interface SignatureFinding {
  format: 'openpgp' | 'sigstore' | 'minisign' | 'signify' | 'ssh' | 'x509';
  /** The signature's file. */
  path?: string;
  result: SignatureResult;
  notes: Note[];
  signer?: Signer;
  signedAt?: string;
  dateProvenBy: DateProof;
  keyCreatedAt?: string;
  keyExpiresAt?: string;
  /** SHA-256 of the signature itself, hex: names it in the memory of checks. */
  signatureDigest?: string;
  /** Whether the signed bytes are text without a NUL; known only where it matters. */
  overText?: boolean;
  checks: Check[];
}
