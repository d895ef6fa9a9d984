import { useRef } from 'react';
import type { CheckResult } from '../../../shared/model/result.ts';
import { useTemplates, useWords } from '../../words.ts';
import { formatMoment } from '../numbers.ts';
import { Name, Sentence, Term } from '../visible.tsx';
import { nameOf } from '../../../shared/visible-text.ts';
import { LineMark, VerdictIcon } from '../verdict-mark.tsx';
import { Details } from './details.tsx';
import { NextStep } from './next-step.tsx';
import { leadSignature, threeLines, type Tone } from './three-lines.ts';

/** What a card can ask the screen around it to do. */
export interface CardActions {
  /** Checks the same files again, for a publisher where one is named. */
  again?: (publisher?: string) => void;
  /** Lets the user choose files that join this check. */
  add?: () => void;
}

/** The verdict card: one sentence, three lines, one button, and the evidence folded. */
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
  const template = useTemplates();
  const fold = useRef<HTMLDetailsElement>(null);
  const sentence = template(`verdict:${result.case}.sentence`);
  return (
    <article className={`verdict-card tone-${result.verdict}`} aria-label={t(`verdictWord.${result.verdict}`)}>
      <header className="verdict-head">
        <VerdictIcon verdict={result.verdict} size={40} />
        <div>
          <p className="verdict-word">{t(`verdictWord.${result.verdict}`)}</p>
          <h2 className="verdict-sentence">
            <Sentence template={sentence} params={result.params} />
          </h2>
          {stamp === true && (
            <p className="small soft">{t('card.checkedOn', { date: formatMoment(result.checkedAt) })}</p>
          )}
        </div>
      </header>
      <div className="verdict-body">
        <Lines result={result} />
        {result.verdict === 'verified' && <p className="small soft">{t('card.notHarmless')}</p>}
        {result.notes.includes('key-not-refreshed') && <p className="small">{t('card.reportedStolen')}</p>}
        {result.notes.includes('downgrade') && <p className="small">{t('note:downgrade')}</p>}
        <NextStep
          result={result}
          actions={actions}
          onShowDetails={() => {
            if (fold.current === null) return;
            fold.current.open = true;
            fold.current.scrollIntoView({ block: 'nearest' });
            fold.current.querySelector('summary')?.focus();
          }}
        />
      </div>
      <Details result={result} fold={fold} />
    </article>
  );
}

function Lines({ result }: { result: CheckResult }) {
  const t = useWords();
  const template = useTemplates();
  const lines = threeLines(result);
  const signer = leadSignature(result)?.signer;
  const who =
    signer?.userId === undefined ? shortKey(signer?.fingerprint ?? signer?.keyId ?? '') : nameOf(signer.userId);
  const params = { ...result.params, who, publisher: result.publisher ?? '' };
  return (
    <dl className="lines">
      <LineRow question={t('card.unchanged')} tone={lines.unchanged.tone}>
        {t(`unchanged.${lines.unchanged.answer}`)}
      </LineRow>
      <LineRow question={t('card.signed')} tone={lines.signed.tone}>
        <Sentence template={template(`signed.${lines.signed.answer}`)} params={params} />
        {signer?.fingerprint !== undefined && (
          <span className="small soft">
            {' '}
            <Term meaning={t('terms.fingerprint')}>
              {t('card.keyEnding')} <Name value={`…${signer.fingerprint.slice(-8)}`} mono />
            </Term>
          </span>
        )}
      </LineRow>
      <LineRow question={t('card.expected')} tone={lines.expected.tone}>
        <Sentence template={template(`expected.${lines.expected.answer}`)} params={params} />
      </LineRow>
    </dl>
  );
}

function LineRow({ question, tone, children }: { question: string; tone: Tone; children: React.ReactNode }) {
  return (
    <div className={tone === 'plain' ? 'line' : `line tone-${tone}`}>
      <dt>
        <span className="line-mark">
          <LineMark tone={tone === 'plain' ? 'verified' : tone} />
        </span>
        {question}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function shortKey(fingerprint: string): string {
  return fingerprint === '' ? '' : `…${fingerprint.slice(-8)}`;
}
