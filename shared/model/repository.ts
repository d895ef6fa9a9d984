import * as z from 'zod';
import { Case } from './result.ts';
import { Verdict } from './verdict.ts';

/** What a repository is made of here: the two lists of its screen. */
export const OBJECT_LISTS = ['tags', 'commits'] as const;
export const ObjectList = z.enum(OBJECT_LISTS);
export type ObjectList = z.infer<typeof ObjectList>;

/** A repository that is looked at. */
export const RepositoryFacts = z.object({
  name: z.string(),
  /** The folder of its files; of a bare one, git's own. */
  path: z.string(),
  kind: z.enum(['worktree', 'linked', 'bare']),
  format: z.enum(['sha1', 'sha256']),
  isShallow: z.boolean(),
  /** Whose the user said that it is. */
  publisher: z.string().optional(),
});
export type RepositoryFacts = z.infer<typeof RepositoryFacts>;

/** A tag or commit as its list shows it: what it says of itself, judged in no way. */
export const GitRow = z.object({
  /** A tag's name; commits have none. */
  name: z.string().optional(),
  id: z.string(),
  subject: z.string(),
  /** Who made it, as it says itself. */
  by: z.string(),
  /** RFC 3339; absent where it does not say. */
  at: z.string().optional(),
  /** It waits to be checked; else there is nothing in it that could be a signature. */
  waits: z.boolean(),
});
export type GitRow = z.infer<typeof GitRow>;

/** What came of checking the one at `index` of its list. */
export const GitState = z.object({
  index: z.number().int().nonnegative(),
  verdict: Verdict,
  case: Case,
  /** As `git log --format=%G?` has it. */
  letter: z.string(),
  /** Whom the signature names, as sentences call them; empty where it names nobody. */
  signer: z.string(),
});
export type GitState = z.infer<typeof GitState>;
