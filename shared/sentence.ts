import type { SentenceParams } from './model/result.ts';
import { fillPlaces } from './places.ts';

/** Whether a sentence's value is a date, by its name: `since`, or one that ends in `At`. */
export function isDateParam(name: string): boolean {
  return name === 'since' || name.endsWith('At');
}

/**
 * Fills `{{value}}` places of a catalogue sentence. Dates (RFC 3339) are written by `formatDate`.
 * Values stand as they are: whoever shows the sentence makes hostile characters visible.
 */
export function fillSentence(
  template: string,
  params: SentenceParams,
  formatDate: (rfc3339: string) => string,
): string {
  return fillPlaces(template, (name) => {
    const value = params[name];
    if (value === undefined) return undefined;
    return isDateParam(name) ? formatDate(String(value)) : String(value);
  });
}

/** Spelled out here: the first `Intl.DateTimeFormat` of a process costs as much as checking a small file. */
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `3 May 2026`, in UTC; the text itself where it is no date. */
export function englishDate(rfc3339: string): string {
  const time = new Date(rfc3339);
  if (Number.isNaN(time.getTime())) return rfc3339;
  return `${time.getUTCDate()} ${MONTHS[time.getUTCMonth()] ?? ''} ${time.getUTCFullYear()}`;
}
