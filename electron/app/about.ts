import { dialog, type BrowserWindow } from 'electron';
import type { AppInfo } from '../../shared/model/status.ts';
import { words } from './words.ts';

/** What the About box says: the app's version and what it runs on; and plainly so where that is the stand-in. */
export function aboutText(info: AppInfo): string {
  const runsOn = `Electron ${info.electron}, Chromium ${info.chrome}, Node ${info.node}`;
  return info.standIn ? `${runsOn}\n\n${words().shell.standIn}` : runsOn;
}

/** Shows the About box. */
export async function showAbout(window: BrowserWindow | undefined, info: AppInfo): Promise<void> {
  const box = {
    type: 'info' as const,
    title: words().shell.about,
    message: `${words().window.frame.name} ${info.version}`,
    detail: aboutText(info),
    buttons: [words().shell.ok],
  };
  await (window === undefined ? dialog.showMessageBox(box) : dialog.showMessageBox(window, box));
}
