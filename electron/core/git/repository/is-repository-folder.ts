import { join } from 'node:path';
import { exists } from '../../util/exists.ts';

/** Whether a folder is a repository's by what lies in it: a worktree's (of a linked one and a submodule too), or a bare one. Runs nothing. */
export async function isRepositoryFolder(folder: string): Promise<boolean> {
  if (await exists(join(folder, '.git'))) return true;
  const parts = await Promise.all(['HEAD', 'objects', 'refs'].map((name) => exists(join(folder, name))));
  return parts.every(Boolean);
}
