import * as en from '../en/error.ts';
import type { Words } from '../words.ts';

/** The words for every error code. */
export const ERRORS: Words<typeof en.ERRORS> = {
  ...en.ERRORS,
};
