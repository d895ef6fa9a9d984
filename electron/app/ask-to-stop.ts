import { dialog, type BrowserWindow } from 'electron';
import { words } from './words.ts';

/** Asks in plain words whether to stop what runs and close; to go on is what Enter and Escape mean. */
export async function askToStop(window: BrowserWindow | undefined): Promise<boolean> {
  const { closing } = words().shell;
  const box = {
    type: 'question' as const,
    message: closing.question,
    detail: closing.detail,
    buttons: [closing.keep, closing.stop],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const { response } = await (window === undefined ? dialog.showMessageBox(box) : dialog.showMessageBox(window, box));
  return response === 1;
}
