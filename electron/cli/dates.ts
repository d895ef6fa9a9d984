import { UsageError } from './usage-error.ts';

/** `2026-11-21` (the end of that day, UTC) or a whole RFC 3339 time. Throws `UsageError`. */
export function parseDate(text: string): Date {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isTime = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})$/.test(text);
  const date = new Date(isDay ? `${text}T23:59:59Z` : text);
  const exists = !Number.isNaN(date.getTime()) && (!isDay || date.toISOString().startsWith(text));
  if ((!isDay && !isTime) || !exists)
    throw new UsageError(`\`${text}\` is no date`, 'write --at 2026-11-21 or --at 2026-11-21T12:00:00Z');
  return date;
}

/** A time in a sentence: this machine's own clock, in English as all that the command line says. */
export function dateWords(time: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' }).format(new Date(time));
}
