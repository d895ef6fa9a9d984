import { AppError } from '../../../shared/error.ts';
import { createHashState, type HashState } from './hash-state.ts';
import { createTextFilter } from './text-filter.ts';
import type { Wanted } from './reading.ts';

/** All hashes wanted from one read, fed together. */
export interface HashSet {
  update(bytes: Uint8Array): void;
  /** True once a NUL byte went by. */
  hasNul(): boolean;
  /** The digest of the bytes so far followed by `suffix` as it is; as often as needed. Throws `internal` for a hash that is not in the set. */
  digest(wanted: Wanted, suffix?: Uint8Array): Uint8Array;
}

/** Starts the hashes wanted, each once. Throws `unsupported`. */
export async function createHashSet(wanted: readonly Wanted[]): Promise<HashSet> {
  const states = new Map<string, HashState>();
  const plain: HashState[] = [];
  const text: HashState[] = [];
  for (const one of wanted) {
    if (states.has(nameOf(one))) continue;
    const state = await createHashState(one.algorithm);
    states.set(nameOf(one), state);
    (one.text === true ? text : plain).push(state);
  }
  const feedText =
    text.length === 0 ? undefined : createTextFilter((bytes) => text.forEach((state) => state.update(bytes)));
  let nul = false;

  return {
    update(bytes) {
      nul ||= bytes.includes(0);
      for (const state of plain) state.update(bytes);
      feedText?.(bytes);
    },
    hasNul: () => nul,
    digest(one, suffix) {
      const state = states.get(nameOf(one))?.copy();
      if (state === undefined) throw new AppError('internal', `${nameOf(one)} was not asked for`);
      if (suffix !== undefined) state.update(suffix);
      return state.digest();
    },
  };
}

function nameOf(wanted: Wanted): string {
  return wanted.text === true ? `${wanted.algorithm} of text` : wanted.algorithm;
}
