import * as en from '../en/evidence.ts';
import type { Words } from '../words.ts';

/** What each check saw. */
export const EVIDENCE: Words<typeof en.EVIDENCE> = {
  ...en.EVIDENCE,
};
