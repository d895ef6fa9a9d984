import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Gathered } from '../../../renderer/parts/gathered.ts';

const given: string[][] = [];
let gathered: Gathered<string[]>;

beforeEach(() => {
  vi.useFakeTimers();
  given.length = 0;
  gathered = new Gathered<string[]>([], (all) => given.push(all));
});

afterEach(() => vi.useRealTimers());

const add = (word: string) => gathered.add((all) => all.push(word));

test('the first is given on at once, what follows soon goes together, and nothing twice', () => {
  for (const word of ['a', 'b', 'c']) add(word);
  expect(given).toEqual([['a']]);
  vi.advanceTimersByTime(99);
  expect(given).toEqual([['a']]);
  vi.advanceTimersByTime(1);
  expect(given).toEqual([['a'], ['b', 'c']]);
  vi.advanceTimersByTime(1000);
  expect(given).toEqual([['a'], ['b', 'c']]);
});

test('after a pause the next is given on at once again', () => {
  add('a');
  vi.advanceTimersByTime(500);
  add('b');
  expect(given).toEqual([['a'], ['b']]);
});

test('what waits can be given on before its time, and does not come again', () => {
  add('a');
  add('b');
  gathered.give();
  expect(given).toEqual([['a'], ['b']]);
  vi.advanceTimersByTime(1000);
  expect(given).toEqual([['a'], ['b']]);
});
