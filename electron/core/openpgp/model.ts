import type { DigestAlgorithm, Wanted } from '../hash/reading.ts';
import type { Check } from '../../../shared/model/check.ts';
import type { Note, SignatureResult } from '../../../shared/model/verdict.ts';

/** Gives the digest that an OpenPGP signature wants: of the signed bytes followed by the signature's own trailer. */
export type DigestSource = (wanted: Wanted, suffix: Uint8Array) => Promise<Uint8Array>;

/**
 * What the packet level found about one signature, before any pin is asked. `notes` holds only what `verdicts.md`, section 2,
 * says of the signature and its key; whether somebody is expected is for `decide`.
 */
export interface OpenpgpFinding {
  result: SignatureResult;
  notes: Note[];
  checks: Check[];
  /** The primary key's whole fingerprint, upper-case hex. */
  fingerprint?: string;
  keyFingerprint?: string;
  /** The hint in the signature, where the key is missing. */
  keyId?: string;
  userId?: string;
  signedAt?: Date;
  keyCreatedAt?: Date;
  /** When the key (or the signing subkey, whichever is first) expires. */
  keyExpiresAt?: Date;
  /** When the key stopped being good: its expiry, or its retirement where that came first. */
  keyEndedAt?: Date;
  digestAlgorithm?: DigestAlgorithm;
  /** Signature type 0x01. */
  textMode: boolean;
  /** SHA-256 of the signature packet's body, hex: names this very signature in the memory of checks. */
  signatureDigest: string;
}
