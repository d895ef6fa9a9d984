import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folded } from '../../shared/folded.ts';

describe('folded', () => {
  it.each([
    ['TITLE', 'title'],
    ['Über', 'u\u0308BER'],
    ['ﬁle', 'FILE'],
    ['Ｃompass', 'compass'],
    ['x²', 'X2'],
    ['a\u00a0b', 'A B'],
  ])('takes %s for %s', (one, other) => {
    expect(folded(one)).toBe(folded(other));
  });

  it.each([
    ['uber', 'über'],
    ['a', 'а'],
    ['title', 'tıtle'],
    ['a', ' a'],
    ['a', 'a\u200b'],
  ])('does not take %s for %s', (one, other) => {
    expect(folded(one)).not.toBe(folded(other));
  });

  it('leaves ASCII as it is but for its case', () => {
    const ascii = fc.string({ unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(ascii, (text) => {
        expect(folded(text.toUpperCase())).toBe(text.toLowerCase());
        expect(folded(text)).toBe(text.toLowerCase());
      }),
    );
  });
});
