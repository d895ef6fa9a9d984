import type { EN } from '../en/words.ts';
import type { Words } from '../words.ts';
import { AUDIT } from './audit.ts';
import { ERRORS } from './error.ts';
import { EVIDENCE } from './evidence.ts';
import { GIT_NOTES, GIT_SENTENCES } from './git.ts';
import { SHELL } from './shell.ts';
import { NOTE_TEXTS, VERDICT_SENTENCES } from './verdict.ts';
import { WINDOW } from './window.ts';

/** Every word of the app in German, by namespace. */
export const DE: Words<typeof EN> = {
  window: WINDOW,
  verdict: VERDICT_SENTENCES,
  note: NOTE_TEXTS,
  git: GIT_SENTENCES,
  gitNote: GIT_NOTES,
  error: ERRORS,
  evidence: EVIDENCE,
  shell: SHELL,
  audit: AUDIT,
};
