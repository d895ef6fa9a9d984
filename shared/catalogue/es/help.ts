import * as en from '../en/help.ts';
import type { Words } from '../words.ts';

/** The help beside the content: its frame and its question marks. */
export const HELP: Words<typeof en.HELP> = {
  ...en.HELP,
};
