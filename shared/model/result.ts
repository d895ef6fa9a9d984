import * as z from 'zod';
import { Artifact } from './artifact.ts';
import { Check, Says } from './check.ts';
import { Signer } from './signer.ts';
import { DateProof, Note, SignatureResult, Verdict } from './verdict.ts';

/** One signature of a result, judged. Times are RFC 3339. */
export const JudgedSignature = z.object({
  format: z.enum(['openpgp', 'sigstore', 'minisign', 'signify', 'ssh', 'x509']),
  path: z.string().optional(),
  result: SignatureResult,
  verdict: Verdict,
  signer: Signer.optional(),
  signedAt: z.string().optional(),
  dateProvenBy: DateProof,
  expected: z.boolean(),
  notes: z.array(Note),
  /** What this signature was made over: the artifact itself, or the manifest that lists it. */
  over: z.enum(['artifact', 'manifest']),
  keyExpiresAt: z.string().optional(),
  keyCreatedAt: z.string().optional(),
  /** The digest that the signature was made over, in the field's own spelling (`SHA-256`). */
  digestAlgorithm: z.string().optional(),
  /** When expiry and revocation of its key were last looked up; null: never; absent: of no interest. */
  keyRefreshedAt: z.string().nullable().optional(),
});
export type JudgedSignature = z.infer<typeof JudgedSignature>;

/** What a manifest said. Names are as the manifest has them. */
export const ManifestFinding = z.object({
  path: z.string(),
  listed: z.number().int(),
  matched: z.number().int(),
  missing: z.array(z.string()),
  mismatched: z.array(z.string()),
  unlisted: z.array(z.string()),
  /** The artifact's own line: the name and the digest that stand there. */
  line: z.object({ name: z.string(), algorithm: z.string(), digest: z.string() }).optional(),
});
export type ManifestFinding = z.infer<typeof ManifestFinding>;

/**
 * Which sentence the verdict card says: the cases of the interface's table. The words stand in the catalogue under
 * `verdict.CASE.sentence` and `verdict.CASE.next`, filled from `params`.
 */
export const CASES = [
  'verified',
  'verified-for-call',
  'verified-by-manifest',
  'verified-by-manifest-for-call',
  'verified-among-several',
  'verified-expired-since',
  'verified-own-key',
  'verified-list',
  'verified-list-for-call',
  'verified-undated',
  'verified-undated-for-call',
  'verified-build',
  'verified-build-for-call',
  'first-time-identity',
  'first-time-build',
  'proof-broken',
  'public-key-missing',
  'key-not-identity',
  'first-time',
  'first-time-unnamed',
  'known-elsewhere',
  'expired-since',
  'key-retired',
  'weak-method',
  'signer-changed',
  'signer-changed-identity',
  'signer-not-named',
  'tampered',
  'other-statement',
  'list-mismatch',
  'list-has-mismatches',
  'digest-mismatch',
  'belongs-to-other',
  'wrong-signature',
  'one-good-one-bad',
  'key-revoked',
  'key-missing',
  'list-unsigned',
  'list-unsigned-whole',
  'digest-only',
  'weak-sum-only',
  'not-listed',
  'signature-is-web-page',
  'signature-is-empty',
  'signature-malformed',
  'list-malformed',
  'key-instead-of-signature',
  'nothing-to-check',
  'nothing-covers',
  'covers-unpacked',
  'dated-in-future',
  'signature-expired',
  'text-mode',
  'key-not-allowed',
  'unusable-input',
  'unsupported-kind',
  'no-proof-of-time',
  'not-in-log',
  'log-not-asked',
  'no-log-known',
  'unknown-instance',
  'threshold-not-met',
  'list-incomplete',
  'list-none-here',
  'signature-without-artifact',
  'could-not-check',
  'tag-renamed',
  'tag-also-named',
  'object-unsigned',
  'object-log-not-asked',
] as const;
export const Case = z.enum(CASES);
export type Case = z.infer<typeof Case>;

/** The step that the card's one button offers. */
export const STEPS = [
  'open-folder',
  'refresh-key',
  'compare',
  'say-whether-from',
  'get-newer-signature',
  'show-both',
  'download-again',
  'add-signature',
  'get-new-key',
  'look-up-key',
  'ask-log',
  'add-list-signature',
  'check-clock',
  'tell-publisher',
  'choose-other',
  'add-instance',
  'add-missing-files',
  'try-again',
] as const;
export const Step = z.enum(STEPS);
export type Step = z.infer<typeof Step>;

/** Values for the catalogue's sentences; dates as RFC 3339, put into the reader's own form where they are shown. */
export const SentenceParams = z.record(z.string(), z.union([z.string(), z.number()]));
export type SentenceParams = z.infer<typeof SentenceParams>;

/** The tag or commit that a check was about, and the repository's folder that it was looked for in. */
export const CheckedObject = z.object({
  repository: z.string(),
  type: z.enum(['tag', 'commit']),
  /** Its name by its content. */
  id: z.string(),
  /** What git says of the signature alone (`git log --format=%G?`). */
  letter: z.string(),
});
export type CheckedObject = z.infer<typeof CheckedObject>;

/** The outcome of one check: everything the card, the command line and the activity log say comes from here. */
export const CheckResult = z.object({
  id: z.string(),
  checkedAt: z.string(),
  verdict: Verdict,
  case: Case,
  step: Step,
  params: SentenceParams,
  /** Those params that are words of ours, by name: `params` has them in English. */
  says: z.record(z.string(), Says).optional(),
  artifact: Artifact,
  /** Where the artifact is a tag or commit. */
  git: CheckedObject.optional(),
  publisher: z.string().optional(),
  signatures: z.array(JudgedSignature),
  manifest: ManifestFinding.optional(),
  evidence: z.array(Check),
  notes: z.array(Note),
  /** One plain English sentence each, from the catalogue. */
  summary: z.string(),
  nextStep: z.string().optional(),
});
export type CheckResult = z.infer<typeof CheckResult>;
