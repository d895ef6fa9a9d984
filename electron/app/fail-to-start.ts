import { app, dialog } from 'electron';
import { tellable, toAppError } from '../../shared/error.ts';
import { errorWords } from '../../shared/messages.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { report } from './ipc/gate.ts';
import { words } from './words.ts';

/** Tells the user that the app cannot start, in plain words, and ends it. */
export function failToStart(thrown: unknown): void {
  const error = toAppError(thrown);
  report(thrown);
  const { title, advice } = errorWords(error.code, words().error);
  const detail = visibleText(tellable(error).detail);
  dialog.showErrorBox(words().shell.cannotStart, `${title}\n${advice}\n\n${detail}`.trimEnd());
  app.exit(1);
}
