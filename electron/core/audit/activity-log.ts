import type { ActivityEntry } from '../../../shared/model/activity.ts';
import type { Lines } from '../util/json-lines.ts';

/** One earlier check of a signature, as the memory of checks has it. */
export interface RememberedCheck {
  at: string;
  artifactName: string;
  artifactDigest?: string;
  signatureDigest?: string;
  fingerprint?: string;
  identity?: string;
  issuer?: string;
  publisher?: string;
  verdict: string;
}

/** What is remembered of earlier checks, for one call to ask. */
export interface Memory {
  /** When the signature with this digest was first checked here. */
  firstSeen(signatureDigest: string): string | undefined;
  /** The checks of a publisher that came out verified, oldest first. */
  verifiedOf(publisher: string): readonly RememberedCheck[];
}

/** Everything that ran, newest last, in the home folder. Never holds a secret. */
export interface ActivityLog {
  append(entries: Lines<ActivityEntry>, remembered: Lines<RememberedCheck>): Promise<void>;
  /** Newest first; `before` is the id of the last entry shown. */
  list(options: { before?: string; limit: number }): Promise<ActivityEntry[]>;
  /** What is remembered now, to be asked about one signature or publisher. */
  memory(): Promise<Memory>;
  clear(): Promise<void>;
}
