import { describe, expect, it } from 'vitest';
import { goingTo } from '../../renderer/parts/going-to.ts';
import { byVerdict, matching, openOf, ranked, shownIn, showsAny } from '../../renderer/screens/verify/ranked.ts';
import type { CheckResult } from '../../shared/model/result.ts';
import { result } from './results.ts';

const named = (name: string, verdict: CheckResult['verdict'] = 'verified'): CheckResult =>
  result({ id: name, verdict, artifact: { name, digests: {} } });
const names = (results: readonly CheckResult[]): string[] => results.map(({ artifact }) => artifact.name);

describe('ranked', () => {
  it('puts the worst on top and keeps the order within a verdict', () => {
    const all = [
      named('a'),
      named('b', 'incomplete'),
      named('c', 'invalid'),
      named('d'),
      named('e', 'untrusted'),
      named('f', 'invalid'),
    ];
    expect(names(ranked(all))).toEqual(['c', 'f', 'e', 'b', 'a', 'd']);
  });
});

describe('matching', () => {
  const all = [named('Compass-7.1.dmg'), named('Über.tar'), named('report\u202Efdp.exe')];

  it('finds without case, and however an accent is written', () => {
    expect(names(matching(all, 'COMPASS'))).toEqual(['Compass-7.1.dmg']);
    expect(names(matching(all, 'u\u0308ber'))).toEqual(['Über.tar']);
  });

  it('finds what is shown of a hidden character', () => {
    expect(names(matching(all, '\\u{202e}'))).toEqual(['report\u202Efdp.exe']);
  });

  it('finds nothing that is not there, and all for nothing', () => {
    expect(matching(all, 'sextant')).toEqual([]);
    expect(matching(all, '  ')).toEqual(all);
  });

  it('finds one of ten thousand within a second', () => {
    const many = Array.from({ length: 10_000 }, (_each, index) => named(`file-${index}.bin`));
    const before = performance.now();
    expect(names(matching(ranked(many), 'FILE-7777'))).toEqual(['file-7777.bin']);
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

describe('a view', () => {
  const all = [named('a-1'), named('a-2', 'invalid'), named('b-1', 'invalid'), named('b-2')];
  const shown = (filter: 'all' | CheckResult['verdict'], search: string) => shownIn(byVerdict(all), { filter, search });

  it('shows the worst first, of one verdict or all, whose name holds the search', () => {
    expect(names(shown('all', ''))).toEqual(['a-2', 'b-1', 'a-1', 'b-2']);
    expect(names(shown('all', 'b-'))).toEqual(['b-1', 'b-2']);
    expect(names(shown('verified', 'b-'))).toEqual(['b-2']);
    expect(names(shown('untrusted', ''))).toEqual([]);
  });

  it('opens the chosen result, or the first where the chosen one is not shown', () => {
    expect(openOf(shown('all', ''), 'a-1')?.id).toBe('a-1');
    expect(openOf(shown('all', 'b-'), 'a-1')?.id).toBe('b-1');
    expect(openOf(shown('all', 'c'), 'a-1')).toBeUndefined();
  });

  it('shows any only where one has both the verdict and the name', () => {
    expect(showsAny(all, { filter: 'verified', search: 'A-1' })).toBe(true);
    expect(showsAny(all, { filter: 'invalid', search: 'a-1' })).toBe(false);
    expect(showsAny(all, { filter: 'all', search: 'c' })).toBe(false);
    expect(showsAny([], { filter: 'all', search: '' })).toBe(false);
  });
});

describe('goingTo', () => {
  it('goes through a list by key, and stays in it', () => {
    expect(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].map((key) => goingTo(key, 5, 20, 8))).toEqual([
      6, 4, 13, 0, 0, 19,
    ]);
    expect(goingTo('ArrowDown', 19, 20, 8)).toBe(19);
    expect(goingTo('ArrowUp', 0, 20, 8)).toBe(0);
  });

  it('leaves other keys alone, and an empty list', () => {
    expect(goingTo('Enter', 5, 20, 8)).toBeUndefined();
    expect(goingTo('ArrowDown', -1, 0, 8)).toBeUndefined();
  });
});
