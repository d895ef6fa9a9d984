import * as en from '../en/verify.ts';
import type { Words } from '../words.ts';

/** The Verify screen around its cards. */
export const VERIFY: Words<typeof en.VERIFY> = {
  ...en.VERIFY,
};
