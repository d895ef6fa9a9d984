import * as z from 'zod';
import { KeyKind } from './key-kind.ts';
import { LONGEST_MANIFEST_NAME, MANIFEST_NAME } from '../manifest-name.ts';
import { Artifact } from './artifact.ts';

/** What is made of each file. */
export const SignatureKind = z.enum(['armored', 'binary', 'cleartext', 'none']);
export type SignatureKind = z.infer<typeof SignatureKind>;

/** How the list of the files is written. */
export const ManifestOptions = z.object({
  /** One plain file name: it never leads out of the folder that is signed. */
  name: z.string().min(1).max(LONGEST_MANIFEST_NAME).regex(MANIFEST_NAME),
  algorithm: z.enum(['sha256', 'sha512']),
  style: z.enum(['gnu', 'bsd']),
});
export type ManifestOptions = z.infer<typeof ManifestOptions>;

/** Which Sigstore services take part in a run. */
export const SigstoreOptions = z.object({
  /** The name of the instance that is asked. */
  instance: z.string().min(1).max(100),
  /** Whether the signature is logged, and timestamped; null: as the instance's signing config says. */
  log: z.boolean().nullable(),
  timestamp: z.boolean().nullable(),
  /** Whether cosign's older outputs are written beside the bundle: FILE.sig, and FILE.pem where there is a certificate. */
  olderOutputs: z.boolean().optional(),
});
export type SigstoreOptions = z.infer<typeof SigstoreOptions>;

/** What to make of the dropped files. */
export const SignOptions = z.object({
  /** Ids of the keys that sign, in order: those of OpenPGP into one file, each of Sigstore into a bundle, each of SSH into FILE.sig. */
  keys: z.array(z.string()).min(1),
  /** The form of OpenPGP's signatures; `none`: only the manifest is signed, in any format. */
  signature: SignatureKind,
  manifest: ManifestOptions.nullable(),
  sigstore: SigstoreOptions.optional(),
});
export type SignOptions = z.infer<typeof SignOptions>;

/** Why a file is left out of a run. */
export const LeftOut = z.enum([
  'hidden',
  'signature',
  'manifest',
  'system',
  'link-outside',
  'not-a-file',
  'unreadable',
]);
export type LeftOut = z.infer<typeof LeftOut>;

/** One file found under what was dropped. `relative` is the name that a manifest would have, forward slashes. */
export const PlannedFile = z.object({
  path: z.string(),
  relative: z.string(),
  size: z.number(),
  leftOut: LeftOut.optional(),
});
export type PlannedFile = z.infer<typeof PlannedFile>;

/** One file that will be written. */
export const PlannedOutput = z.object({
  path: z.string(),
  kind: z.enum(['signature', 'cleartext', 'bundle', 'certificate', 'manifest']),
  of: z.string().optional(),
  exists: z.boolean(),
});
export type PlannedOutput = z.infer<typeof PlannedOutput>;

/** A file that an earlier run of the same release signed in the same way, and the digest that it had then. */
export const AlreadySigned = z.object({ relative: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
export type AlreadySigned = z.infer<typeof AlreadySigned>;

/** Shown before anything is written. */
export const SignPlan = z.object({
  files: z.array(PlannedFile),
  outputs: z.array(PlannedOutput),
  folder: z.string(),
  bytes: z.number(),
});
export type SignPlan = z.infer<typeof SignPlan>;

/** One file of a finished run. `verified` is always true: a signature that does not verify again is never reported as made. */
export const SignedFile = z.object({
  artifact: Artifact,
  outputs: z.array(
    z.object({
      path: z.string(),
      format: z.enum(['openpgp', 'sigstore', 'ssh', 'manifest']),
      signer: z.string().optional(),
      /** Of a Sigstore signature: whether a log entry and a timestamp are in its bundle. */
      logged: z.boolean().optional(),
      timestamped: z.boolean().optional(),
    }),
  ),
  verified: z.literal(true),
});
export type SignedFile = z.infer<typeof SignedFile>;

/** Who signed in a run: a key by its fingerprint, a login by whom its certificate names, and the instance that vouches for it. */
export const ReceiptSigner = z.object({
  fingerprint: z.string().optional(),
  kind: KeyKind.optional(),
  userId: z.string().optional(),
  identity: z.string().optional(),
  issuer: z.string().optional(),
  instance: z.string().optional(),
});
export type ReceiptSigner = z.infer<typeof ReceiptSigner>;

/** The end of a run: what was written and verified again, what failed and why, and what to tell the people who download. */
export const Receipt = z.object({
  signedAt: z.string(),
  folder: z.string(),
  files: z.array(SignedFile),
  /** The path of the list that the run was to make, whether it came to that or not. */
  list: z.string().optional(),
  failed: z.array(z.object({ path: z.string(), code: z.string(), detail: z.string() })),
  cancelled: z.boolean(),
  /** Paths that the run was to sign or to write and did not come to: it was stopped, or ended by a refused PIN. */
  left: z.array(z.string()).optional(),
  signers: z.array(ReceiptSigner),
  /** The Sigstore instance whose services were asked. */
  instance: z.string().optional(),
  /** What is signed and not yet logged, with its digest: the signatures are kept, and no bundle is written before a log has them. */
  pending: z.array(z.object({ path: z.string(), sha256: z.string() })).optional(),
  instructions: z.string(),
});
export type Receipt = z.infer<typeof Receipt>;
