import { expect, test } from 'vitest';
import { ERROR_CODES } from '../../shared/error.ts';
import { errorWords, isErrorCode } from '../../shared/messages.ts';

test.each(ERROR_CODES)('%s has a title and an advice, plain and without exclamation', (code) => {
  const { title, advice } = errorWords(code);
  for (const text of [title, advice]) {
    expect(text).toMatch(/^\S.*\.$/);
    expect(text).not.toMatch(/!|error occurred|invalid/i);
  }
});

test('an unknown code reads as a fault of our own', () => {
  expect(errorWords('nonsense')).toEqual(errorWords('internal'));
  expect(isErrorCode('toString')).toBe(false);
});
