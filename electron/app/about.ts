import { dialog, type BrowserWindow } from 'electron';
import { SHELL } from '../../shared/catalogue/en/shell.ts';
import type { AppInfo } from '../../shared/model/status.ts';

/** What the About box says: the app's version and what it runs on; and plainly so where that is the stand-in. */
export function aboutText(info: AppInfo): string {
  const runsOn = `Electron ${info.electron}, Chromium ${info.chrome}, Node ${info.node}`;
  return info.standIn ? `${runsOn}\n\n${SHELL.standIn}` : runsOn;
}

/** Shows the About box. */
export async function showAbout(window: BrowserWindow | undefined, info: AppInfo): Promise<void> {
  const box = {
    type: 'info' as const,
    title: SHELL.about,
    message: `Countersign ${info.version}`,
    detail: aboutText(info),
    buttons: ['OK'],
  };
  await (window === undefined ? dialog.showMessageBox(box) : dialog.showMessageBox(window, box));
}
