import * as en from '../en/frame.ts';
import type { Words } from '../words.ts';

/** The frame around every screen: rail, strip, drop halves, progress, prompts, and the trade's words explained. */
export const FRAME: Words<typeof en.FRAME> = {
  ...en.FRAME,
};
