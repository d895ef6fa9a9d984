import * as en from '../en/settings.ts';
import type { Words } from '../words.ts';

/** The Settings screen. */
export const SETTINGS: Words<typeof en.SETTINGS> = {
  ...en.SETTINGS,
};
