import { expect, it } from 'vitest';
import { stepOf } from '../../renderer/screens/repositories/version-step.ts';

it.each([
  ['v1.0.1', 'patch'],
  ['v1.1.0', 'minor'],
  ['2.0.0', 'major'],
  ['pkg@v1.4', 'minor'],
  ['v2.0', 'major'],
  ['v2.0.0-rc.2', 'preview'],
  ['v2.0.0-rc1', 'preview'],
])('%s says %s', (name, step) => {
  expect(stepOf(name)).toBe(step);
});

it('says nothing of what is no version', () => {
  for (const name of ['', 'stable', 'release-7', 'v1']) expect(stepOf(name)).toBeUndefined();
});
