import * as z from 'zod';

/** What the status strip and the command `doctor` say about this machine. */
export const AppStatus = z.object({
  offline: z.boolean(),
  keychain: z.enum(['available', 'locked', 'absent']),
  /** `new`: no store yet; `needs-passphrase`: a passphrase must be set, as no keychain answers. */
  store: z.enum(['new', 'needs-passphrase', 'locked', 'unlocked']),
  gnupg: z.object({
    available: z.boolean(),
    version: z.string().optional(),
    cards: z.array(z.string()),
    /** Why GnuPG could not be asked, as technical text. */
    problem: z.string().optional(),
  }),
  jobs: z.number().int(),
  /** Signatures that a log could not be told of yet. */
  pending: z.number().int(),
});
export type AppStatus = z.infer<typeof AppStatus>;

export const AppInfo = z.object({
  version: z.string(),
  electron: z.string(),
  chrome: z.string(),
  node: z.string(),
  /** True on the stand-in Electron that serves development and tests. */
  standIn: z.boolean(),
  platform: z.string(),
  home: z.string(),
});
export type AppInfo = z.infer<typeof AppInfo>;
