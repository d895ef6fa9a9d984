import * as z from 'zod';

/** The accounts that one can log in with on public-good. */
export const LoginProvider = z.enum(['github', 'google', 'microsoft']);
export type LoginProvider = z.infer<typeof LoginProvider>;

/** How one logs in: with an account that is named before or chosen in the browser, or by a code on another device. */
export const LoginWay = z.enum(['browser', ...LoginProvider.options, 'device']);
export type LoginWay = z.infer<typeof LoginWay>;

/** Who logged in last at an instance. `tokenUntil`: the login itself was kept until then; null where only the name was. */
export const KeptLogin = z.object({
  instance: z.string(),
  identity: z.string(),
  issuer: z.string(),
  at: z.string(),
  tokenUntil: z.string().nullable(),
});
export type KeptLogin = z.infer<typeof KeptLogin>;
