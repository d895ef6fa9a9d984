import * as z from 'zod';

/**
 * What a certificate says of the build that signed, from the extensions that Sigstore's certificate authority copied out of the
 * builder's token. `repository` is a URI without an end slash (`https://github.com/org/repo`), `workflow` a path in it
 * (`.github/workflows/release.yml`), `ref` whole (`refs/tags/v2`). `builder` is there only where the workflow that signed stands
 * in another place than the build's own (a reusable workflow).
 */
export const BuildIdentity = z.object({
  provider: z.enum(['github', 'gitlab', 'other']),
  repository: z.string(),
  repositoryId: z.string().optional(),
  workflow: z.string().optional(),
  ref: z.string().optional(),
  commit: z.string().optional(),
  trigger: z.string().optional(),
  runUrl: z.string().optional(),
  builder: z.string().optional(),
});
export type BuildIdentity = z.infer<typeof BuildIdentity>;
