import { Button } from '@mantine/core';
import { IconChevronDown, IconExternalLink, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { CheckResult } from '../../../shared/model/result.ts';
import { call } from '../../api.ts';
import { useTemplates, useWords } from '../../words.ts';
import { attempt } from '../shell.ts';
import { paramsOf } from '../say.ts';
import { Sentence } from '../visible.tsx';
import { Advice } from './advice.tsx';
import { BothPanel } from './both-panel.tsx';
import { ComparePanel } from './compare-panel.tsx';
import { LookUpPanel } from './look-up-panel.tsx';
import { SayWhetherPanel } from './say-whether-panel.tsx';
import { type Deed, deedOf } from './step.ts';
import type { CardActions } from './verdict-card.tsx';

const UNFOLDS: ReadonlySet<Deed> = new Set(['compare', 'look-up', 'say-whether', 'both']);

/** The card's one next step: a button, what it is for, and what it opens below itself; or what to do outside of the window. */
export function NextStep(props: { result: CheckResult; actions: CardActions }) {
  const { result, actions } = props;
  const deed = deedOf(result.step);
  if (deed === 'advice') return <AdviceStep {...props} />;
  if (deed === 'reveal' && result.artifact.path === undefined) return null;
  if (deed === 'add' && actions.add === undefined) return null;
  if (deed === 'again' && actions.again === undefined) return null;
  return <ButtonStep {...props} deed={deed} />;
}

/** Nothing is better done by this window than to look again, once the rest is done. */
function AdviceStep({ result, actions }: { result: CheckResult; actions: CardActions }) {
  const t = useWords();
  return (
    <div className="stack">
      <Advice result={result} />
      {actions.again !== undefined && (
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
    </div>
  );
}

function ButtonStep({ result, actions, deed }: { result: CheckResult; actions: CardActions; deed: Deed }) {
  const template = useTemplates();
  const [open, setOpen] = useState(false);
  const unfolds = UNFOLDS.has(deed);
  const path = result.artifact.path;
  const how = template(`verdict:${result.case}.how`);
  const act = () => {
    if (unfolds) setOpen(!open);
    else if (deed === 'reveal' && path !== undefined) void attempt(() => call('app.reveal', { path }));
    else if (deed === 'add') actions.add?.();
    else if (deed === 'again') actions.again?.(result.publisher);
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
              <IconChevronDown size={16} aria-hidden />
            ) : (
              deed === 'reveal' && <IconExternalLink size={16} aria-hidden />
            )
          }
        >
          <span>
            <Sentence template={template(`verdict:${result.case}.next`)} params={paramsOf(result)} />
          </span>
        </Button>
        {how !== '' && (
          <p className="soft small">
            <Sentence template={how} params={paramsOf(result)} />
          </p>
        )}
      </div>
      {open && (
        <div className="step-panel">
          {deed === 'both' && <BothPanel result={result} />}
          {deed === 'compare' && <ComparePanel result={result} actions={actions} />}
          {deed === 'say-whether' && <SayWhetherPanel result={result} actions={actions} />}
          {deed === 'look-up' && <LookUpPanel result={result} actions={actions} />}
        </div>
      )}
    </div>
  );
}
