import type { EVIDENCE } from '../../../shared/catalogue/en/evidence.ts';
import type { Words } from '../../../shared/catalogue/words.ts';
import type { Says } from '../../../shared/model/check.ts';
import { fillPlaces } from '../../../shared/places.ts';
import { textFor } from '../../../shared/plural.ts';
import { isDateParam } from '../../../shared/sentence.ts';

type Values = Readonly<Record<string, string | number | Says>>;

/** How sentences, dates and numbers are told to a reader. */
export interface ReaderWords {
  /** Fills a sentence; dates among the values, by their names, become days. */
  fill: (text: string, values: Values) => string;
  /** A sentence of evidence; empty where this version does not have it. */
  says: (sentence: Says) => string;
  day: (time: string) => string;
  moment: (time: string) => string;
  number: (value: number) => string;
}

/** Tells them in the locale `lang`. `shown`: what becomes of a value that is a text, which may be anybody's. */
export function readerWords(
  lang: string,
  evidence: Words<typeof EVIDENCE>,
  shown: (value: string) => string = (value) => value,
): ReaderWords {
  const formatted = (time: string, form: Intl.DateTimeFormatOptions): string => {
    const date = new Date(time);
    return Number.isNaN(date.getTime()) ? shown(time) : new Intl.DateTimeFormat(lang, form).format(date);
  };
  const number = (value: number): string => new Intl.NumberFormat(lang).format(value);
  const day = (time: string): string => formatted(time, { dateStyle: 'long' });
  const fill: ReaderWords['fill'] = (text, values) =>
    fillPlaces(text, (name) => {
      const value = values[name];
      if (value === undefined) return undefined;
      if (typeof value === 'object') return says(value);
      if (typeof value === 'number') return number(value);
      return isDateParam(name) ? day(value) : shown(value);
    });
  const says: ReaderWords['says'] = ({ key, params }) => {
    const { count } = params;
    return fill(textFor(evidence, key, typeof count === 'number' ? count : undefined, lang), params);
  };
  return { fill, says, day, moment: (time) => formatted(time, { dateStyle: 'long', timeStyle: 'long' }), number };
}
