import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inParallel } from '../util/in-parallel.ts';
import type { Item } from './item.ts';
import type { Paired } from './pair.ts';

/** So many sizes are asked for at once. */
const AT_ONCE = 16;

/** How many files a check will read, and how many bytes they have; the files of an asked list count, each as one. */
export async function workAhead({ units }: Paired): Promise<{ files: number; bytes: number }> {
  const paths = units.flatMap(({ target, asked }) => [
    ...(target.size === undefined ? [target.path] : []),
    ...(asked === 'manifest' ? listedNames(target).map((name) => join(target.folder, name)) : []),
  ]);
  const known = units.flatMap(({ target }) => target.size ?? []);
  let bytes = known.reduce((sum, size) => sum + size, 0);
  for await (const size of inParallel(paths, AT_ONCE, sizeOf)) bytes += size;
  return { files: paths.length + known.length, bytes };
}

function listedNames({ content }: Item): string[] {
  const manifest = content.kind === 'manifest' || content.kind === 'cleartext' ? content.manifest : undefined;
  return manifest?.lines.map((line) => line.name) ?? [];
}

/** In bytes; 0 for what is not there. */
async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    (info) => info.size,
    () => 0,
  );
}
