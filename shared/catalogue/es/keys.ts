import * as en from '../en/keys.ts';
import type { Words } from '../words.ts';

/** The Keys screen and the store of secrets. */
export const KEYS: Words<typeof en.KEYS> = {
  ...en.KEYS,
};
