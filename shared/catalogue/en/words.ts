import { ERRORS } from './error.ts';
import { EVIDENCE } from './evidence.ts';
import { SHELL } from './shell.ts';
import { NOTE_TEXTS, VERDICT_SENTENCES } from './verdict.ts';
import { WINDOW } from './window.ts';

/** Every word of the app in English, by namespace. The other languages have the same shape. */
export const EN = {
  window: WINDOW,
  verdict: VERDICT_SENTENCES,
  note: NOTE_TEXTS,
  error: ERRORS,
  evidence: EVIDENCE,
  shell: SHELL,
};
