import type { AppError } from '../../shared/error.ts';
import { assertNever } from '../../shared/assert-never.ts';
import type { Verdict } from '../../shared/model/verdict.ts';
import { VERDICTS } from '../../shared/verdicts.ts';

/** Mistakes in the call: what the user wrote cannot be done, whatever the files hold. */
const USAGE: ReadonlySet<AppError['code']> = new Set([
  'usage',
  'not-found',
  'already-exists',
  'key-not-found',
  'key-ambiguous',
  'not-a-file',
  'instance-unknown',
  'instance-exists',
  'no-repository',
  'tag-exists',
  'already-published',
  'git-unfinished',
  'branch-elsewhere',
  'history-cut',
  'too-many-commits',
  'no-tagger',
]);

/** 2 for a mistake in the call, else 5: not one result could be given. */
export function exitFor(error: AppError): number {
  return USAGE.has(error.code) ? 2 : 5;
}

/** The worst verdict of a run as an exit status (`verdicts.md`, section 6); 5 where there is none. */
export function exitForVerdicts(verdicts: ReadonlySet<Verdict>): number {
  const worst = VERDICTS.find((verdict) => verdicts.has(verdict));
  switch (worst) {
    case 'invalid':
      return 1;
    case 'untrusted':
      return 4;
    case 'incomplete':
      return 3;
    case 'verified':
      return 0;
    case undefined:
      return 5;
    default:
      return assertNever(worst);
  }
}
