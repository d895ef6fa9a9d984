import * as z from 'zod';

/** The accounts that one can log in with on public-good. */
export const LoginProvider = z.enum(['github', 'google', 'microsoft']);
export type LoginProvider = z.infer<typeof LoginProvider>;

/** Who logged in last at an instance. `tokenUntil`: the login itself was kept until then; null where only the name was. */
export const KeptLogin = z.object({
  instance: z.string(),
  identity: z.string(),
  issuer: z.string(),
  at: z.string(),
  tokenUntil: z.string().nullable(),
});
export type KeptLogin = z.infer<typeof KeptLogin>;
