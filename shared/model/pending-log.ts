import * as z from 'zod';
import { Who } from './publication.ts';

const Base64 = z
  .string()
  .max(100_000)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/);

/** A signature by a key, or one whose time is proven, that no log knows yet: everything that it takes to log it and to write its bundle. */
export const PendingLog = z.object({
  id: z.string(),
  at: z.string(),
  instance: z.string(),
  who: Who,
  /** The artifact, and where its bundle goes; absolute. */
  artifact: z.string(),
  bundle: z.string(),
  /** SHA-256 of what stood at `bundle` when it was to be overwritten; nothing else is, later. */
  replaces: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** SHA-256 of the artifact, whatever digest was signed. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** What was signed. */
  digest: z.object({ algorithm: z.enum(['sha256', 'sha384', 'sha512']), hex: z.string().regex(/^[0-9a-f]{64,128}$/) }),
  signature: Base64,
  /** The certificate of a login; of a key, its public half (SubjectPublicKeyInfo). DER. */
  verifier: Base64,
  timestamps: z.array(Base64).max(32),
});
export type PendingLog = z.infer<typeof PendingLog>;
