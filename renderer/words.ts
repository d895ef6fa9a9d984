import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { WINDOW } from '../shared/catalogue/en/window.ts';
import { EN } from '../shared/catalogue/en/words.ts';
import { pseudo } from '../shared/catalogue/pseudo.ts';
import type { Catalogue } from '../shared/catalogue/words.ts';
import type { ErrorCode } from '../shared/error.ts';
import type { Case } from '../shared/model/result.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'window';
    resources: typeof EN;
  }
}

/** The languages that the window speaks. */
export type Language = 'en' | 'pseudo';

/** Starts the catalogue. React escapes what is shown, so nothing is escaped here. */
export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    ns: Object.keys(EN),
    defaultNS: 'window',
    resources: { en: EN },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}

/** Changes the language; the pseudo-locale is derived when it is first asked for. */
export async function speak(language: Language): Promise<void> {
  if (language === 'pseudo' && !i18next.hasResourceBundle('pseudo', 'window')) {
    for (const [namespace, texts] of Object.entries(EN))
      i18next.addResourceBundle('pseudo', namespace, pseudo(texts as Catalogue));
  }
  if (i18next.language !== language) await i18next.changeLanguage(language);
  document.documentElement.lang = language === 'pseudo' ? 'en' : language;
}

/** The window's words. */
export function useWords() {
  return useTranslation(['window', 'verdict', 'note', 'error']).t;
}

type Branch<K extends keyof typeof WINDOW> = { [P in K]: `${P}.${keyof (typeof WINDOW)[P] & string}` }[K];

/** Sentences whose `{{values}}` the window fills itself, because strangers chose them; and the words for errors. */
export type TemplateKey =
  | `verdict:${Case}.${'sentence' | 'next'}`
  | `error:${ErrorCode}.${'title' | 'advice'}`
  | Branch<'signed' | 'expected' | 'chain' | 'sayWhether'>
  | 'sign.doFiles'
  | 'sign.doList'
  | 'sign.doBoth';

/** Gives catalogue sentences with their `{{values}}` left open, for `Sentence` to fill with visible, isolated names. */
export function useTemplates(): (key: TemplateKey, count?: number) => string {
  const { i18n } = useTranslation();
  // The typed function wants every value of a sentence; here they are left open on purpose.
  const translate = i18n.t as (key: string, options: { skipInterpolation: true; count?: number }) => string;
  return (key, count) => translate(key, { skipInterpolation: true, ...(count === undefined ? {} : { count }) });
}
