import { beforeEach, expect, test, vi } from 'vitest';
import { useHelp } from '../../../renderer/parts/help/help-store.ts';

const help = () => useHelp.getState();

beforeEach(() => {
  vi.stubGlobal('document', { activeElement: 'the button' });
  help().close();
  return () => vi.unstubAllGlobals();
});

test('opens a topic and remembers who asked', () => {
  help().open('verdicts', 'red');
  expect(help().shown).toEqual({ topic: 'verdicts', anchor: 'red' });
  expect(help().opener).toBe('the button');
  expect(help().before).toEqual([]);
});

test('goes back the way that was come, and no further', () => {
  help().open('overview');
  vi.stubGlobal('document', { activeElement: 'a link in the help' });
  help().open('verdicts', 'red');
  expect(help().opener).toBe('the button');
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
