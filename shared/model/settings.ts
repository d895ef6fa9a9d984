import * as z from 'zod';
import { LoginWay } from './login.ts';
import { ManifestOptions, SignatureKind } from './sign.ts';

/** What the user chose. Every field has a default, so that an older or damaged file still opens. */
export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** `pseudo` and `mirrored` are made up, for tests. */
  language: z.enum(['system', 'en', 'de', 'es', 'pseudo', 'mirrored']).default('system'),
  offline: z.boolean().default(false),
  /** Minutes without use after which the store locks; 0 never. */
  lockAfterMinutes: z.number().int().min(0).max(1440).default(15),
  /** Who asks for GnuPG's PINs and passphrases: this window, or the system's pinentry. */
  gnupgPrompts: z.enum(['app', 'pinentry']).default('app'),
  /** What the Sign screen makes unless the user says otherwise there. */
  signature: SignatureKind.default('armored'),
  /** The list of what was signed: as above. `on` false keeps the rest for the day it is wanted again. */
  manifest: ManifestOptions.extend({ on: z.boolean() }).default({
    on: true,
    name: 'SHA256SUMS',
    algorithm: 'sha256',
    style: 'gnu',
  }),
  /** Whether the system says when long work ends while nobody looks. */
  notifications: z.boolean().default(true),
  /** The way of logging in that was chosen last, offered first the next time. No secret, and nobody's name. */
  loginWay: LoginWay.default('browser'),
});
export type Settings = z.infer<typeof Settings>;
