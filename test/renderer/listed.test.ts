import { describe, expect, it } from 'vitest';
import {
  emptyList,
  shownOf,
  standingOf,
  STANDINGS,
  withRows,
  withStates,
} from '../../renderer/screens/repositories/listed.ts';
import type { GitRow, GitState } from '../../shared/model/repository.ts';

const row = (name: string, waits: boolean, more: Partial<GitRow> = {}): GitRow => ({
  name,
  id: name.repeat(4),
  subject: `about ${name}`,
  by: 'Ada',
  waits,
  ...more,
});
const state = (index: number, more: Partial<GitState> = {}): GitState => ({
  index,
  verdict: 'verified',
  case: 'verified',
  letter: 'G',
  signer: 'Ada',
  ...more,
});

describe('a list of tags or commits', () => {
  it('says nothing of what was not checked, and counts it apart', () => {
    let listed = withRows(emptyList(), [row('a', true), row('b', false), row('c', true), row('d', true)]);
    expect(listed.rows.map((_, index) => standingOf(listed, index))).toEqual([
      'waiting',
      'unsigned',
      'waiting',
      'waiting',
    ]);
    listed = withStates(listed, [state(0), state(2, { verdict: 'incomplete', case: 'object-unsigned' })]);
    expect(listed.counts).toEqual({ invalid: 0, untrusted: 0, incomplete: 0, verified: 1, unsigned: 2, waiting: 1 });
    listed = withStates(listed, [state(0, { verdict: 'invalid', case: 'tampered' }), state(9)]);
    expect(listed.counts).toEqual({ invalid: 1, untrusted: 0, incomplete: 0, verified: 0, unsigned: 2, waiting: 1 });
    expect(STANDINGS[0]).toBe('invalid');
    // No list is green at its head where anything else is in it.
    expect(STANDINGS.at(-1)).toBe('verified');
  });

  it('is narrowed and searched in its order, by names, words, people and places', () => {
    let listed = withRows(emptyList(), [row('v2', true), row('v1', true, { by: 'Björn' }), row('w', false)]);
    expect(shownOf(listed, 'all', ' ')).toBeUndefined();
    expect(shownOf(listed, 'all', 'v')).toEqual([0, 1]);
    expect(shownOf(listed, 'all', 'björn')).toEqual([1]);
    expect(shownOf(listed, 'all', 'WWWW')).toEqual([2]);
    expect(shownOf(listed, 'all', 'nobody')).toEqual([]);
    listed = withStates(listed, [state(1)]);
    expect(shownOf(listed, 'verified', '')).toEqual([1]);
    expect(shownOf(listed, 'waiting', 'about')).toEqual([0]);
  });

  it('of a hundred thousand rows is told, counted and searched without a stall', () => {
    let listed = emptyList();
    const rows = Array.from({ length: 1000 }, (_, n) => row(`tag ${n}`, n % 100 === 0));
    const began = performance.now();
    for (let group = 0; group < 100; group++) listed = withRows(listed, rows);
    expect(shownOf(listed, 'waiting', '')).toHaveLength(1000);
    expect(shownOf(listed, 'all', 'tag 999')).toHaveLength(100);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
