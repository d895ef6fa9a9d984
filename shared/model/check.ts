import * as z from 'zod';

const Values = z.record(z.string(), z.union([z.string(), z.number()]));

/** A sentence of the catalogue's namespace `evidence` with its values; a value may be such a sentence itself. Dates are RFC 3339. */
export const Says = z.object({
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.object({ key: z.string(), params: Values })])),
});
export type Says = z.infer<typeof Says>;

/**
 * One check that was made, or that could not be made. `check` is a stable kebab-case name
 * (`digest`, `signature`, `subkey-binding`, `manifest-line`, ...), `detail` says what was seen, in plain English;
 * `says` the same for any other language, absent in entries of earlier versions. `raw` has values as they stand in the signature
 * (times to the second, IDs, URIs), by the format's own names and in nobody's language: for who wants to compare.
 */
export const Check = z.object({
  check: z.string(),
  outcome: z.enum(['passed', 'failed', 'not-made']),
  detail: z.string(),
  says: Says.optional(),
  raw: z.record(z.string(), z.string()).optional(),
});
export type Check = z.infer<typeof Check>;
