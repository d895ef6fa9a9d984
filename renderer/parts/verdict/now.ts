import type { CARD } from '../../../shared/catalogue/en/card.ts';
import type { REPOSITORIES } from '../../../shared/catalogue/en/repositories.ts';
import type { Case, CheckResult } from '../../../shared/model/result.ts';

/** What to do with it now: a key of the catalogue. */
export type Now = `now.${keyof (typeof CARD)['now']}` | `nowGit.${keyof (typeof REPOSITORIES)['nowGit']}`;

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

/** What every card that is not green says before all else; undefined where it is green, or a tag or commit bears no signature. */
export function nowOf({ verdict, case: said, git }: CheckResult): Now | undefined {
  if (verdict === 'verified') return undefined;
  // Nearly every commit is unsigned: a signed tag may well vouch for it.
  if (said === 'object-unsigned') return undefined;
  const never = verdict === 'invalid' && !MAY_COME_RIGHT.has(said);
  if (git !== undefined) return never ? 'nowGit.never' : 'nowGit.wait';
  if (NAMED.has(said)) return never ? 'now.neverName' : 'now.waitName';
  if (ABOUT_LISTS.has(said)) return never ? 'now.neverFiles' : 'now.waitFiles';
  return never ? 'now.never' : 'now.wait';
}
