import * as z from 'zod';

/** Digests of one file by algorithm name (`sha256`, `sha512`, ...), lower-case hex. */
export const Digests = z.record(z.string(), z.string());
export type Digests = z.infer<typeof Digests>;

/** What is judged: a file, or a digest alone (then `path` and `size` are absent and `name` is the digest's own text). */
export const Artifact = z.object({
  name: z.string(),
  path: z.string().optional(),
  size: z.number().int().nonnegative().optional(),
  digests: Digests,
});
export type Artifact = z.infer<typeof Artifact>;
