import { Button } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronRight,
  IconChevronUp,
  IconExternalLink,
  IconFilePlus,
  IconRefresh,
} from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { digestAlone } from '../../../shared/digest-name.ts';
import type { Case, CheckResult, Step } from '../../../shared/model/result.ts';
import { call } from '../../api.ts';
import { useTemplates, useWords } from '../../words.ts';
import { useErrand } from '../errand.ts';
import { attempt, useShell } from '../shell.ts';
import { paramsOf } from '../say.ts';
import { Sentence } from '../visible.tsx';
import { Advice } from './advice.tsx';
import { caseWords } from './case-words.ts';
import { AskLogPanel } from './ask-log-panel.tsx';
import { BothPanel } from './both-panel.tsx';
import { ComparePanel } from './compare-panel.tsx';
import { LookUpPanel } from './look-up-panel.tsx';
import { namesFiles } from './names-files.ts';
import { SayWhetherPanel } from './say-whether-panel.tsx';
import { type Deed, deedOf } from './step.ts';
import type { CardActions } from './verdict-card.tsx';

const UNFOLDS: ReadonlySet<Deed> = new Set(['compare', 'look-up', 'ask-log', 'say-whether', 'both']);

/** The card's one next step: a button, what it is for, and what it opens below itself; or what to do outside of the window. */
export function NextStep(props: { result: CheckResult; actions: CardActions }) {
  const { result, actions } = props;
  const deed = deedOf(result.step);
  if (deed === 'advice') return <AdviceStep {...props} />;
  if (deed === 'reveal' && result.artifact.path === undefined) return null;
  if (deed === 'add' && actions.add === undefined)
    // Logins are named for a check on the command line alone, so this card is only ever looked at again.
    return result.case === 'key-not-identity' ? <How result={result} /> : null;
  if (deed === 'ask-log' && actions.askLog === undefined) return <OpenFirst />;
  if (deed === 'again' && actions.again === undefined) return null;
  return <ButtonStep {...props} deed={deed} />;
}

/** A signature is looked up where its repository is open. */
function OpenFirst() {
  const t = useWords();
  return <p className="soft">{t('askLog.openFirst')}</p>;
}

/** After these the same files may be judged better; after all other advice there are new ones. */
const SAME_FILES: ReadonlySet<Step> = new Set(['check-clock']);

/** Where a signature is wanted, there may be none. */
const NEEDS_SIGNATURE: ReadonlySet<Step> = new Set(['add-signature', 'add-list-signature']);

/** There is a signature already, and something else is missing. */
const HAS_SIGNATURE: ReadonlySet<Case> = new Set(['signature-without-artifact', 'threshold-not-met']);

/** Nothing is better done by this window than to look at what is there afterwards. */
function AdviceStep({ result, actions }: { result: CheckResult; actions: CardActions }) {
  const t = useWords();
  return (
    <div className="stack">
      <Advice result={result} />
      <div className="row">
        {SAME_FILES.has(result.step)
          ? actions.again !== undefined && (
              <Button
                variant="default"
                leftSection={<IconRefresh size={16} aria-hidden />}
                onClick={() => actions.again?.(result.publisher)}
              >
                {t('card.checkAgain')}
              </Button>
            )
          : actions.renew !== undefined && (
              <Button
                variant="default"
                leftSection={<IconFilePlus size={16} aria-hidden />}
                onClick={() => actions.renew?.()}
              >
                {t('card.checkNew')}
              </Button>
            )}
      </div>
    </div>
  );
}

/** What the next step is for, or where it is found. */
function How({ result }: { result: CheckResult }) {
  const t = useWords();
  const template = useTemplates();
  const how = template(caseWords(result, 'how'));
  if (how === '') return null;
  return (
    <p className="soft">
      {namesFiles(how) && digestAlone(result.artifact) !== undefined ? (
        t('card.howForDigest')
      ) : (
        <Sentence template={how} params={paramsOf(result)} />
      )}
    </p>
  );
}

function ButtonStep({ result, actions, deed }: { result: CheckResult; actions: CardActions; deed: Deed }) {
  const template = useTemplates();
  const t = useWords();
  const send = useErrand((errands) => errands.send);
  const screen = useShell((shell) => shell.screen);
  const [open, setOpen] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open) panel.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  const unfolds = UNFOLDS.has(deed);
  const path = result.artifact.path;
  const act = () => {
    if (unfolds) setOpen(!open);
    else if (deed === 'reveal' && path !== undefined) void attempt(() => call('app.reveal', { path }));
    else if (deed === 'add') actions.add?.();
    else if (deed === 'again') actions.again?.(result.publisher);
    else if (deed === 'add-instance') send({ what: 'add-instance', from: screen });
  };
  return (
    <div className="stack">
      <div className="step">
        <Button
          className="next-step"
          onClick={act}
          aria-expanded={unfolds ? open : undefined}
          rightSection={
            unfolds ? (
              open ? (
                <IconChevronUp size={16} aria-hidden />
              ) : (
                <IconChevronDown size={16} aria-hidden />
              )
            ) : (
              deed === 'reveal' && <IconExternalLink size={16} aria-hidden />
            )
          }
        >
          <span>
            <Sentence template={template(caseWords(result, 'next'))} params={paramsOf(result)} />
          </span>
        </Button>
        <How result={result} />
      </div>
      {deed === 'add-instance' && actions.again !== undefined && (
        <div className="row">
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => actions.again?.(result.publisher)}
          >
            {t('card.checkAgain')}
          </Button>
        </div>
      )}
      {NEEDS_SIGNATURE.has(result.step) && !HAS_SIGNATURE.has(result.case) && (
        <details className="none-such">
          <summary>
            <IconChevronRight size={16} aria-hidden />
            {t('card.noSuchFile')}
          </summary>
          <p>{t('card.noSuchFileThen')}</p>
        </details>
      )}
      {open && (
        <div className="step-panel" ref={panel}>
          {deed === 'both' && <BothPanel result={result} />}
          {deed === 'compare' && <ComparePanel result={result} actions={actions} />}
          {deed === 'say-whether' && <SayWhetherPanel result={result} actions={actions} />}
          {deed === 'look-up' && <LookUpPanel result={result} actions={actions} />}
          {deed === 'ask-log' && <AskLogPanel result={result} actions={actions} />}
        </div>
      )}
    </div>
  );
}
