import type { CARD } from '../../../shared/catalogue/en/card.ts';
import type { Case, CheckResult } from '../../../shared/model/result.ts';

/** What to do with the file now: a key of the catalogue's `now`. */
export type Now = keyof (typeof CARD)['now'];

/** Here the sentence begins with another file than the one that is not to be opened. */
const NAMED: ReadonlySet<Case> = new Set([
  'signature-is-web-page',
  'signature-is-empty',
  'signature-malformed',
  'list-malformed',
  'key-instead-of-signature',
  'signature-without-artifact',
  'covers-unpacked',
]);
/** Nothing is wrong with the file itself that another copy of its signature would not mend. */
const MAY_COME_RIGHT: ReadonlySet<Case> = new Set(['signature-is-web-page', 'signature-is-empty']);
const ABOUT_LISTS: ReadonlySet<Case> = new Set([
  'list-has-mismatches',
  'list-unsigned-whole',
  'list-incomplete',
  'list-none-here',
]);

/** What every card that is not green says before all else; undefined where it is green. */
export function nowOf({ verdict, case: said }: CheckResult): Now | undefined {
  if (verdict === 'verified') return undefined;
  const never = verdict === 'invalid' && !MAY_COME_RIGHT.has(said);
  if (NAMED.has(said)) return never ? 'neverName' : 'waitName';
  if (ABOUT_LISTS.has(said)) return never ? 'neverFiles' : 'waitFiles';
  return never ? 'never' : 'wait';
}
