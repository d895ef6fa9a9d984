import { folded } from '../../../shared/folded.ts';
import type { GitRow, GitState } from '../../../shared/model/repository.ts';
import { visibleText } from '../../../shared/visible-text.ts';

/** How a row stands: what its check came to, or why there is no such thing. */
export type Standing = (typeof STANDINGS)[number];
/** All of them, the worst first; only where all is genuine does that come first. */
export const STANDINGS = ['invalid', 'untrusted', 'incomplete', 'waiting', 'unsigned', 'verified'] as const;

/**
 * A list of a repository as far as it was told. The arrays grow in place, because there may be a hundred thousand rows; what is drawn of
 * them hangs on `version`.
 */
export interface Listed {
  version: number;
  rows: GitRow[];
  states: (GitState | undefined)[];
  /** What each row is found by. */
  searched: string[];
  counts: Record<Standing, number>;
}

/** A list of which nothing was told yet. */
export const emptyList = (): Listed => ({
  version: 0,
  rows: [],
  states: [],
  searched: [],
  counts: { invalid: 0, untrusted: 0, incomplete: 0, verified: 0, unsigned: 0, waiting: 0 },
});

/** How the row at `index` stands. Of what was not checked nothing is said. */
export function standingOf({ rows, states }: Pick<Listed, 'rows' | 'states'>, index: number): Standing {
  const state = states[index];
  if (state === undefined) return rows[index]?.waits === false ? 'unsigned' : 'waiting';
  return state.case === 'object-unsigned' ? 'unsigned' : state.verdict;
}

/** The same list with more rows at its end. */
export function withRows(listed: Listed, rows: readonly GitRow[]): Listed {
  const counts = { ...listed.counts };
  for (const row of rows) {
    const index = listed.rows.push(row) - 1;
    const { name = '', id, subject, by } = row;
    listed.searched.push(folded(`${name}\n${visibleText(name)}\n${id}\n${subject}\n${by}`));
    counts[standingOf(listed, index)]++;
  }
  return { ...listed, version: listed.version + 1, counts };
}

/** The same list with what came of checking some of its rows. */
export function withStates(listed: Listed, states: readonly GitState[]): Listed {
  const counts = { ...listed.counts };
  for (const state of states) {
    if (state.index >= listed.rows.length) continue;
    counts[standingOf(listed, state.index)]--;
    listed.states[state.index] = state;
    counts[standingOf(listed, state.index)]++;
  }
  return { ...listed, version: listed.version + 1, counts };
}

/** Which rows are shown: by their places, in the list's order; undefined for all of them. */
export function shownOf(listed: Listed, filter: Standing | 'all', search: string): readonly number[] | undefined {
  const wanted = folded(search.trim());
  if (filter === 'all' && wanted === '') return undefined;
  const shown: number[] = [];
  for (let index = 0; index < listed.rows.length; index++) {
    if (filter !== 'all' && standingOf(listed, index) !== filter) continue;
    if (wanted === '' || (listed.searched[index]?.includes(wanted) ?? false)) shown.push(index);
  }
  return shown;
}
