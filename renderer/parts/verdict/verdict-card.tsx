import { IconEyeOff, IconHandStop } from '@tabler/icons-react';
import type { CheckResult } from '../../../shared/model/result.ts';
import { hidesCharacters } from '../../../shared/visible-text.ts';
import { useTemplates, useWords } from '../../words.ts';
import { formatMoment } from '../numbers.ts';
import { VerdictIcon } from '../verdict-mark.tsx';
import { paramsOf } from '../say.ts';
import { Sentence } from '../visible.tsx';
import { Details } from './details.tsx';
import { Lines } from './lines.tsx';
import { NextStep } from './next-step.tsx';
import { nowOf } from './now.ts';
import { StolenLine } from './stolen-line.tsx';
import { leadSignature } from './three-lines.ts';
import { HelpButton } from '../help/help-button.tsx';
import { CASE_ANCHORS } from '../help/case-anchors.ts';

/** What a card can ask the screen around it to do. */
export interface CardActions {
  /** Checks the same files again, for a publisher where one is named. */
  again?: (publisher?: string) => void;
  /** Lets the user choose files that join this check. */
  add?: () => void;
}

/** The verdict card: one sentence, three lines, one step, and the evidence folded. */
export function VerdictCard({
  result,
  actions,
  stamp,
}: {
  result: CheckResult;
  actions: CardActions;
  stamp?: boolean;
}) {
  const t = useWords();
  return (
    <article className={`verdict-card tone-${result.verdict}`} aria-label={t(`verdictWord.${result.verdict}`)}>
      <Head result={result} stamp={stamp === true} />
      <div className="verdict-body">
        <Lines result={result} />
        {result.notes.includes('downgrade') && <p>{t('note:downgrade')}</p>}
        <NextStep result={result} actions={actions} />
        {result.verdict === 'verified' && (
          <div className="stack tight">
            <p className="small soft">{t('card.notHarmless')}</p>
            {result.notes.includes('key-not-refreshed') && <StolenLine result={result} actions={actions} />}
          </div>
        )}
      </div>
      <Details result={result} />
    </article>
  );
}

function Head({ result, stamp }: { result: CheckResult; stamp: boolean }) {
  const t = useWords();
  const template = useTemplates();
  const now = nowOf(result);
  const more = template(`verdict:${result.case}.more`);
  return (
    <header className="verdict-head">
      <VerdictIcon verdict={result.verdict} size={40} />
      <div className="stack tight">
        <p className="verdict-first">
          <span className="verdict-word">{t(`verdictWord.${result.verdict}`)}</span>{' '}
          {now !== undefined && (
            <b className="verdict-now">
              <IconHandStop size={20} aria-hidden />
              {t(`now.${now}`)}
            </b>
          )}
          <HelpButton topic="verdicts" anchor={CASE_ANCHORS[result.case]} name={t('help.names.thisVerdict')} />
        </p>
        <div className="verdict-sentence">
          <h2>
            <Sentence template={template(`verdict:${result.case}.sentence`)} params={paramsOf(result)} />
          </h2>
          {more !== '' && (
            <>
              {' '}
              <p>
                <Sentence template={more} params={paramsOf(result)} />
              </p>
            </>
          )}
        </div>
        <Hidden result={result} />
        {stamp && <p className="small soft">{t('card.checkedOn', { date: formatMoment(result.checkedAt) })}</p>}
      </div>
    </header>
  );
}

/** A name that holds what cannot be seen is worth a word: it may be meant to look like another. */
function Hidden({ result }: { result: CheckResult }) {
  const t = useWords();
  const inName = hidesCharacters(result.artifact.name);
  const inSigner = hidesCharacters(leadSignature(result)?.signer?.userId ?? '');
  if (!inName && !inSigner) return null;
  return (
    <p className="verdict-hidden">
      <IconEyeOff size={18} aria-hidden />
      {t(inName ? 'card.hiddenInName' : 'card.hiddenInSigner')}
    </p>
  );
}
