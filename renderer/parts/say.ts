import { digestAlone, type NamedDigest } from '../../shared/digest-name.ts';
import type { Says } from '../../shared/model/check.ts';
import type { CheckResult } from '../../shared/model/result.ts';
import { fillPlaces } from '../../shared/places.ts';
import { isDateParam } from '../../shared/sentence.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { type TemplateKey, templateOf } from '../words.ts';
import { formatDay, formatNumber } from './numbers.ts';

/** What may stand in a sentence: a name or a number, a sentence of evidence, or a digest where there is no file to name. */
export type Said = Record<string, string | number | Says | NamedDigest>;

/** The values of a result's sentences; those that are words of ours are said in the window's language. */
export function paramsOf(result: CheckResult): Said {
  const { artifact, params, says } = result;
  const digest = params['name'] === artifact.name ? digestAlone(artifact) : undefined;
  return { ...params, ...says, ...(digest !== undefined && { name: digest }) };
}

/** A sentence of the catalogue as plain text, with hidden characters made visible: for the live region, and for what is copied. */
export function say(key: TemplateKey, params: Said): string {
  return fillPlaces(templateOf(key, countOf(params)), (name) => {
    const value = params[name];
    if (value === undefined) return undefined;
    if (typeof value === 'object') return 'hex' in value ? sayDigest(value) : saySays(value);
    if (typeof value === 'number') return formatNumber(value);
    return isDateParam(name) ? formatDay(value) : visibleText(value);
  });
}

/** A digest as it is read aloud: two of one method are told apart by their ends. */
export function sayDigest({ method, hex }: NamedDigest): string {
  return fillPlaces(templateOf('card.digestSaid'), (name) =>
    name === 'method' ? method : hex.slice(-SPOKEN).replace(/.(?=.)/g, '$& '),
  );
}

/** How many digits of a digest are read aloud, one by one. */
const SPOKEN = 6;

/** How many, where a sentence has a plural. */
export function countOf(params: Said): number | undefined {
  return typeof params['count'] === 'number' ? params['count'] : undefined;
}

function saySays({ key, params }: Says): string {
  return say(`evidence:${key}`, params);
}
