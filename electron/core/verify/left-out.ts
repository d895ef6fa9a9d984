import { basename, dirname, relative } from 'node:path';
import type { Check } from '../../../shared/model/check.ts';
import { seen, type Seen } from '../../../shared/seen.ts';
import { mayBeKey } from '../util/release-names.ts';
import type { Examined } from './examine.ts';
import type { Gathered } from './gather.ts';
import type { Item } from './item.ts';
import { isInside } from './list-index.ts';

const KEYS: ReadonlySet<Item['content']['kind']> = new Set(['certificate', 'public-key']);
/** So many names are told; more than these are counted. */
const MOST_TOLD = 100;

/** What was left out below one folder, until a result has told it. */
interface Group {
  folder: string;
  asked: boolean;
  names: { name: string; why: Seen; isFile: boolean }[];
  told: boolean;
}

/** Tells what a check did not look at (links that lead outside, devices, keys), once for each folder, with its first result. */
export class LeftOut {
  readonly #groups: Group[];

  constructor(gathered: Gathered) {
    const asked = gathered.folders.map((folder): Group => ({ folder, asked: true, names: [], told: false }));
    const beside = new Map<string, Group>();
    for (const { path, why } of gathered.leftOut) {
      const found = asked.find((group) => isInside(group.folder, path));
      const folder = found?.folder ?? dirname(path);
      const group = found ?? beside.get(folder) ?? { folder, asked: false, names: [], told: false };
      if (found === undefined) beside.set(folder, group);
      group.names.push({ name: relative(folder, path), why, isFile: false });
    }
    for (const item of gathered.items) {
      if (item.origin !== 'in-folder' || !KEYS.has(item.content.kind) || !mayBeKey(item.name)) continue;
      const group = asked.find(({ folder }) => isInside(folder, item.path));
      group?.names.push({
        name: relative(group.folder, item.path),
        why: seen('becauseKey'),
        isFile: true,
      });
    }
    this.#groups = [...asked, ...beside.values()];
  }

  /** Adds what was left out in the folder of this result, where no earlier one told it. */
  tellWith({ evidence, checks }: Examined): void {
    const { path } = evidence.artifact;
    if (path === undefined) return;
    for (const group of this.#groups) {
      const isHere = group.asked ? isInside(group.folder, path) : dirname(path) === group.folder;
      if (group.told || !isHere) continue;
      group.told = true;
      checks.push(...checksOf(group));
      const unlisted = group.asked ? group.names.filter((one) => !one.isFile).slice(0, MOST_TOLD) : [];
      if (unlisted.length > 0) evidence.unlisted = [...(evidence.unlisted ?? []), ...unlisted.map((one) => one.name)];
    }
  }

  /** Asked folders that gave no result at all: nothing was checked there, and that is a result too. */
  untold(): Examined[] {
    return this.#groups
      .filter((group) => group.asked && !group.told)
      .map((group) => ({
        evidence: {
          artifact: { name: basename(group.folder), path: group.folder, digests: {} },
          asked: 'artifact',
          signatures: [],
          lists: [],
        },
        checks: [{ check: 'artifact', outcome: 'not-made', ...seen('noFileInFolder') }, ...checksOf(group)],
      }));
  }
}

function checksOf({ names }: Group): Check[] {
  const check = 'left-out';
  const told = names
    .slice(0, MOST_TOLD)
    .map(({ name, why }): Check => ({ check, outcome: 'not-made', ...seen('leftOut', { name, why }) }));
  const more = names.length - told.length;
  return more > 0 ? [...told, { check, outcome: 'not-made', ...seen('leftOutMore', { count: more }) }] : told;
}
