import { Button } from '@mantine/core';
import { IconChevronDown, IconExternalLink } from '@tabler/icons-react';
import { useState } from 'react';
import type { CheckResult, Step } from '../../../shared/model/result.ts';
import { call } from '../../api.ts';
import { useTemplates, useWords } from '../../words.ts';
import { attempt } from '../shell.ts';
import { Sentence } from '../visible.tsx';
import { ComparePanel } from './compare-panel.tsx';
import { LookUpPanel } from './look-up-panel.tsx';
import { SayWhetherPanel } from './say-whether-panel.tsx';
import { deedOf, splitStep } from './step.ts';
import type { CardActions } from './verdict-card.tsx';

/** The card's one button, and what it opens below itself. */
export function NextStep(props: { result: CheckResult; actions: CardActions; onShowDetails: () => void }) {
  const { result, actions } = props;
  const template = useTemplates();
  const [open, setOpen] = useState(false);
  const deed = deedOf(result.step);
  const { label, rest } = splitStep(template(`verdict:${result.case}.next`));
  const path = result.artifact.path;
  if (deed === 'reveal' && path === undefined) return null;
  if (deed === 'add' && actions.add === undefined) return null;
  if (deed === 'again' && actions.again === undefined) return null;
  const unfolds = deed === 'compare' || deed === 'look-up' || deed === 'say-whether' || deed === 'advice';
  const act = () => {
    if (unfolds) setOpen(!open);
    else if (deed === 'reveal' && path !== undefined) void attempt(() => call('app.reveal', { path }));
    else if (deed === 'add') actions.add?.();
    else if (deed === 'again') actions.again?.();
    else props.onShowDetails();
  };
  return (
    <div className="stack">
      <div className="row">
        <Button
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
            <Sentence template={label} params={result.params} />
          </span>
        </Button>
        {rest !== '' && (
          <p className="soft grow">
            <Sentence template={rest} params={result.params} />
          </p>
        )}
      </div>
      {open && deed === 'advice' && <Advice result={result} />}
      {open && deed === 'compare' && <ComparePanel result={result} actions={actions} />}
      {open && deed === 'say-whether' && <SayWhetherPanel result={result} actions={actions} />}
      {open && deed === 'look-up' && <LookUpPanel result={result} actions={actions} />}
    </div>
  );
}

function Advice({ result }: { result: CheckResult }) {
  const t = useWords();
  // Only what is wrong is evidence, and only that is told to the project.
  const lines = ADVICE[result.step]?.filter(
    (line) => result.verdict === 'invalid' || (line !== 'dontOpen' && line !== 'tellThem'),
  );
  if (lines === undefined) return null;
  return (
    <ol className="stack tight advice" aria-live="polite">
      {lines.map((line) => (
        <li key={line}>{t(`advice.${line}`)}</li>
      ))}
    </ol>
  );
}

const ADVICE = {
  'download-again': ['dontOpen', 'getBoth', 'checkAgain', 'tellThem'],
  'get-newer-signature': ['lookForNewer', 'checkNewer'],
  'tell-publisher': ['dontOpen', 'tellWhat'],
  'check-clock': ['lookAtClock', 'thenAgain'],
} as const satisfies Partial<Record<Step, readonly string[]>> as Partial<Record<Step, readonly AdviceLine[]>>;

type AdviceLine =
  | 'dontOpen'
  | 'getBoth'
  | 'checkAgain'
  | 'tellThem'
  | 'lookForNewer'
  | 'checkNewer'
  | 'tellWhat'
  | 'lookAtClock'
  | 'thenAgain';
