import { beforeEach, expect, test, vi } from 'vitest';
import { useHelp } from '../../../renderer/parts/help/help-store.ts';

const help = () => useHelp.getState();

const inContent = { closest: () => null };
const another = { closest: () => null };
const inHelp = { closest: () => ({}) };
const focus = (activeElement: unknown) => vi.stubGlobal('document', { activeElement });

beforeEach(() => {
  focus(inContent);
  help().close();
  return () => vi.unstubAllGlobals();
});

test('opens a topic and remembers who asked', () => {
  help().open('verdicts', 'red');
  expect(help().shown).toEqual({ topic: 'verdicts', anchor: 'red' });
  expect(help().opener).toBe(inContent);
  expect(help().before).toEqual([]);
});

test('goes back the way that was come, and no further', () => {
  help().open('overview');
  focus(inHelp);
  help().open('verdicts', 'red');
  expect(help().opener).toBe(inContent);
  help().back();
  expect(help().shown).toEqual({ topic: 'overview', anchor: undefined });
  help().back();
  expect(help().shown).toEqual({ topic: 'overview', anchor: undefined });
});

test('closes, and forgets the way', () => {
  help().open('overview');
  help().open('verdicts');
  help().close();
  expect(help().shown).toBeNull();
  help().open('sign-a-release');
  expect(help().before).toEqual([]);
});

test('gives the focus back to the last question mark, not to a link inside the help', () => {
  help().open('overview');
  focus(another);
  help().open('verdicts');
  expect(help().opener).toBe(another);
  focus(inHelp);
  help().open('overview');
  expect(help().opener).toBe(another);
});

test('the same place again is no step on the way', () => {
  help().open('overview');
  const first = help().shown;
  help().open('overview');
  expect(help().before).toEqual([]);
  // It is shown anew, so that the focus goes there again.
  expect(help().shown).not.toBe(first);
});
