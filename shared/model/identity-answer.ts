import * as z from 'zod';

/**
 * What came of comparing who signed with what a project's page says. `needs-repository`: the workflow signs for everybody who calls
 * it. `not-a-release`: the build was for a proposed change. `built-for-branch`: the page does not say that its releases are built for a
 * branch. `no-workflow`: it names the repository alone, where there is no signature that says the rest.
 */
export const IDENTITY_ANSWERS = [
  'same',
  'different',
  'none',
  'several',
  'no-issuer',
  'loose-pattern',
  'needs-repository',
  'not-a-release',
  'built-for-branch',
  'no-workflow',
] as const;
export const IdentityAnswer = z.enum(IDENTITY_ANSWERS);
export type IdentityAnswer = z.infer<typeof IdentityAnswer>;

/** What the user says of a signer: a text of the project's page, or a build put together. */
export const Told = z.union([
  z.object({ pasted: z.string().max(8_000) }),
  z.object({
    host: z.enum(['github', 'gitlab']),
    repository: z.string().max(1_000),
    workflow: z.string().max(1_000),
    /** One branch; absent for any tag. */
    branch: z.string().max(500).optional(),
  }),
]);
export type Told = z.infer<typeof Told>;
