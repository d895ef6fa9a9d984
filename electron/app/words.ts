import { app } from 'electron';
import { EN } from '../../shared/catalogue/en/words.ts';
import {
  type AppWords,
  directionOf,
  type Language,
  languageFor,
  loadWords,
  localeFor,
} from '../../shared/catalogue/languages.ts';

let language: Language = 'en';
let spoken: AppWords = EN;
const listeners: (() => void)[] = [];

/** The words of the language that the app speaks now. Asked for anew each time, as the language may change. */
export function words(): AppWords {
  return spoken;
}

/** Speaks the language that the setting means on this system. Whoever listens is told where it is another than before. */
export async function speak(setting: Language | 'system'): Promise<void> {
  const wanted = languageFor(setting, systemLanguages());
  if (wanted === language) return;
  spoken = await loadWords(wanted);
  language = wanted;
  for (const listener of listeners) listener();
}

/** Calls back after each change of the language. */
export function onSpeak(listener: () => void): void {
  listeners.push(listener);
}

/** What the page's first tag says, so that the window is in the right language and direction before its script runs. */
export function pageLanguage(): PageLanguage {
  const system = systemLanguages();
  return { language, lang: localeFor(language, system), dir: directionOf(language), system };
}

/** The language of a page as it is served. */
export interface PageLanguage {
  language: Language;
  /** The locale of its dates and numbers. */
  lang: string;
  dir: 'ltr' | 'rtl';
  /** What the system prefers, best first: the page finds by it what the setting `system` means. */
  system: readonly string[];
}

/** Language tags alone: they are written into the page. */
function systemLanguages(): string[] {
  return app.getPreferredSystemLanguages().filter((tag) => /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/.test(tag));
}
