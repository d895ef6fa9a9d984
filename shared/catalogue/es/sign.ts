import * as en from '../en/sign.ts';
import type { Words } from '../words.ts';

/** The Sign screen and its receipt. */
export const SIGN: Words<typeof en.SIGN> = {
  ...en.SIGN,
};
