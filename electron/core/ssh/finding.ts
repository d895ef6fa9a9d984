import type { Check } from '../../../shared/model/check.ts';
import type { Note, SignatureResult } from '../../../shared/model/verdict.ts';

/** What was found about one SSH signature: facts only, of `verdicts.md`, section 2. Whether somebody is expected is for `decide`. */
export interface SshFinding {
  result: SignatureResult;
  notes: Note[];
  checks: Check[];
  /** The key that made it, or that it names; SHA-256 of it, upper-case hex. */
  fingerprint?: string;
  /** Whom the allowed signers give that key to, for this use and at that time; absent where they do not. */
  principal?: string;
  /** When the key stops being allowed. */
  keyExpiresAt?: Date;
  digestAlgorithm?: 'sha256' | 'sha512';
  /** SHA-256 of the signature, hex. */
  signatureDigest: string;
  /** Result `unsupported`: what this version cannot read, in the field's own words. */
  kind?: string;
  /** Note `weak-key`: the kind of key. */
  method?: string;
}
