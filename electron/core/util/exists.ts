import { lstat } from 'node:fs/promises';

/** Whether anything of this name is there, a dangling link included. */
export async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}
