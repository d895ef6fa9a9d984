import { app } from 'electron';
import type { ServicesOptions } from '../core/open-services.ts';
import { gitProgramWords } from './start-arguments.ts';

/**
 * This app as the program that git starts in place of gpg. None on Windows: there a program with windows cannot read what git hands it.
 */
export function gitHelper(): Pick<ServicesOptions, 'gitHelper'> {
  if (process.platform === 'win32') return {};
  const words = gitProgramWords(process.platform, app.isPackaged ? undefined : app.getAppPath());
  return { gitHelper: { app: ownFile(), words } };
}

/** What starts this app again tomorrow: of an AppImage its own file, since what it runs from is gone when it ends. */
function ownFile(): string {
  const { APPIMAGE: image, APPDIR: folder } = process.env;
  return image !== undefined && folder !== undefined && process.execPath.startsWith(`${folder}/`)
    ? image
    : process.execPath;
}
