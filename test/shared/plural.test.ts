import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textFor } from '../../shared/plural.ts';

const texts = {
  plain: 'plain',
  file_one: 'a file',
  file_other: 'files',
  es_one: 'uno',
  es_many: 'muchos',
  es_other: 'otros',
};

describe('textFor', () => {
  it('chooses by the count, as the language counts', () => {
    expect(textFor(texts, 'file', 1, 'en')).toBe('a file');
    expect(textFor(texts, 'file', 0, 'en')).toBe('files');
    expect(textFor(texts, 'file', 0, 'fr')).toBe('a file');
    expect(textFor(texts, 'es', 2_000_000, 'es')).toBe('muchos');
    expect(textFor(texts, 'es', 2, 'es-MX')).toBe('otros');
  });

  it('takes the text of the stem where it has no forms, and the other form where one is lacking', () => {
    expect(textFor(texts, 'plain', 1, 'en')).toBe('plain');
    expect(textFor(texts, 'file', undefined, 'de')).toBe('files');
    expect(textFor(texts, 'file', 2_000_000, 'es')).toBe('files');
  });

  it('has nothing for what is not a text of the catalogue', () => {
    for (const stem of ['none', '', 'file_', 'toString', 'constructor', '__proto__', 'hasOwnProperty'])
      expect(textFor(texts, stem, 1, 'en'), stem).toBe('');
    expect(textFor({ branch: { a: 'b' }, branch_other: 3 }, 'branch', 2, 'en')).toBe('');
  });

  it('spells out English as its rules have it', () => {
    const rules = new Intl.PluralRules('en');
    const forms = { n_one: 'one', n_other: 'other' };
    fc.assert(
      fc.property(fc.nat(), (count) => {
        expect(textFor(forms, 'n', count, 'en')).toBe(rules.select(count));
      }),
    );
    expect([0, 1, 2].map((count) => textFor(forms, 'n', count, 'en'))).toEqual(['other', 'one', 'other']);
  });
});
