import * as z from 'zod';
import { Says } from './check.ts';
import { GitPerson } from './git-sign.ts';
import { CheckResult } from './result.ts';
import { ReceiptSigner } from './sign.ts';

/** A tag that was made and signed. */
const MadeTag = z.object({
  type: z.literal('tag'),
  name: z.string(),
  object: z.string(),
  target: z.string(),
  tagger: GitPerson,
  /** What it was before. */
  replaced: z.object({ object: z.string(), type: z.string() }).optional(),
});

/** Commits that took the place of others. */
const MadeCommits = z.object({
  type: z.literal('commits'),
  /** What was moved: a branch's whole name, or `HEAD`. */
  ref: z.string(),
  before: z.string(),
  after: z.string(),
  count: z.number().int(),
  /** So many of the old ones were on a remote. */
  published: z.number().int().optional(),
  /** The oldest first; of a long range Activity keeps only the newest. */
  commits: z.array(z.object({ before: z.string(), after: z.string(), subject: z.string() })),
});

/** The end of a run of signing in a repository: what was made, judged as anybody's is, and what is left to do with it. */
export const GitReceipt = z.object({
  signedAt: z.string(),
  /** The folder of the repository. */
  repository: z.string(),
  signer: ReceiptSigner,
  made: z.discriminatedUnion('type', [MadeTag, MadeCommits]),
  /** The command that brings back what was there before. */
  restore: z.string().optional(),
  /** The command that pushes it, where there is somewhere to push to. */
  push: z.string().optional(),
  /** The command by which whoever has the old ones takes over the new ones. */
  takeOver: z.string().optional(),
  /** What hosts of repositories will show beside it. */
  forges: z.array(
    z.object({
      forge: z.string(),
      shows: z.enum(['with-key', 'unverified']),
      /** Whether this repository is pushed there. */
      isRemote: z.boolean(),
      says: z.object({ detail: z.string(), says: Says }),
    }),
  ),
  /** What our own check of it said; absent where it could not be asked once more. */
  check: CheckResult.optional(),
});
export type GitReceipt = z.infer<typeof GitReceipt>;
