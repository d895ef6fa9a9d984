import type { Case, Step } from '../../../shared/model/result.ts';
import type { Decision } from './decide.ts';
import type { Evidence } from './evidence.ts';

/** The sentence where it is one that only tags and commits have; undefined where one of all others fits. */
export function gitSentence(
  { asked, renamed, problem }: Evidence,
  { verdict, judged }: Decision,
): { case: Case; step: Step; params?: Record<string, string> } | undefined {
  if ((asked !== 'tag' && asked !== 'commit') || problem !== undefined) return undefined;
  if (judged.length === 0)
    return verdict === 'incomplete' ? { case: 'object-unsigned', step: 'tell-publisher' } : undefined;
  const isSoByName = !judged.some((one) => one.verdict === verdict);
  if (renamed !== undefined && isSoByName && verdict === 'invalid')
    return { case: 'tag-renamed', step: 'download-again', params: { tag: renamed.tag } };
  if (renamed !== undefined && isSoByName && verdict === 'untrusted')
    return { case: 'tag-also-named', step: 'choose-other', params: { tag: renamed.tag } };
  const log = verdict === 'incomplete' ? judged.find(({ finding }) => finding.entryElsewhere)?.finding : undefined;
  // Where no log is known, the sentence for files fits.
  if (log?.entryElsewhere?.log === undefined) return undefined;
  return { case: 'object-log-not-asked', step: 'ask-log', params: { log: log.entryElsewhere.log } };
}
