import * as en from '../en/activity.ts';
import type { Words } from '../words.ts';

/** The Activity screen. */
export const ACTIVITY: Words<typeof en.ACTIVITY> = {
  ...en.ACTIVITY,
};
