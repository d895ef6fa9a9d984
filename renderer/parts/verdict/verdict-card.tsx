import { IconEyeOff, IconHandStop, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { digestAlone } from '../../../shared/digest-name.ts';
import type { Check } from '../../../shared/model/check.ts';
import type { CheckResult } from '../../../shared/model/result.ts';
import { hidesCharacters } from '../../../shared/visible-text.ts';
import { useTemplates, useWords } from '../../words.ts';
import { CopyButton } from '../copy-button.tsx';
import { formatMoment } from '../numbers.ts';
import { VerdictIcon } from '../verdict-mark.tsx';
import { paramsOf, say } from '../say.ts';
import { Seen } from '../seen.tsx';
import { Name, Sentence } from '../visible.tsx';
import { caseWords } from './case-words.ts';
import { Details } from './details.tsx';
import { DiffersLine } from './differs-line.tsx';
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
  /** Looks the signature up in a log, over the network; what comes of it takes this result's place. */
  askLog?: () => void;
  /** Lets the user choose files that join this check. */
  add?: () => void;
  /** Lets the user choose files for a check of their own, in place of this one. */
  renew?: () => void;
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
        <DiffersLine result={result} />
        {result.notes.includes('downgrade') && <Remark>{t('note:downgrade')}</Remark>}
        {result.evidence.map(
          (check, index) =>
            check.check === 'build-tag' && (
              <Remark key={index}>
                <Seen check={check} /> {t('card.tagOfOther')}
              </Remark>
            ),
        )}
        {answersOfLogs(result).map((check, index) => (
          <Remark key={index}>
            <Seen check={check} />
          </Remark>
        ))}
        {result.verdict === 'verified' && (
          <div className="stack tight">
            <p className="soft">
              {t(
                result.case === 'verified-own-key' || result.git !== undefined
                  ? 'card.notHarmlessOwn'
                  : 'card.notHarmless',
              )}
            </p>
            {result.notes.includes('key-not-refreshed') && <StolenLine result={result} actions={actions} />}
          </div>
        )}
        <NextStep result={result} actions={actions} />
      </div>
      <Details result={result} />
    </article>
  );
}

/** What came of asking logs: those that answered; where none did, why the first did not. */
function answersOfLogs({ evidence }: CheckResult): Check[] {
  const asked = evidence.filter(({ check }) => check === 'log-lookup');
  const found = asked.filter(({ outcome }) => outcome === 'passed');
  if (found.length > 0) return found;
  const answered = asked.filter(({ says }) => says?.key === 'logHasNone');
  return answered.length > 0 ? answered : asked.slice(0, 1);
}

/** Something to notice that changes no verdict. */
function Remark({ children }: { children: ReactNode }) {
  return (
    <p className="verdict-remark">
      <IconInfoCircle size={20} aria-hidden />
      <span>{children}</span>
    </p>
  );
}

function Head({ result, stamp }: { result: CheckResult; stamp: boolean }) {
  const t = useWords();
  const template = useTemplates();
  const now = nowOf(result);
  const params = paramsOf(result);
  const digest = digestAlone(result.artifact);
  const more = template(caseWords(result, 'more'));
  // A result of an earlier version may lack the values of this sentence.
  const saysMore = say(caseWords(result, 'more'), params) !== '';
  return (
    <header className="verdict-head">
      <VerdictIcon verdict={result.verdict} size={40} />
      <div className="stack tight">
        <p className="verdict-first">
          <span className="verdict-word">{t(`verdictWord.${result.verdict}`)}</span>{' '}
          {now !== undefined && (
            <b className="verdict-now">
              <IconHandStop size={20} aria-hidden />
              <span>
                <Sentence template={template(now)} params={params} />
              </span>
            </b>
          )}
          <HelpButton topic="verdicts" anchor={CASE_ANCHORS[result.case]} name={t('help.names.thisVerdict')} />
        </p>
        <div className="verdict-sentence">
          <h2>
            <Sentence template={template(caseWords(result, 'sentence'))} params={params} />
          </h2>
          {saysMore && (
            <>
              {' '}
              <p>
                <Sentence template={more} params={params} />
              </p>
            </>
          )}
        </div>
        {digest !== undefined && (
          <p className="verdict-copy">
            <CopyButton text={result.artifact.name} label={t('card.copyDigest')} />
          </p>
        )}
        <BadFiles result={result} />
        <Hidden result={result} />
        {stamp && <p className="small soft">{t('card.checkedOn', { date: formatMoment(result.checkedAt) })}</p>}
      </div>
    </header>
  );
}

/** So many of the files that are not what the list says are named on the card itself; the rest in its evidence. */
const MOST_BAD = 3;

/** Which files are wrong: the headline only says how many. */
function BadFiles({ result }: { result: CheckResult }) {
  const t = useWords();
  const bad = result.case === 'list-has-mismatches' ? (result.manifest?.mismatched ?? []) : [];
  if (bad.length === 0) return null;
  return (
    <ul>
      {bad.slice(0, MOST_BAD).map((name) => (
        <li key={name}>
          <Name value={name} mono />
        </li>
      ))}
      {bad.length > MOST_BAD && <li>{t('card.moreFiles', { count: bad.length - MOST_BAD })}</li>}
    </ul>
  );
}

/** A name that holds what cannot be seen is worth a word: it may be meant to look like another. */
function Hidden({ result }: { result: CheckResult }) {
  const t = useWords();
  const inName = hidesCharacters(result.artifact.name);
  const { userId, identity, build } = leadSignature(result)?.signer ?? {};
  const inSigner = [userId, identity, build?.repository, build?.ref].some((name) => hidesCharacters(name ?? ''));
  if (!inName && !inSigner) return null;
  return (
    <p className="verdict-hidden">
      <IconEyeOff size={18} aria-hidden />
      {t(!inName ? 'card.hiddenInSigner' : result.git === undefined ? 'card.hiddenInName' : 'cardGit.hiddenInName')}
    </p>
  );
}
