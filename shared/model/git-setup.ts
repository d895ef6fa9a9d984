import * as z from 'zod';

/** One of git's settings, and what it is and becomes. */
const Change = z.object({ name: z.string(), before: z.array(z.string()), after: z.array(z.string()) });

/** What setting git up, or undoing it, would do, word for word. */
export const GitSetupPlan = z.object({
  commands: z.array(z.string()),
  changes: z.array(Change),
  /** The file that git would start, written first; null where git needs none of ours. */
  launcher: z.string().nullable(),
  /** Of an SSH key: the line by which git knows whose it is, and whether the list of these lines is ours to write. */
  allowed: z.object({ line: z.string(), file: z.string(), isOurs: z.boolean() }).nullable(),
});
export type GitSetupPlan = z.infer<typeof GitSetupPlan>;

/** A setup of ours: for all repositories, or for the one in `folder`. */
const GitSetup = z.object({
  folder: z.string().nullable(),
  key: z.string(),
  at: z.string(),
  /** Whose pins count where git asks; null: nobody's. */
  publisher: z.string().nullable(),
  settings: z.array(z.object({ name: z.string(), value: z.string(), state: z.enum(['set', 'changed']) })),
});
export type GitSetup = z.infer<typeof GitSetup>;

/** How git is set up for signing on this machine. */
export const GitSetupState = z.object({
  /** Whether there is a git. */
  git: z.boolean(),
  /** Whether git could start this app for a key that the app keeps. */
  helper: z.boolean(),
  /** What counts in every repository; `file`: the settings that it comes from, where these are not the user's own. */
  now: z.array(z.object({ name: z.string(), value: z.string(), file: z.string().nullable() })),
  setups: z.array(GitSetup),
});
export type GitSetupState = z.infer<typeof GitSetupState>;
