import { EN } from './en/words.ts';
import { pluralForms, type Words } from './words.ts';

/** The languages that people can choose. */
export const LANGUAGES = ['en', 'de', 'es'] as const;
/** Made-up ones for tests: accented and longer words, and the same from right to left. */
export const MADE_UP = ['pseudo', 'mirrored'] as const;

/** A language of the app. */
export type Language = (typeof LANGUAGES)[number] | (typeof MADE_UP)[number];

/** What each language calls itself; the same in every catalogue. */
export const LANGUAGE_NAMES: Readonly<Record<(typeof LANGUAGES)[number], string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
};

/** Everything that the app says, in one language. */
export type AppWords = Words<typeof EN>;

/** The words of a language. English is always at hand; the others are loaded when they are asked for. */
export async function loadWords(language: Language): Promise<AppWords> {
  if (language === 'en') return EN;
  if (language === 'de') return pluralForms((await import('./de/words.ts')).DE, 'de');
  if (language === 'es') return pluralForms((await import('./es/words.ts')).ES, 'es');
  return (await import('./pseudo.ts')).pseudo(EN);
}

/** The language that a setting means where the system prefers these languages, best first; English where none of them is ours. */
export function languageFor(setting: Language | 'system', systemLanguages: readonly string[]): Language {
  if (setting !== 'system') return setting;
  const ours: readonly string[] = LANGUAGES;
  const found = systemLanguages.map(baseOf).find((base) => ours.includes(base));
  return LANGUAGES.find((language) => language === found) ?? 'en';
}

/**
 * The locale for dates and numbers: the system's own form of the language where it has one (`de-AT` for German), else the language.
 * The made-up languages count as English.
 */
export function localeFor(language: Language, systemLanguages: readonly string[]): string {
  const base = LANGUAGES.find((one) => one === language);
  // A test's dates must not hang on where it runs.
  if (base === undefined) return 'en';
  return systemLanguages.find((tag) => baseOf(tag) === base && isLocale(tag)) ?? base;
}

/** Which way the language is written. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'mirrored' ? 'rtl' : 'ltr';
}

function baseOf(tag: string): string {
  return tag.split(/[-_]/)[0]?.toLowerCase() ?? '';
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
