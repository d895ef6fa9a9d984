import type { PinnedSigner } from '../../../../shared/model/publisher.ts';

/** What a rule speaks of: tags, commits with at most one parent, and commits with several. */
export type PolicyObject = 'tags' | 'commits' | 'merges';

/** A signer by the name that the policy gives: one, or all who are pinned for a publisher. */
export interface PolicySigner {
  name: string;
  means: { signer: PinnedSigner } | { publisher: string };
}

/** Who may sign what, and when. */
export interface PolicyRule {
  what: readonly PolicyObject[];
  /** Patterns of refs; absent: all. */
  refs?: readonly string[];
  signers: readonly string[];
  from?: Date;
  until?: Date;
  /** Keys that ended after the date that their signature bears count too. */
  allowsExpired: boolean;
  unsigned: 'deny' | 'warn';
  unlisted: 'deny' | 'warn';
}

/** A policy that was read. */
export interface GitPolicy {
  signers: readonly PolicySigner[];
  rules: readonly PolicyRule[];
  uncovered: 'deny' | 'warn' | 'allow';
  /** Commits that are taken as they are, with all that led to them. */
  start: readonly string[];
  /** SHA-256 of the file, hex. */
  sha256: string;
}

/**
 * Why a policy says what it says. `signer-unlisted`: good, and by nobody whom a rule names here; `out-of-time`, `no-date`: by one of them,
 * at another time, or at a time that nothing tells; `signature-weak`: good, and weakened (an old method, a key that has ended);
 * `not-checkable`: a key is missing, or the like;
 * `renamed`: what was signed is a tag of another name.
 */
export type PolicyReason =
  | 'signer-listed'
  | 'signer-unlisted'
  | 'out-of-time'
  | 'no-date'
  | 'signature-weak'
  | 'signature-bad'
  | 'not-checkable'
  | 'renamed'
  | 'unsigned'
  | 'uncovered';

/** What a policy says of one object, beside its verdict and never in its place. */
export interface PolicyWord {
  word: 'allowed' | 'warned' | 'denied';
  reason: PolicyReason;
  /** The ref that this is said for, where it is known. */
  ref?: string;
  /** Who signed, by the policy's name. */
  signer?: string;
}
