import type { CARD } from '../../../shared/catalogue/en/card.ts';
import type { Case, CheckResult } from '../../../shared/model/result.ts';

/** What to do with the file now: a key of the catalogue's `now`. */
export type Now = keyof (typeof CARD)['now'];

/** Their sentence itself begins with it. */
const SAY_IT: ReadonlySet<Case> = new Set(['tampered', 'list-mismatch', 'digest-mismatch', 'key-revoked']);
/** Here the file in question is not there, or is no file to open. */
const NO_FILE: ReadonlySet<Case> = new Set(['signature-without-artifact']);
const ABOUT_LISTS: ReadonlySet<Case> = new Set(['list-has-mismatches', 'list-unsigned-whole', 'list-incomplete']);

/** What a card that is not green says before all else; undefined where it is green, or where the sentence begins with it. */
export function nowOf(result: CheckResult): Now | undefined {
  if (result.verdict === 'verified' || SAY_IT.has(result.case) || NO_FILE.has(result.case)) return undefined;
  const files = ABOUT_LISTS.has(result.case);
  if (result.verdict === 'invalid') return files ? 'neverFiles' : 'never';
  return files ? 'waitFiles' : 'wait';
}
