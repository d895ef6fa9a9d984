import { EVIDENCE } from './catalogue/en/evidence.ts';
import type { Says } from './model/check.ts';
import { fillPlaces } from './places.ts';
import { textFor } from './plural.ts';
import { isDateParam } from './sentence.ts';

type Template = typeof EVIDENCE;
type Stem<K> = K extends `${infer S}_${'one' | 'other'}` ? S : K;
type ValuesOf<T> = T extends `${string}{{${infer Name}}}${infer Rest}` ? Name | ValuesOf<Rest> : never;

/** The sentences of evidence, by key; plural forms under their stem. */
export type EvidenceKey = Stem<keyof Template>;
type TemplateOf<K extends EvidenceKey> = K extends keyof Template
  ? Template[K]
  : `${K}_other` extends keyof Template
    ? Template[`${K}_other`]
    : never;

/** What was seen: in English, as the command line and the activity log tell it, and by key and values for any other language. */
export interface Seen {
  detail: string;
  says: Says;
}

type Value = string | number | Seen;
type Values<K extends EvidenceKey> = Record<ValuesOf<TemplateOf<K>>, Value>;

/** Says what was seen. Dates among the values are RFC 3339; in English they are told as days. */
export function seen<K extends EvidenceKey>(
  key: K,
  ...given: ValuesOf<TemplateOf<K>> extends never ? [] : [Values<K>]
): Seen {
  const values: Record<string, Value> = given[0] ?? {};
  const count = values['count'];
  const template = textFor(EVIDENCE, key, typeof count === 'number' ? count : undefined, 'en');
  const detail = fillPlaces(template, (name) => {
    const value = values[name] ?? '';
    if (typeof value === 'object') return value.detail;
    return isDateParam(name) ? String(value).slice(0, 10) : String(value);
  });
  const params: Says['params'] = {};
  for (const [name, value] of Object.entries(values)) {
    // What stands inside has plain values: nothing is nested deeper.
    params[name] = typeof value === 'object' ? { key: value.says.key, params: plain(value.says.params) } : value;
  }
  return { detail, says: { key, params } };
}

/** A cause in its own technical words, which are not translated. */
export function technical(text: string): Seen {
  return seen('technical', { text });
}

function plain(params: Says['params']): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => (typeof value === 'object' ? [] : [[name, value] as const])),
  );
}
