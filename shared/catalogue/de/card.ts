import * as en from '../en/card.ts';
import type { Words } from '../words.ts';

/** The verdict card, its evidence and its panels. */
export const CARD: Words<typeof en.CARD> = {
  ...en.CARD,
};
