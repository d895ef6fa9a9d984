import { nameOfDigestFile } from '../manifest/algorithm-names.ts';
import type { Item } from './item.ts';
import { type List, placeBelow } from './list-index.ts';
import type { Paired, Unit } from './pair.ts';

/** The most names that one result tells. */
const MOST_NAMES = 1_000;

/** Finds the files of asked folders under a manifest that it does not name: they are told with the manifest's own result. */
export class Uncovered {
  readonly #lists: ReadonlyMap<Item, List>;
  readonly #files: readonly Item[];

  constructor({ lists, coverable }: Paired) {
    const byItem = new Map(lists.map((list) => [list.item, list]));
    this.#lists = byItem;
    this.#files = coverable.filter((item) => item.origin === 'in-folder' && !byItem.has(item));
  }

  /** Names relative to the manifest's folder, at most a thousand. */
  namesFor(unit: Unit): string[] {
    const list = this.#lists.get(unit.target);
    if (list === undefined || speaksOfOne(list)) return [];
    const { folder } = unit.target;
    const names: string[] = [];
    for (const item of this.#files) {
      if (names.length === MOST_NAMES) break;
      const place = placeBelow(folder, item.path);
      if (place !== undefined && list.index.named(place) === undefined) names.push(place);
    }
    return names;
  }
}

/** `x.tar.gz.sha256` is made for one file, and says nothing by not naming others. */
function speaksOfOne({ item, manifest }: List): boolean {
  const [only, another] = manifest?.lines ?? [];
  return another === undefined && only !== undefined && only.name === nameOfDigestFile(item.name);
}
