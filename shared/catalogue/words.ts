/**
 * The shape of an English file with any text in place of its own: what a translation is held to, so that the compiler finds a key
 * that is missing or too many. A language with more plural forms than `_one` and `_other` may leave them out (`pluralForms`).
 */
export type Words<T> = T extends string ? string : { readonly [K in keyof T]: Words<T[K]> };

/** A catalogue or a branch of one. */
export interface Catalogue {
  readonly [key: string]: string | Catalogue;
}

/**
 * The catalogue with every plural form that `locale` knows: `_many` (Spanish, from a million on) is as `_other` where nobody wrote
 * it; without it, those numbers would be said in English.
 */
export function pluralForms<T extends Catalogue>(catalogue: T, locale: string): T {
  const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  return withForms(catalogue, forms) as T;
}

function withForms(catalogue: Catalogue, forms: readonly string[]): Catalogue {
  const entries = Object.entries(catalogue).flatMap(([key, value]): [string, string | Catalogue][] => {
    if (typeof value !== 'string') return [[key, withForms(value, forms)]];
    if (!key.endsWith('_other')) return [[key, value]];
    const stem = key.slice(0, -'other'.length);
    const derived = forms.filter((form) => !(`${stem}${form}` in catalogue));
    return [[key, value], ...derived.map((form): [string, string] => [`${stem}${form}`, value])];
  });
  return Object.fromEntries(entries);
}
