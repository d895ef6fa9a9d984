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
export const t = words.getFixedT(language, ['window', 'verdict', 'note', 'error', 'evidence', 'shell', 'audit']);

/** What may stand in a text: a pattern, too. */
export type Values = Record<string, string | number | RegExp>;

// i18next's types want the values of a text that is known when compiled; these are chosen by key.
const say = t as unknown as (key: string, values?: Record<string, unknown>) => string;

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A text of the catalogue as a pattern: a value may be a pattern itself, and one that is not given may be anything. */
export function like(key: string, values: Values = {}): RegExp {
  const count = typeof values['count'] === 'number' ? { count: values['count'] } : {};
  const text = say(key, { ...count, skipInterpolation: true });
  if (text === key.replace(/^\w+:/, '')) throw new Error(`the catalogue has no text ${key}`);
  const pieces = text.split(/\{\{(\w+)\}\}/).map((piece, index) => {
    if (index % 2 === 0) return quoted(piece);
    const value = values[piece] ?? /.*/;
    return value instanceof RegExp ? value.source : quoted(String(value));
  });
  return new RegExp(pieces.join(''));
}

function unknown(): never {
  throw new Error(`COUNTERSIGN_LANGUAGE is not a language of the app: ${asked}`);
}
