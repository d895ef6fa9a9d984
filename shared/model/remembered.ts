import * as z from 'zod';
import { KeptLogin } from './login.ts';
import { Consents } from './publication.ts';

/** What is remembered of logins and of what may become public. */
export const Remembered = Consents.extend({ logins: z.array(KeptLogin) });
export type Remembered = z.infer<typeof Remembered>;
