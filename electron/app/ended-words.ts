import type { SHELL } from '../../shared/catalogue/en/shell.ts';
import type { Words } from '../../shared/catalogue/words.ts';
import type { Verdict } from '../../shared/model/verdict.ts';
import { fillPlaces } from '../../shared/places.ts';
import { textFor } from '../../shared/plural.ts';
import { VERDICTS } from '../../shared/verdicts.ts';
import { visibleText } from '../../shared/visible-text.ts';
import type { JobEnd } from '../core/jobs/job-queue.ts';

/** What a check found, for one sentence about it. */
export interface Tally {
  counts: Record<Verdict, number>;
  /** The name of the file that was seen last: said only where it is the only one. */
  name: string;
}

/** A tally of nothing. */
export const emptyTally = (): Tally => ({ counts: { invalid: 0, untrusted: 0, incomplete: 0, verified: 0 }, name: '' });

/** The words of the system's notification that a job is over. */
export interface EndedWords {
  title: string;
  body: string;
}

/**
 * What the system says of a job that ended out of sight: the outcome, the worst first; never a key's, a signer's or a folder's name.
 * Undefined for a job that the user stopped. `locale` decides on the plural.
 */
export function endedWords(
  end: JobEnd,
  tally: Tally,
  { ended }: Words<typeof SHELL>,
  locale: string,
): EndedWords | undefined {
  const counted = (branch: Readonly<Record<string, unknown>>, stem: string, count: number, total = count): string => {
    return fillPlaces(textFor(branch, stem, count, locale), (name) => number(name === 'count' ? count : total, locale));
  };
  if (end.gitReceipt !== undefined) {
    const { made } = end.gitReceipt;
    return {
      title: made.type === 'tag' ? ended.tagSigned : counted(ended, 'commitsSigned', made.count),
      body: ended.signDone,
    };
  }
  if (end.outcome === 'cancelled') return undefined;
  const outcome = end.outcome === 'failed' ? 'Failed' : 'Done';
  if (end.kind !== 'verify' && end.kind !== 'sign') return { title: ended[`${end.kind}${outcome}` as const], body: '' };
  const check = end.kind === 'verify';
  const body = check ? ended.checkDone : ended.signDone;
  if (end.outcome === 'failed') return { title: check ? ended.checkFailed : ended.signFailed, body: '' };
  if (!check) {
    const failed = end.receipt?.failed.length ?? 0;
    if (failed > 0) return { title: counted(ended, 'notSigned', failed), body };
    return { title: counted(ended, 'signed', end.receipt?.files.length ?? 0), body };
  }
  const total = Object.values(tally.counts).reduce((sum, count) => sum + count, 0);
  const worst = VERDICTS.find((verdict) => tally.counts[verdict] > 0);
  if (worst === undefined) return { title: ended.nothing, body };
  // One file alone is called by its name, which a stranger chose.
  if (total === 1) return { title: fillPlaces(ended.only[worst], () => visibleText(tally.name)), body };
  return { title: counted(ended.worst, worst, tally.counts[worst], total), body };
}

const number = (value: number, locale: string): string => new Intl.NumberFormat(locale).format(value);
