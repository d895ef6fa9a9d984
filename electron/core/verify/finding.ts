import type { Check } from '../../../shared/model/check.ts';
import type { Signer } from '../../../shared/model/signer.ts';
import type { SigstoreFinding } from '../sigstore/finding.ts';
import type { StatementSummary } from '../sigstore/statement.ts';
import type { DateProof, Note, SignatureResult } from '../../../shared/model/verdict.ts';

/** One signature as a verifier found it: facts only. Whether its signer is expected is for `decide`. */
export interface SignatureFinding {
  format: 'openpgp' | 'sigstore' | 'minisign' | 'signify' | 'ssh' | 'x509';
  /** The signature's file. */
  path?: string;
  /** Its place among the bundles of that file, where it has several lines. */
  line?: number;
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
  /** Why there is no signature in what should be one (result `bad`, note `malformed`). */
  fault?: 'web-page' | 'empty' | 'damaged';
  /** What the app cannot read (result `unsupported`), for the sentence. */
  kind?: string;
  /** The file that a signature's own name suggests, where that is not the artifact. */
  nameSuggests?: string;
  /** The digest or key that is too weak, in the field's own spelling (`SHA-1`, `RSA 1024`). */
  method?: string;
  /** When the key expired, or was retired, RFC 3339. */
  keyEndedAt?: string;
  /** The digest that was signed, in the field's own spelling (`SHA-256`). */
  digestAlgorithm?: string;
  /** When the key's revocation was last looked up, RFC 3339; null: never; absent: of no interest (the user's own key). */
  keyRefreshedAt?: string | null;
  /** Sigstore: what an attestation says of the artifact. */
  statement?: StatementSummary;
  /** Sigstore: what is unknown to the trusted roots, by the name that it gives itself. */
  unknown?: SigstoreFinding['unknown'];
  /** Sigstore: the form (a git signature, a detached `.sig`) has no room for a log entry; `log` is the one to ask, where the trusted root names one. */
  entryElsewhere?: { log?: string };
  /** Sigstore: the trusted root names a log, so that a keyless signature must be in it. */
  mustBeLogged?: boolean;
  checks: Check[];
}
