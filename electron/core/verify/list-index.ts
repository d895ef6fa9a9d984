import type { Seen } from '../../../shared/seen.ts';
import { basename, join, sep } from 'node:path';
import type { Manifest, ManifestLine } from '../manifest/model.ts';
import type { Item } from './item.ts';

/** The lines of one manifest, found by name or digest without going through them all. Built when first asked. */
export class ListIndex {
  readonly #lines: readonly ManifestLine[];
  #byName: Map<string, ManifestLine> | undefined;
  #byBareName: Map<string, ManifestLine[]> | undefined;
  #byDigest: Map<string, ManifestLine> | undefined;

  constructor(manifest: Manifest | undefined) {
    this.#lines = manifest?.lines ?? [];
  }

  named(name: string): ManifestLine | undefined {
    this.#byName ??= new Map(this.#lines.map((line) => [line.name, line]));
    return this.#byName.get(name);
  }

  /** Lines whose name without its folders is this one. */
  bareNamed(name: string): readonly ManifestLine[] {
    if (this.#byBareName === undefined) {
      this.#byBareName = new Map();
      for (const line of this.#lines) {
        const bare = basename(line.name);
        const known = this.#byBareName.get(bare);
        if (known === undefined) this.#byBareName.set(bare, [line]);
        else known.push(line);
      }
    }
    return this.#byBareName.get(name) ?? [];
  }

  withDigest(digest: string): ManifestLine | undefined {
    this.#byDigest ??= new Map(this.#lines.toReversed().map((line) => [line.digest, line]));
    return this.#byDigest.get(digest);
  }
}

/** A manifest as evidence: what it lists, and the files that sign it. */
export interface List {
  item: Item;
  manifest?: Manifest;
  problem?: Seen;
  signatures: Item[];
  index: ListIndex;
  /** Whether a file of this check lies at a path: a line that names it by its place means it, and no other of the same bare name. */
  isPresent: (path: string) => boolean;
}

/**
 * The line of a list that names an item: by its place relative to the list; else, for a file that was named itself, by its bare
 * name. Of several such lines the one with `digest` is meant, else the first.
 */
export function lineFor(list: List, item: Item, digest?: string): ManifestLine | undefined {
  const place = placeBelow(list.item.folder, item.path);
  if (place !== undefined) {
    const exact = list.index.named(place);
    if (exact !== undefined || item.origin === 'in-folder') return exact;
  }
  const whole = list.index.named(item.name);
  const bare = whole === undefined ? list.index.bareNamed(item.name) : [whole];
  const free = bare.filter((line) => !list.isPresent(join(list.item.folder, line.name)));
  return free.find((line) => line.digest === digest) ?? free[0];
}

/** Whether a path lies somewhere below a folder; what was pasted (no folder) is nowhere. */
export function isInside(folder: string, path: string): boolean {
  return placeBelow(folder, path) !== undefined;
}

/** A path relative to a folder above it, with forward slashes; undefined where it is not below. */
export function placeBelow(folder: string, path: string): string | undefined {
  if (folder === '') return undefined;
  const root = folder.endsWith(sep) ? folder : folder + sep;
  if (!path.startsWith(root)) return undefined;
  const place = path.slice(root.length);
  return sep === '/' ? place : place.replaceAll(sep, '/');
}
