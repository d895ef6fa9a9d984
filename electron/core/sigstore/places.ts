import { realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { toAppError } from '../../../shared/error.ts';
import type { Place } from '../../../shared/model/publication.ts';

/**
 * Where a file belongs: the nearest repository around it, else its folder. A repository over a whole home folder counts as none: it would
 * stand for everything that somebody has. Throws `not-found`.
 */
export async function placeOf(file: string, userHome = homedir()): Promise<Place> {
  const folder = await whereItIs(dirname(resolve(file)));
  const home = await realpath(userHome).catch(() => userHome);
  for (let at = folder; at !== home && dirname(at) !== at; at = dirname(at)) {
    if (await isThere(join(at, '.git'))) return { path: at, kind: 'repository' };
  }
  return { path: folder, kind: 'folder' };
}

/** The places of several files, each once: of a link, where it lies and where the file is that it leads to. */
export async function placesOf(files: readonly string[], userHome?: string): Promise<Place[]> {
  // A file that is made later leads nowhere yet.
  const targets = await Promise.all(files.map((file) => realpath(file).catch(() => file)));
  const folders = [...new Set([...files, ...targets].map((file) => dirname(resolve(file))))];
  const places = await Promise.all(folders.map((folder) => placeOf(join(folder, 'file'), userHome)));
  return [...new Map(places.map((place) => [place.path, place])).values()];
}

/** Whether `path` is `folder` or lies in it. Both are whole. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === path);
}

/** The one path of a folder or file, links followed. Throws `not-found`. */
export async function whereItIs(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    throw toAppError(error);
  }
}

/** As `whereItIs`; of a file that is not made yet, the place in its folder. */
export async function whereItWillBe(path: string): Promise<string> {
  return (await isThere(path)) ? whereItIs(path) : join(await whereItIs(dirname(path)), basename(path));
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
