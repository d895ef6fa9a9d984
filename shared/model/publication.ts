import * as z from 'zod';

/** Whose signature it is, as a public log tells it: who logged in and with whom, or a key by its fingerprint. */
export const Who = z.union([
  z.object({ identity: z.string(), issuer: z.string() }),
  z.object({ fingerprint: z.string() }),
]);
export type Who = z.infer<typeof Who>;

/** A folder, or the repository that a folder lies in; an absolute path. */
export const Place = z.object({ path: z.string(), kind: z.enum(['folder', 'repository']) });
export type Place = z.infer<typeof Place>;

/** What becomes public for ever if the user agrees, or stays for ever in the logs of a private instance. */
export const Publication = z.object({
  who: Who,
  /** Whom the certificate may name instead: the instance decides, and only it knows. */
  others: z.array(z.object({ identity: z.string(), issuer: z.string() })).optional(),
  instance: z.string(),
  /** Whether anybody can read it; else those who may read the logs of a private instance. */
  isPublic: z.boolean(),
  /** Hosts of the logs that are told; none where only a certificate is published. */
  logs: z.array(z.string()),
  /** Whether the certificate itself, with the identity in it, is published in a log of certificates. */
  certificate: z.boolean(),
  /** The first file, of as many. */
  file: z.object({ name: z.string(), algorithm: z.string(), digest: z.string() }),
  files: z.number().int(),
  /** The log entry of the first file as it will be sent, JSON; `…` stands for what is made only after the user agrees. */
  entry: z.string(),
  /** Where it will be remembered, if the user wants. */
  places: z.array(Place),
});
export type Publication = z.infer<typeof Publication>;

/** A consent that is remembered: for one signer at one instance, and one place; never for the signer alone. */
export const Consent = z.object({ who: Who, instance: z.string(), place: Place, at: z.string() });
export type Consent = z.infer<typeof Consent>;

/** A folder or repository from which nothing may go to a public log. */
export const NeverPublic = z.object({ path: z.string(), at: z.string() });
export type NeverPublic = z.infer<typeof NeverPublic>;

/** Everything that was agreed to and forbidden. */
export const Consents = z.object({
  consents: z.array(Consent).max(10_000),
  neverPublic: z.array(NeverPublic).max(10_000),
});
export type Consents = z.infer<typeof Consents>;
