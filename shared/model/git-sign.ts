import * as z from 'zod';
import { LoginProvider } from './login.ts';
import { SigstoreOptions } from './sign.ts';

/** Longer than any name of a tag or branch that git takes; what is longer is told so by the name's own check. */
const Name = z.string().max(4096);

/** Whom a tag or commit names, as git keeps it. */
export const GitPerson = z.object({ name: z.string().max(1000), email: z.string().max(1000) });
export type GitPerson = z.infer<typeof GitPerson>;

/** Who signs, and how a login goes where one signs. */
export const GitSignerChoice = z.object({
  key: z.string().min(1).max(200),
  sigstore: SigstoreOptions.optional(),
  login: z.object({ provider: LoginProvider.optional(), device: z.boolean() }).optional(),
});
export type GitSignerChoice = z.infer<typeof GitSignerChoice>;

/** A tag while somebody still makes up their mind: what is left out is proposed. */
export const TagDraft = z.object({ name: Name.optional(), target: Name.optional() });
export type TagDraft = z.infer<typeof TagDraft>;

/** A tag that is to be signed. Without a target it names what it names already, or what is checked out. */
export const TagWish = z.object({
  name: Name,
  target: Name.optional(),
  message: z.string().max(1_000_000).optional(),
  tagger: GitPerson.optional(),
  /** The date in the tag, RFC 3339; absent: the moment in which it is signed. */
  at: z.iso.datetime({ offset: true }).optional(),
  /** A second yes: the tag that is there becomes another object. */
  replace: z.boolean(),
});
export type TagWish = z.infer<typeof TagWish>;

/** Why git takes a name for no tag. */
export const TAG_NAME_FAULTS = [
  'empty',
  'begins-with-dash',
  'is-head',
  'odd-characters',
  'odd-dots',
  'odd-slashes',
  'ends-in-lock',
  'too-long',
] as const;

/** A commit as it is shown before something names it. */
export const TargetCommit = z.object({
  id: z.string(),
  author: z.string().optional(),
  /** RFC 3339. */
  at: z.string().optional(),
  subject: z.string(),
  isUnpushed: z.boolean(),
});
export type TargetCommit = z.infer<typeof TargetCommit>;

/** What a tag would be, and what it could be called. */
export const TagPreparation = z.object({
  names: z.array(z.string()),
  fault: z.enum(TAG_NAME_FAULTS).optional(),
  /** Another tag stands in the way of this name, as `v1` stands in the way of `v1/x`. */
  isInTheWay: z.boolean().optional(),
  /** The tag that is there under this name. */
  existing: z.object({ object: z.string(), isAnnotated: z.boolean(), isSigned: z.boolean() }).optional(),
  target: TargetCommit,
  message: z.string(),
  tagger: GitPerson.extend({ from: z.enum(['environment', 'user', 'repository']) }).optional(),
  /** The branch that is checked out, and all branches. */
  branch: z.string().optional(),
  branches: z.array(z.string()),
});
export type TagPreparation = z.infer<typeof TagPreparation>;

/** What lies in the folder and is in no commit: some names of each kind, and how many there are. */
export const UncommittedFiles = z.object({
  count: z.number().int(),
  names: z.array(z.string()),
  /** A filter of the repository's may explain all of it. */
  isUnsure: z.boolean(),
  /** There was too much to look at all of it. */
  isCut: z.boolean(),
});
export type UncommittedFiles = z.infer<typeof UncommittedFiles>;

/** Commits to be signed anew while somebody still makes up their mind; neither `after` nor `from`: the newest alone. */
export const CommitsDraft = z.object({
  /** Without `refs/heads/`; absent: the one that is checked out. */
  branch: Name.optional(),
  /** All that this one does not hold: a tag, a branch or a commit. */
  after: Name.optional(),
  /** This commit and all that are built on it. */
  from: Name.optional(),
});
export type CommitsDraft = z.infer<typeof CommitsDraft>;

/** Commits that are to be signed anew, as they were shown. */
export const CommitsWish = CommitsDraft.extend({
  branch: Name,
  /** Where the branch was when it was looked at. */
  head: Name,
  /** A second yes: others may have them already. */
  evenPublished: z.boolean(),
});
export type CommitsWish = z.infer<typeof CommitsWish>;

/** Why no commits can be signed anew as they were chosen. */
export const COMMITS_FAULTS = ['no-branch', 'no-commits', 'unknown', 'none', 'not-in-branch'] as const;
export type CommitsFault = (typeof COMMITS_FAULTS)[number];

/** A commit that another one would take the place of. */
export const PlannedCommit = z.object({
  id: z.string(),
  author: z.string().optional(),
  /** When it was committed, RFC 3339. */
  at: z.string().optional(),
  subject: z.string(),
  isMerge: z.boolean(),
  isSigned: z.boolean(),
  isPublished: z.boolean(),
});
export type PlannedCommit = z.infer<typeof PlannedCommit>;

/** What signing commits anew would change. */
export const CommitsPlan = z.object({
  head: z.string(),
  after: z.string().optional(),
  count: z.number().int(),
  merges: z.number().int(),
  signed: z.number().int(),
  published: z.number().int(),
  /** The newest first; of very many only the newest. */
  commits: z.array(PlannedCommit),
  /** Those of all of them that are signed already: whose signatures are lost. */
  signedIds: z.array(z.string()),
  /** Whom the newest names as its committer. */
  email: z.string(),
  /** Other branches and tags that stay on the old ones, by their whole names; of very many only some. */
  left: z.array(z.string()),
  leftCount: z.number().int(),
  /** The branch on the remote, and how many commits it has that are not here. */
  remote: z.object({ name: z.string(), ahead: z.number().int() }).optional(),
});
export type CommitsPlan = z.infer<typeof CommitsPlan>;

/** What signing them would change, or why that cannot be. */
export const CommitsPreparation = z.object({
  branch: z.string().optional(),
  branches: z.array(z.string()),
  chosen: z.string().optional(),
  tags: z.array(z.string()),
  fault: z.enum(COMMITS_FAULTS).optional(),
  /** What stands in the way of these: others may do. */
  refused: z.object({ code: z.string(), detail: z.string() }).optional(),
  plan: CommitsPlan.optional(),
});
export type CommitsPreparation = z.infer<typeof CommitsPreparation>;
