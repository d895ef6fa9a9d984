import type { CARD } from '../../shared/catalogue/en/card.ts';
import type { Case } from '../../shared/model/result.ts';
import { t } from './words.ts';

type Values = Record<string, string | number | RegExp>;

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

// i18next's types want the values of a text that is known when compiled; these are chosen by key.
const say = t as unknown as (key: string, values?: Record<string, string | number>) => string;

/** A text of the catalogue with these values, as a pattern: a value may be a pattern itself. Given flags, the whole of what is seen. */
function pattern(key: string, values: Values): string {
  const marks = Object.keys(values).map((name, index) => [name, `\u0001${index}\u0002`] as const);
  const text = quoted(say(key, Object.fromEntries(marks)));
  return marks.reduce((made, [name, mark]) => {
    const value = values[name];
    return made.replaceAll(mark, value instanceof RegExp ? value.source : quoted(String(value)));
  }, text);
}

/** A case's whole sentence: its headline, and what follows it. */
export function sentence(said: Case, values: Values): RegExp {
  const more = say(`verdict:${said}.more`) === '' ? '' : ` ${pattern(`verdict:${said}.more`, values)}`;
  return new RegExp(`^${pattern(`verdict:${said}.sentence`, values)}${more}$`);
}

/** What a case's next step is called. */
export function next(said: Case, values: Values): RegExp {
  return new RegExp(`^${pattern(`verdict:${said}.next`, values)}$`);
}

/** The answer to one of the three questions. */
export function answer<Q extends 'unchanged' | 'signed' | 'expected'>(
  question: Q,
  said: keyof (typeof CARD)[Q] & string,
  values: Values = {},
): RegExp {
  return new RegExp(pattern(`${question}.${said}`, values));
}
