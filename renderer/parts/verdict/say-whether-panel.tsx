import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CheckResult } from '../../../shared/model/result.ts';
import { useTemplates, useWords } from '../../words.ts';
import { Sentence } from '../visible.tsx';
import { ComparePanel } from './compare-panel.tsx';
import type { CardActions } from './verdict-card.tsx';

/** Asks whether a file is from the publisher whose signer it has. *Yes* checks again for that publisher; *no* compares. */
export function SayWhetherPanel({ result, actions }: { result: CheckResult; actions: CardActions }) {
  const t = useWords();
  const template = useTemplates();
  const [other, setOther] = useState(false);
  const [unknown, setUnknown] = useState(false);
  const elsewhere = result.params['elsewhere'];
  if (typeof elsewhere !== 'string' || other) return <ComparePanel result={result} actions={actions} />;
  return (
    <div className="stack tight">
      <p>{t('sayWhether.where')}</p>
      <p className="soft">
        <Sentence template={template('sayWhether.wrongYes')} params={{ elsewhere }} />
      </p>
      <div className="row">
        {actions.again !== undefined && (
          <Button variant="default" onClick={() => actions.again?.(elsewhere)}>
            <span>
              <Sentence template={template('sayWhether.yes')} params={{ elsewhere }} />
            </span>
          </Button>
        )}
        <Button variant="default" onClick={() => setOther(true)}>
          {t('sayWhether.no')}
        </Button>
        <Button variant="default" onClick={() => setUnknown(true)}>
          {t('sayWhether.unknown')}
        </Button>
      </div>
      <p role="status">{unknown && t('sayWhether.unknownThen')}</p>
    </div>
  );
}
