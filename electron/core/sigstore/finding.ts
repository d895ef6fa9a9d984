import type { Check } from '../../../shared/model/check.ts';
import type { Signer } from '../../../shared/model/signer.ts';
import type { DateProof, Note, SignatureResult } from '../../../shared/model/verdict.ts';
import type { DigestAlgorithm } from '../hash/reading.ts';
import type { StatementSummary } from './statement.ts';

/** What was found about one Sigstore signature: facts only, of `verdicts.md`, section 2. Whether somebody is expected is for `decide`. */
export interface SigstoreFinding {
  result: SignatureResult;
  notes: Note[];
  checks: Check[];
  /** An identity, only where a known certificate authority vouches for it; or a key that made this signature. */
  signer?: Signer;
  /** `given`: one of the keys to judge by made it. `entry`: a key that came with the signature, which is evidence only. */
  keyFrom?: 'given' | 'entry';
  /** The instance whose trusted root the log, the certificate authority and the timestamp authority were looked up in. */
  instance?: string;
  /** Only ever a proven date: a Sigstore signature claims none. */
  signedAt?: Date;
  dateProvenBy: DateProof;
  /** The trusted root names a log, so that a keyless signature must be in it. */
  mustBeLogged: boolean;
  /** The form has no room for a proof of time, and nothing else is wrong; `log` is the one to ask, where the trusted root names one. */
  entryElsewhere?: { log?: string };
  /** The digest of the artifact that the signature is over. */
  digestAlgorithm?: DigestAlgorithm;
  /** SHA-256 of the signature's bytes, hex. */
  signatureDigest: string;
  /** What an attestation says of the artifact. */
  statement?: StatementSummary;
  /** Note `unknown-instance`: what is unknown, by the name that it gives itself (a log's host, a certificate's issuer). */
  unknown?: { service: 'log' | 'certificate-authority' | 'timestamp-authority'; name: string };
  /** Result `unsupported` without `unknown-instance`: what this version cannot do, in the field's own words. */
  kind?: string;
  /** Note `weak-key`, `weak-digest`: the method, in the field's own spelling. */
  method?: string;
}
