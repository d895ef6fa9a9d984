import { relative, sep } from 'node:path';
import { stat } from 'node:fs/promises';
import type { Gathered } from './gather.ts';
import type { Paired, Unit } from './pair.ts';

/** Files of the asked folder under a manifest that it does not name, relative to it: told with the manifest's own result. */
export function uncoveredNames(unit: Unit, gathered: Gathered, paired: Paired): string[] {
  const { folder } = unit.target;
  const { content } = unit.target;
  const lines = content.kind === 'manifest' || content.kind === 'cleartext' ? (content.manifest?.lines ?? []) : [];
  const listed = new Set(lines.map((line) => line.name));
  const root = folder.endsWith(sep) ? folder : folder + sep;
  const own = new Set(paired.lists.map((list) => list.item.path));
  return gathered.items
    .filter(
      (item) =>
        item.origin === 'in-folder' &&
        item.content.kind === 'artifact' &&
        item.path.startsWith(root) &&
        !own.has(item.path),
    )
    .map((item) => relative(folder, item.path).split(sep).join('/'))
    .filter((name) => !listed.has(name));
}

/** How many bytes a check will read, as far as that can be told before. */
export async function bytesToRead(paired: Paired): Promise<number> {
  let total = 0;
  for (const { target } of paired.units) {
    total += await stat(target.path).then(
      (info) => info.size,
      () => 0,
    );
  }
  return total;
}
