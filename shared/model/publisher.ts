import * as z from 'zod';

/** How a pin was confirmed: the user pasted what the project's page says, or the domain's Web Key Directory has the same. */
export const Confirmation = z.object({
  how: z.enum(['pasted', 'wkd', 'own-key', 'command-line', 'import']),
  at: z.string(),
  detail: z.string().optional(),
});
export type Confirmation = z.infer<typeof Confirmation>;

/** A signer whom the user expects for a publisher: an OpenPGP primary key's whole fingerprint (upper-case hex). */
export const Pin = z.object({
  fingerprint: z.string().regex(/^([0-9A-F]{40}|[0-9A-F]{64})$/),
  label: z.string().optional(),
  confirmed: Confirmation,
});
export type Pin = z.infer<typeof Pin>;

/** Somebody whose releases the user checks. `stems` are learned from checks that ended verified (`core/trust`). */
export const Publisher = z.object({
  name: z.string().min(1).max(200),
  own: z.boolean(),
  since: z.string(),
  pins: z.array(Pin),
  stems: z.array(z.string()),
});
export type Publisher = z.infer<typeof Publisher>;
