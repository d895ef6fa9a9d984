/**
 * The text that a catalogue has under a stem: the stem's own, else the form that the locale chooses for so many, else `_other`.
 * Empty where there is none: a stem may come from the activity log, into which a newer version wrote.
 */
export function textFor(
  texts: Readonly<Record<string, unknown>>,
  stem: string,
  count: number | undefined,
  locale: string,
): string {
  const form = count === undefined ? 'other' : pluralForm(count, locale);
  for (const key of [stem, `${stem}_${form}`, `${stem}_other`]) {
    const text = Object.hasOwn(texts, key) ? texts[key] : undefined;
    if (typeof text === 'string') return text;
  }
  return '';
}

/** Spelled out for English and whole numbers: the command line has no time to load the rules of all languages. */
function pluralForm(count: number, locale: string): string {
  if (locale === 'en') return count === 1 ? 'one' : 'other';
  return new Intl.PluralRules(locale).select(count);
}
