import * as z from 'zod';

/** What a policy says of an object that none of its grants lets through. */
const Otherwise = z.enum(['deny', 'warn']);

const Note = z.string().max(1_000).describe('For people; nothing is made of it.').optional();
const Issuer = z.string().min(1).max(1_000).describe('Who vouches for the identity, as its certificate has it.');
const Instance = z
  .string()
  .min(1)
  .max(100)
  .describe('The Sigstore that certified it, where it is not public-good.')
  .optional();

const SIGNER_KINDS = [
  z
    .strictObject({
      openpgp: z
        .string()
        .max(200)
        .regex(/^([0-9A-Fa-f] {0,2}){40}(([0-9A-Fa-f] {0,2}){24})?$/)
        .describe('The whole fingerprint of the primary key.'),
      note: Note,
    })
    .describe('An OpenPGP key.'),
  z
    .strictObject({
      ssh: z
        .string()
        .regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/)
        .describe('The fingerprint as ssh-keygen -l prints it.'),
      note: Note,
    })
    .describe('An SSH key.'),
  z
    .strictObject({ identity: z.string().min(1).max(2_000), issuer: Issuer, instance: Instance, note: Note })
    .describe('A certificate of Sigstore for somebody who logged in: the whole identity.'),
  z
    .strictObject({
      repository: z.string().min(1).max(1_000).describe('https://github.com/org/repo'),
      workflow: z.string().min(1).max(1_000).describe('.github/workflows/release.yml'),
      refs: z
        .string()
        .regex(/^refs\/(tags\/\*|heads\/[^*]+)$/)
        .describe('What the build was started by: refs/tags/* or one branch.'),
      repositoryId: z.string().min(1).max(100).optional(),
      issuer: Issuer,
      instance: Instance,
      note: Note,
    })
    .describe('A certificate of Sigstore for a build.'),
  z
    .strictObject({ publisher: z.string().min(1).max(200), note: Note })
    .describe('Whoever is pinned for this publisher where the policy is used.'),
] as const;

const SignerName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._@+-]{0,99}$/);
const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2}))?$/)
  .describe('A day, in UTC, or a whole RFC 3339 time.');

const Rule = z.strictObject({
  what: z
    .array(z.enum(['tags', 'commits', 'merges']))
    .min(1)
    .max(3)
    .describe('Tags; commits with at most one parent; commits with several.'),
  refs: z
    .array(z.string().min(1).max(500))
    .min(1)
    .max(1_000)
    .describe('Patterns of whole names of refs, as git for-each-ref has them; without it, all refs.')
    .optional(),
  signers: z.array(SignerName).max(1_000).describe('Who may sign them, by the names above.'),
  from: Day.describe('Signatures made earlier do not count.').optional(),
  until: Day.describe('Signatures made later do not count; a day counts whole.').optional(),
  expired: z
    .enum(['allow', 'deny'])
    .describe(
      'Whether keys count that ended after the date that their signature bears, which is the signer’s own word.',
    )
    .optional(),
  unsigned: Otherwise.optional(),
  unlisted: Otherwise.optional(),
  note: Note,
});

/** Which signers may sign which refs of a repository: what a policy file holds. `docs/git-policy.schema.json` is made of this. */
export const GitPolicyFile = z
  .strictObject({
    $schema: z.string().max(1_000).optional(),
    format: z.literal('countersign-git-policy'),
    version: z.literal(1),
    note: Note,
    signers: z.record(
      SignerName,
      z.union(SIGNER_KINDS, {
        error: 'one of: openpgp; ssh; identity and issuer; repository, workflow, refs and issuer; publisher',
      }),
    ),
    rules: z.array(Rule).max(1_000),
    unsigned: Otherwise.describe('What an object without a signature gives; deny where it is not said.').optional(),
    unlisted: Otherwise.describe('What a signature gives that no rule allows; deny where it is not said.').optional(),
    uncovered: z
      .enum(['deny', 'warn', 'allow'])
      .describe('What an object gives that no rule speaks of; deny where it is not said.')
      .optional(),
    start: z
      .array(z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/))
      .max(1_000)
      .describe('Commits that are taken as they are, with all that led to them.')
      .optional(),
  })
  .describe('Which signers may sign which tags and commits of a git repository.');
export type GitPolicyFile = z.infer<typeof GitPolicyFile>;
