import i18next from 'i18next';
import { type Language, LANGUAGES, loadWords, MADE_UP } from '../../shared/catalogue/languages.ts';

const asked = process.env['COUNTERSIGN_LANGUAGE'] ?? 'en';

/** The language of this run of the suite (`COUNTERSIGN_LANGUAGE`): English, another of ours, or a made-up one (`pseudo`, `mirrored`). */
export const language: Language = [...LANGUAGES, ...MADE_UP].find((one) => one === asked) ?? unknown();

const spoken = await loadWords(language);
const words = i18next.createInstance();
await words.init({
  lng: language,
  ns: Object.keys(spoken),
  defaultNS: 'window',
  resources: { [language]: spoken },
  interpolation: { escapeValue: false },
  returnEmptyString: true,
});

/** What the app says in this run's language: `t('verify.newCheck')`, `t('sign.doFiles', { count: 4, who: 'Ada' })`, `t('shell:file')`. */
export const t = words.getFixedT(language, ['window', 'verdict', 'note', 'error', 'evidence', 'shell']);

function unknown(): never {
  throw new Error(`COUNTERSIGN_LANGUAGE is not a language of the app: ${asked}`);
}
