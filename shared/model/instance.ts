import * as z from 'zod';
import { ERROR_CODES } from '../error.ts';

/** Where an instance's trusted root comes from: its repository, this version of the app, or files that the user gave. */
export const RootOrigin = z.enum(['refreshed', 'shipped', 'files']);
export type RootOrigin = z.infer<typeof RootOrigin>;

/** The services of an instance, by their hosts, as they are shown. */
export const InstanceServices = z.object({
  certificateAuthorities: z.array(z.string()),
  logs: z.array(z.string()),
  timestampAuthorities: z.array(z.string()),
  logins: z.array(z.string()),
});
export type InstanceServices = z.infer<typeof InstanceServices>;

/** A set of Sigstore services as it is listed. */
export const InstanceSummary = z.object({
  name: z.string(),
  /** Came with the app; `public-good` is always used, the others are once they are added. */
  builtIn: z.boolean(),
  /** Whether anybody can read its log. */
  public: z.boolean(),
  /** Whether signatures are judged by its root. */
  used: z.boolean(),
  /** `tuf`: its root is refreshed from a repository. `files`: it stays as it was given. */
  source: z.enum(['tuf', 'files']),
  /** The repository's address, where there is one. */
  repository: z.string().nullable(),
  services: InstanceServices,
  /** The root that is trusted now; null where there is none. */
  root: z
    .object({
      from: RootOrigin,
      /** Since when it is known to be the newest: the refresh, the day it was shipped, or the day the files were given. RFC 3339. */
      asOf: z.string(),
      /** Whole days since then. */
      ageDays: z.number().int().min(0),
    })
    .nullable(),
  /** The last refresh that succeeded. RFC 3339. */
  refreshedAt: z.string().nullable(),
  /** What keeps it from being as it should be; the last root goes on being used where there is one. */
  problem: z.object({ code: z.enum(ERROR_CODES), detail: z.string(), at: z.string().nullable() }).optional(),
});
export type InstanceSummary = z.infer<typeof InstanceSummary>;
