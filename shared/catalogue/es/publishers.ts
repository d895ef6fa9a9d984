import * as en from '../en/publishers.ts';
import type { Words } from '../words.ts';

/** The Publishers screen. */
export const PUBLISHERS: Words<typeof en.PUBLISHERS> = {
  ...en.PUBLISHERS,
};
