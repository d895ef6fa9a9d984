import { realpath } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { exists } from '../../util/exists.ts';
import { nameOf } from '../name-bytes.ts';
import type { Repository } from '../repository/open-repository.ts';
import { gitOutput } from '../repository/run-git.ts';
import type { Watch } from '../repository/start-git.ts';

/**
 * Whether a file of a repository (`logs/refs/heads/main`), there or not, lies where its name says, if need be in another repository: by a
 * link, git would write it anywhere, or into nothing.
 */
export async function isKeptInPlace({ git, folder }: Repository, name: string, watch: Watch = {}): Promise<boolean> {
  const told = await gitOutput(git, folder, ['rev-parse', '--git-path', name], watch);
  const parts = name.split('/');
  for (let at = resolve(folder, nameOf(told.subarray(0, -1))); parts.length > 0; at = dirname(at)) {
    if (await exists(at)) return endsAs(await realpath(at).catch(() => ''), parts);
    parts.pop();
  }
  return true;
}

/** Disks differ in what they take for one name. */
function endsAs(path: string, parts: readonly string[]): boolean {
  const fold = (text: string): string => text.normalize('NFC').toLowerCase();
  const last = path.split(sep).slice(-parts.length);
  return fold(last.join('/')) === fold(parts.join('/'));
}
