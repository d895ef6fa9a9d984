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
  const own = textOf(texts, stem);
  if (own !== undefined) return own;
  const form = count === undefined ? 'other' : pluralForm(count, locale);
  return textOf(texts, `${stem}_${form}`) ?? textOf(texts, `${stem}_other`) ?? '';
}

function textOf(texts: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const text = Object.hasOwn(texts, key) ? texts[key] : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** Spelled out for English and whole numbers: the command line has no time to load the rules of all languages. */
function pluralForm(count: number, locale: string): string {
  if (locale === 'en') return count === 1 ? 'one' : 'other';
  return new Intl.PluralRules(locale).select(count);
}
