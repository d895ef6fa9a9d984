import i18next from 'i18next';
import { EN } from '../../shared/catalogue/en/words.ts';
import { pseudo } from '../../shared/catalogue/pseudo.ts';

/** The language of this run of the suite: English, or the made-up one (`COUNTERSIGN_LANGUAGE=pseudo`). */
export const language = process.env['COUNTERSIGN_LANGUAGE'] === 'pseudo' ? 'pseudo' : 'en';

const words = i18next.createInstance();
await words.init({
  lng: language,
  ns: ['window', 'verdict', 'note', 'error'],
  defaultNS: 'window',
  resources: { [language]: language === 'pseudo' ? pseudo(EN) : EN },
  interpolation: { escapeValue: false },
});

/** What the window says in this run's language: `t('verify.newCheck')`, `t('sign.doFiles', { count: 4, who: 'Ada' })`. */
export const t = words.getFixedT(language, ['window', 'verdict', 'note', 'error']);
