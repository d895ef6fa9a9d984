import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import type { AppInfo } from '../../shared/model/status.ts';

/** Which app this is and what it runs on. The stand-in Electron for development has a file of that name beside its program. */
export function readAppInfo(home: string): AppInfo {
  const { versions } = process;
  return {
    version: app.getVersion(),
    electron: versions.electron,
    chrome: versions.chrome,
    node: versions.node,
    standIn: existsSync(join(dirname(process.execPath), 'STAND-IN')),
    platform: process.platform,
    home,
  };
}
