import { basename, dirname } from 'node:path';
import type { Item } from './item.ts';
import { isInside, lineFor, type List, placeBelow } from './list-index.ts';

/** The lists of one folder, found by the names that they list. */
interface FolderOfLists {
  sound: List[];
  broken: List[];
  byName: Map<string, List[]>;
  byBareName: Map<string, List[]>;
}

/** So many lists are searched for a digest, or for a word where they break their rules. */
const MOST_SEARCHED = 200;
const LINES_AT_ONCE = 10_000;

/** All lists of a check by the places and names that they speak of: a folder may hold thousands of lists, and a list 100,000 names. */
export class ListPlaces {
  readonly #folders = new Map<string, FolderOfLists>();

  /** Reads the lists' names, letting the event loop go now and then. `breathe` is called every 10,000 lines. */
  async add(lists: readonly List[], breathe: () => Promise<void>): Promise<void> {
    let read = 0;
    for (const list of lists) {
      const folder = this.#folderOf(list.item.folder);
      (list.problem === undefined ? folder.sound : folder.broken).push(list);
      for (const { name } of list.manifest?.lines ?? []) {
        put(folder.byName, name, list);
        put(folder.byBareName, basename(name), list);
        if (++read % LINES_AT_ONCE === 0) await breathe();
      }
    }
  }

  /**
   * The sound lists that name an item by its place below them or, for a file that was named itself, by its bare name; where there is
   * none, those to search for its digest. Then those that break their rules.
   */
  listsFor(item: Item): { naming: List[]; searched: List[]; broken: List[] } {
    const near = this.#near(item);
    const naming = new Set<List>();
    for (const [path, folder] of near) {
      for (const list of folder.byName.get(placeBelow(path, item.path) ?? '') ?? []) naming.add(list);
      if (item.origin === 'in-folder') continue;
      for (const list of folder.byBareName.get(item.name) ?? []) {
        if (isMeant(list, path, item) && lineFor(list, item) !== undefined) naming.add(list);
      }
    }
    const searched = naming.size > 0 ? [] : firstMeant(near, 'sound', item);
    return { naming: [...naming], searched, broken: firstMeant(near, 'broken', item) };
  }

  /** The item's folder and those above; for a file that was named itself, all: a list may have been named with it. */
  #near(item: Item): [string, FolderOfLists][] {
    if (item.origin !== 'in-folder') return [...this.#folders];
    const found: [string, FolderOfLists][] = [];
    for (let path = item.folder, above = ''; path !== above; above = path, path = dirname(path)) {
      const folder = this.#folders.get(path);
      if (folder !== undefined) found.push([path, folder]);
    }
    return found;
  }

  #folderOf(path: string): FolderOfLists {
    const known = this.#folders.get(path) ?? { sound: [], broken: [], byName: new Map(), byBareName: new Map() };
    this.#folders.set(path, known);
    return known;
  }
}

function firstMeant(near: readonly [string, FolderOfLists][], kind: 'sound' | 'broken', item: Item): List[] {
  const found: List[] = [];
  for (const [path, folder] of near) {
    for (const list of folder[kind]) {
      if (found.length === MOST_SEARCHED) return found;
      if (isMeant(list, path, item)) found.push(list);
    }
  }
  return found;
}

/** A list in another place speaks of an item only where both were named. */
function isMeant({ item: list }: List, folder: string, item: Item): boolean {
  return isInside(folder, item.path) || (list.origin !== 'in-folder' && list.origin !== 'beside');
}

function put(lists: Map<string, List[]>, name: string, list: List): void {
  const known = lists.get(name);
  if (known === undefined) lists.set(name, [list]);
  else if (known.at(-1) !== list) known.push(list);
}
