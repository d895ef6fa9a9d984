import type { ActivityEntry } from '../../../shared/model/activity.ts';

/** One earlier check of a signature, as the memory of checks has it. */
export interface RememberedCheck {
  at: string;
  artifactName: string;
  artifactDigest?: string;
  signatureDigest?: string;
  fingerprint?: string;
  publisher?: string;
  verdict: string;
}

/** Everything that ran, newest last, in the home folder. Never holds a secret. */
export interface ActivityLog {
  append(entries: readonly ActivityEntry[], remembered: readonly RememberedCheck[]): Promise<void>;
  /** Newest first; `before` is the id of the last entry shown. */
  list(options: { before?: string; limit: number }): Promise<ActivityEntry[]>;
  /** Every remembered check, oldest first. */
  remembered(): Promise<readonly RememberedCheck[]>;
  clear(): Promise<void>;
}
