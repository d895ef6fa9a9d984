import type { CARD } from '../../shared/catalogue/en/card.ts';
import type { Case } from '../../shared/model/result.ts';
import { like, type Values } from './words.ts';

/** A case's whole sentence: its headline, and what follows it. */
export function sentence(said: Case, values: Values): RegExp {
  const more = ` ${like(`verdict:${said}.more`, values).source}`.replace(' (?:)', '');
  return new RegExp(`^${like(`verdict:${said}.sentence`, values).source}${more}$`);
}

/** What a case's next step is called. */
export function next(said: Case, values: Values): RegExp {
  return new RegExp(`^${like(`verdict:${said}.next`, values).source}$`);
}

/** The answer to one of the three questions. */
export function answer<Q extends 'unchanged' | 'signed' | 'expected'>(
  question: Q,
  said: keyof (typeof CARD)[Q] & string,
  values: Values = {},
): RegExp {
  return like(`${question}.${said}`, values);
}
