import type { Says } from '../../shared/model/check.ts';
import type { CheckResult } from '../../shared/model/result.ts';
import { fillPlaces } from '../../shared/places.ts';
import { isDateParam } from '../../shared/sentence.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { type TemplateKey, templateOf } from '../words.ts';
import { formatDay, formatNumber } from './numbers.ts';

/** What may stand in a sentence: a name or a number, or a sentence of evidence. */
export type Said = Record<string, string | number | Says>;

/** The values of a result's sentences; those that are words of ours are said in the window's language. */
export function paramsOf(result: CheckResult): Said {
  return { ...result.params, ...result.says };
}

/** A sentence of the catalogue as plain text, with hidden characters made visible: for the live region, and for what is copied. */
export function say(key: TemplateKey, params: Said): string {
  return fillPlaces(templateOf(key, countOf(params)), (name) => {
    const value = params[name];
    if (value === undefined) return undefined;
    if (typeof value === 'object') return saySays(value);
    if (typeof value === 'number') return formatNumber(value);
    return isDateParam(name) ? formatDay(value) : visibleText(value);
  });
}

/** How many, where a sentence has a plural. */
export function countOf(params: Said): number | undefined {
  return typeof params['count'] === 'number' ? params['count'] : undefined;
}

function saySays({ key, params }: Says): string {
  return say(`evidence:${key}`, params);
}
