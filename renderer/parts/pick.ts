import type { FileHandle } from '../../shared/model/file-handle.ts';
import { call } from '../api.ts';
import { attempt } from './shell.ts';

/** Opens the system's dialog; an empty list where the user closed it or it failed. */
export async function pick(kind: 'files' | 'folder'): Promise<FileHandle[]> {
  let files: FileHandle[] = [];
  await attempt(async () => {
    files = await call('files.pick', { kind });
  });
  return files;
}
