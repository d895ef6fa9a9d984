import * as z from 'zod';

/** What a second start hands to the first: absolute paths that a person named on its command line. */
export const HandOver = z.object({
  files: z.array(z.string().min(1).max(8192)).max(10_000),
  intent: z.enum(['verify', 'sign']),
});
export type HandOver = z.infer<typeof HandOver>;
