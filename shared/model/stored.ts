import * as z from 'zod';

/** What a file of the home folder holds. `cache`: what GnuPG exported, kept for speed. */
export const StoredKind = z.enum(['keys', 'publishers', 'activity', 'settings', 'instances', 'cache']);
export type StoredKind = z.infer<typeof StoredKind>;

/** Everything that lies in the home folder. `others`: names that the app does not give, damaged files set aside among them. */
export const Stored = z.object({
  files: z.array(z.object({ kind: StoredKind, name: z.string(), path: z.string(), size: z.number() })),
  others: z.array(z.string()),
  /** What locks the keys: the system's keychain, or a passphrase of the user's. */
  protection: z.enum(['keychain', 'passphrase']),
});
export type Stored = z.infer<typeof Stored>;
