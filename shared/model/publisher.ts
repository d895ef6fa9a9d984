import * as z from 'zod';
import { KeyKind } from './key-kind.ts';

/** How a pin was confirmed: the user pasted what the project's page says, or the domain's Web Key Directory has the same. */
export const Confirmation = z.object({
  how: z.enum(['pasted', 'wkd', 'own-key', 'command-line', 'import']),
  at: z.string(),
  detail: z.string().optional(),
});
export type Confirmation = z.infer<typeof Confirmation>;

/**
 * A key: an OpenPGP primary key's whole fingerprint, or the SHA-256 of another key's SubjectPublicKeyInfo, or of an SSH key (upper-case hex).
 * `publicKey` is the SubjectPublicKeyInfo itself (base64), where it is known; `kind` says that it is an SSH key, where that is known.
 */
export const PinnedKey = z.object({
  fingerprint: z.string().regex(/^([0-9A-F]{40}|[0-9A-F]{64})$/),
  publicKey: z.string().max(8_000).optional(),
  kind: KeyKind.optional(),
});
export type PinnedKey = z.infer<typeof PinnedKey>;

/** Which certificates count: those of one issuer of logins, for an instance (`instance` is absent for public-good). */
const Vouched = {
  issuer: z.string().min(1).max(1_000),
  instance: z.string().min(1).max(100).optional(),
};

/** Somebody who logs in: the whole identity, as the certificate has it. */
export const PinnedIdentity = z.object({ identity: z.string().min(1).max(2_000), ...Vouched });
export type PinnedIdentity = z.infer<typeof PinnedIdentity>;

/** Identities that the user wrote a pattern for; it is compared with the whole of them. */
export const PinnedPattern = z.object({ identityPattern: z.string().min(1).max(1_000), ...Vouched });
export type PinnedPattern = z.infer<typeof PinnedPattern>;

/**
 * A build: a workflow of a repository, started by a kind of ref (`refs/tags/*`: any tag; else one branch, `refs/heads/main`), so that
 * the next release is recognised too. The repository's number tells it from another that is made later under the same name.
 */
export const PinnedBuild = z.object({
  repository: z.string().min(1).max(1_000),
  repositoryId: z.string().min(1).max(100).optional(),
  workflow: z.string().min(1).max(1_000),
  refs: z.string().regex(/^refs\/(tags\/\*|heads\/[^*]+)$/),
  ...Vouched,
});
export type PinnedBuild = z.infer<typeof PinnedBuild>;

/** Whom a pin means. */
export const PinnedSigner = z.union([PinnedKey, PinnedIdentity, PinnedPattern, PinnedBuild]);
export type PinnedSigner = z.infer<typeof PinnedSigner>;

const About = { label: z.string().optional(), confirmed: Confirmation };

/** A signer whom the user expects for a publisher. */
export const Pin = z.union([
  PinnedKey.extend(About),
  PinnedIdentity.extend(About),
  PinnedPattern.extend(About),
  PinnedBuild.extend(About),
]);
export type Pin = z.infer<typeof Pin>;

/**
 * Somebody whose releases the user checks. `stems` are learned from checks that ended verified (`core/trust`); `repositories` are folders
 * of git's on this machine of which the user said that they are this publisher's.
 */
export const Publisher = z.object({
  name: z.string().min(1).max(200),
  own: z.boolean(),
  since: z.string(),
  pins: z.array(Pin),
  stems: z.array(z.string()),
  repositories: z.array(z.string()).optional(),
});
export type Publisher = z.infer<typeof Publisher>;
