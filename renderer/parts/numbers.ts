import { currentLocale } from './locale.ts';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A number in the reader's own form: `10,000`. */
export function formatNumber(value: number, locale = currentLocale()): string {
  return new Intl.NumberFormat(locale).format(value);
}

/** A size in the reader's own form: `1.4 MB`; decimal units. */
export function formatBytes(bytes: number, locale = currentLocale()): string {
  return inUnits(bytes, (unit) => unit, locale);
}

/** Bytes a second in the reader's own form: `310 MB/s`. */
export function formatRate(bytesPerSecond: number, locale = currentLocale()): string {
  return inUnits(bytesPerSecond, (unit) => `${unit}-per-second`, locale);
}

/** Seconds as a short duration: `40 sec`, `3 min`, `2 hr`; rounded up, so that it never promises too much. */
export function formatDuration(seconds: number, locale = currentLocale()): string {
  const [value, unit] =
    seconds < 60
      ? [Math.max(1, Math.ceil(seconds)), 'second']
      : seconds < 5400
        ? [Math.ceil(seconds / 60), 'minute']
        : [Math.ceil(seconds / 3600), 'hour'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}

/** A day from an RFC 3339 time, in the reader's own form; the text itself where it is no time. */
export function formatDay(time: string, locale = currentLocale()): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(date);
}

/** Day and minute from an RFC 3339 time, in the reader's own form. */
export function formatMoment(time: string, locale = currentLocale()): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime())
    ? time
    : new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(date);
}

/** Several names in one sentence, in the reader's own form: `Ada, Bob and Carol`. */
export function formatList(names: readonly string[], locale = currentLocale()): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}

/** A stretch of days in the reader's own form, in the unit that people count it in: `20 days`, `7 months`, `2 years`; rounded down. */
export function formatDays(days: number, locale = currentLocale()): string {
  const [value, unit] =
    days < 60 ? [days, 'day'] : days < 730 ? [Math.floor(days / 30.4375), 'month'] : [Math.floor(days / 365), 'year'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

/** Where today stands in a key's life, 0 to 1, and how many days are left as the calendar counts them (below 0: past). */
export function lifeOf(createdAt: string, expiresAt: string, now: number): { share: number; daysLeft: number } {
  const made = Date.parse(createdAt);
  const ends = Date.parse(expiresAt);
  const share = ends <= made ? 1 : (now - made) / (ends - made);
  const days = Math.round((midnight(ends) - midnight(now)) / 86_400_000);
  return { share: Math.min(1, Math.max(0, share)), daysLeft: ends < now ? Math.min(-1, days) : days };
}

/** The beginning of a moment's day, where the reader is. */
function midnight(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

function inUnits(bytes: number, unitOf: (unit: string) => string, locale: string): string {
  let step = 0;
  let value = bytes;
  while (value >= 999.5 && step < UNITS.length - 1) {
    value /= 1000;
    step += 1;
  }
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: unitOf(UNITS[step] ?? 'byte'),
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step === 0 || value >= 100 ? 0 : 1,
  }).format(value);
}
