import * as z from 'zod';

/** Commits that were signed anew and gave way to the old ones again. */
export const GitUndone = z.object({
  at: z.string(),
  /** The folder of the repository. */
  repository: z.string(),
  /** What was moved: a branch's whole name, or `HEAD`. */
  ref: z.string(),
  /** Where it is again. */
  before: z.string(),
  /** Where it was: the newest one that was signed. */
  after: z.string(),
  count: z.number().int(),
  /** The command that brings the signed ones back. */
  restore: z.string(),
  /** Remote-tracking branches that had some of the signed ones. */
  published: z.array(z.string()),
  /** The command that puts the old ones in their place there too, where that takes away nothing else. */
  push: z.string().optional(),
});
export type GitUndone = z.infer<typeof GitUndone>;
