import * as z from 'zod';
import { VERDICTS } from '../verdicts.ts';

/** What the evidence and the user's trust say together. */
export const Verdict = z.enum(VERDICTS);
export type Verdict = z.infer<typeof Verdict>;

/** What the machine found about one signature, before anybody's trust is asked. */
export const RESULTS = ['good', 'bad', 'no-key', 'unsupported'] as const;
export const SignatureResult = z.enum(RESULTS);
export type SignatureResult = z.infer<typeof SignatureResult>;

/** The closed list of remarks on a signature or on a whole check. Each is explained in the catalogue under `note.*`. */
export const NOTES = [
  'signer-not-expected',
  'project-unclear',
  'signer-changed',
  'malformed',
  'key-instead-of-signature',
  'unusable-input',
  'key-expired-since',
  'key-not-valid-then',
  'key-revoked',
  'key-retired',
  'signature-expired',
  'dated-in-future',
  'weak-digest',
  'weak-key',
  'sha1-self-signature',
  'key-may-not-sign',
  'text-mode',
  'chain',
  'sct',
  'log-proof',
  'log-promise',
  'checkpoint',
  'timestamp',
  'subject-mismatch',
  'no-trusted-time',
  'not-logged',
  'unknown-instance',
  'several-signatures',
  'threshold-not-met',
  'manifest-unsigned',
  'not-listed',
  'unlisted-files',
  'renamed',
  'key-not-refreshed',
  'downgrade',
] as const;
export const Note = z.enum(NOTES);
export type Note = z.infer<typeof Note>;

/** How a signature's date is known. `nothing`: it is the signer's own word. */
export const DateProof = z.enum(['log', 'timestamp', 'nothing']);
export type DateProof = z.infer<typeof DateProof>;
