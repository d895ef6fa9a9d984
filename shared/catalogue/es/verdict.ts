import * as en from '../en/verdict.ts';
import type { Words } from '../words.ts';

/** What a verdict card says first, and what its one button offers. */
export const VERDICT_SENTENCES: Words<typeof en.VERDICT_SENTENCES> = {
  ...en.VERDICT_SENTENCES,
};

/** What each remark means, in one sentence. */
export const NOTE_TEXTS: Words<typeof en.NOTE_TEXTS> = {
  ...en.NOTE_TEXTS,
};
