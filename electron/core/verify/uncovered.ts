import { relative, sep } from 'node:path';
import { stat } from 'node:fs/promises';
import type { Gathered } from './gather.ts';
import type { Item } from './item.ts';
import { isInside, lineFor, type List } from './list-index.ts';
import type { Paired, Unit } from './pair.ts';

/** The most names that one result tells. */
const MOST_NAMES = 1_000;

/** Finds the files of asked folders under a manifest that it does not name: they are told with the manifest's own result. */
export class Uncovered {
  readonly #gathered: Gathered;
  readonly #lists: ReadonlyMap<Item, List>;
  #files: Item[] | undefined;

  constructor(gathered: Gathered, paired: Paired) {
    this.#gathered = gathered;
    this.#lists = new Map(paired.lists.map((list) => [list.item, list]));
  }

  /** Names relative to the manifest's folder, at most a thousand. */
  namesFor(unit: Unit): string[] {
    const list = this.#lists.get(unit.target);
    if (list === undefined) return [];
    const { folder } = unit.target;
    const names: string[] = [];
    this.#files ??= this.#gathered.items.filter(
      (item) => item.origin === 'in-folder' && item.content.kind === 'artifact',
    );
    for (const item of this.#files) {
      if (names.length === MOST_NAMES) break;
      if (isInside(folder, item.path) && lineFor(list, item) === undefined)
        names.push(relative(folder, item.path).split(sep).join('/'));
    }
    return names;
  }
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
