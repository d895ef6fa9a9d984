import * as z from 'zod';

/**
 * One check that was made, or that could not be made. `check` is a stable kebab-case name
 * (`digest`, `signature`, `subkey-binding`, `manifest-line`, ...), `detail` says what was seen, in plain English.
 */
export const Check = z.object({
  check: z.string(),
  outcome: z.enum(['passed', 'failed', 'not-made']),
  detail: z.string(),
});
export type Check = z.infer<typeof Check>;
