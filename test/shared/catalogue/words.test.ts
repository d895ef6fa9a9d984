import { describe, expect, it } from 'vitest';
import { EN } from '../../../shared/catalogue/en/words.ts';
import { LANGUAGE_NAMES, LANGUAGES, loadWords } from '../../../shared/catalogue/languages.ts';
import { pseudo } from '../../../shared/catalogue/pseudo.ts';
import { type Catalogue, pluralForms } from '../../../shared/catalogue/words.ts';

/** Every text by its whole key, `window.card.signed`. */
function texts(catalogue: Catalogue, before = ''): Map<string, string> {
  return new Map(
    Object.entries(catalogue).flatMap(([key, value]) =>
      typeof value === 'string' ? [[before + key, value] as const] : [...texts(value, `${before}${key}.`)],
    ),
  );
}

const valuesOf = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
const english = texts(EN);

describe.each(LANGUAGES.filter((language) => language !== 'en'))('%s', (language) => {
  it('has every text of English and no other but plural forms', async () => {
    const own = texts(await loadWords(language));
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const beyond = [...own.keys()].filter((key) => !english.has(key));
    expect([...english.keys()].filter((key) => !own.has(key))).toEqual([]);
    expect(beyond.filter((key) => !forms.some((form) => key.endsWith(`_${form}`)))).toEqual([]);
  });

  it('puts the same values into each text, and leaves none empty', async () => {
    const own = texts(await loadWords(language));
    const wrong = [...english].filter(([key, text]) => {
      const said = own.get(key) ?? '';
      return valuesOf(said).join() !== valuesOf(text).join() || (said.trim() === '') !== (text.trim() === '');
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it('says each number in every plural form that it knows', async () => {
    const own = texts(await loadWords(language));
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const stems = [...english.keys()].filter((key) => key.endsWith('_other')).map((key) => key.slice(0, -5));
    expect(stems.length).toBeGreaterThan(5);
    expect(stems.flatMap((stem) => forms.map((form) => stem + form)).filter((key) => !own.has(key))).toEqual([]);
  });

  it('has no exclamation mark and no ISO date', async () => {
    const own = texts(await loadWords(language));
    expect([...own].filter(([, text]) => /!|\d{4}-\d{2}-\d{2}/.test(text))).toEqual([]);
  });

  it('has a name of its own', () => {
    expect(LANGUAGE_NAMES[language]).not.toBe('');
  });
});

describe('English', () => {
  it('writes a plural as one and other', () => {
    const stems = [...english.keys()].filter((key) => key.endsWith('_other')).map((key) => key.slice(0, -5));
    expect(stems.filter((stem) => !english.has(`${stem}one`))).toEqual([]);
  });
});

describe('pluralForms', () => {
  it('derives the forms of a language from its other form, at any depth', () => {
    const made = pluralForms({ a: { files_one: '1', files_other: 'n' }, b: 'b' }, 'es');
    expect(made).toEqual({ a: { files_one: '1', files_many: 'n', files_other: 'n' }, b: 'b' });
  });

  it('leaves a form that was written, and derives none that the language does not know', () => {
    const own = { files_one: '1', files_many: 'm', files_other: 'n' } as Catalogue;
    expect(pluralForms(own, 'es')).toEqual(own);
    const german = { files_one: '1', files_other: 'n' } as Catalogue;
    expect(pluralForms(german, 'de')).toEqual(german);
  });
});

describe('pseudo', () => {
  it('changes every text, keeps its values, and is longer by a third', () => {
    const made = texts(pseudo(EN));
    for (const [key, text] of english) {
      const said = made.get(key) ?? '';
      if (text === '') continue;
      expect(said).not.toBe(text);
      expect(valuesOf(said)).toEqual(valuesOf(text));
      expect(said.length).toBeGreaterThanOrEqual(text.length * 1.3);
      expect(said).toMatch(/^\[.*\]$/su);
    }
  });

  it('keeps an empty text empty', () => {
    expect(pseudo({ none: '' })).toEqual({ none: '' });
  });
});
