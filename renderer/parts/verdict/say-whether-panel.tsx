import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CheckResult } from '../../../shared/model/result.ts';
import { isSigner } from '../../../shared/signer-rule.ts';
import { useTemplates, useWords } from '../../words.ts';
import { useKnown } from '../known.ts';
import { Sentence } from '../visible.tsx';
import { ComparePanel } from './compare-panel.tsx';
import { leadSignature } from './three-lines.ts';
import type { CardActions } from './verdict-card.tsx';

/** Asks whether a file is from the publisher whose signer it has. *Yes* checks again for one of that signer's publishers; *no* compares. */
export function SayWhetherPanel({ result, actions }: { result: CheckResult; actions: CardActions }) {
  const t = useWords();
  const template = useTemplates();
  const [other, setOther] = useState(false);
  const [unknown, setUnknown] = useState(false);
  const elsewhere = result.params['elsewhere'];
  const signer = leadSignature(result)?.signer;
  const publishers = useKnown((known) => known.publishers) ?? [];
  // The sentence names all of them in one text; each is asked for by its own name.
  const names = publishers.filter(({ pins }) => pins.some((pin) => isSigner(pin, signer))).map(({ name }) => name);
  if (typeof elsewhere !== 'string' || other) return <ComparePanel result={result} actions={actions} />;
  return (
    <div className="stack tight">
      <p>{t(result.git === undefined ? 'sayWhether.where' : 'sayWhetherGit.where')}</p>
      <p className="soft">
        <Sentence
          template={template(result.git === undefined ? 'sayWhether.wrongYes' : 'sayWhetherGit.wrongYes')}
          params={{ elsewhere }}
        />
      </p>
      <div className="row">
        {actions.again !== undefined &&
          names.map((name) => (
            <Button key={name} variant="default" onClick={() => actions.again?.(name)}>
              <span>
                <Sentence template={template('sayWhether.yes')} params={{ elsewhere: name }} />
              </span>
            </Button>
          ))}
        <Button variant="default" onClick={() => setOther(true)}>
          {t('sayWhether.no')}
        </Button>
        <Button variant="default" onClick={() => setUnknown(true)}>
          {t('sayWhether.unknown')}
        </Button>
      </div>
      <p role="status">
        {unknown && t(result.git === undefined ? 'sayWhether.unknownThen' : 'sayWhetherGit.unknownThen')}
      </p>
    </div>
  );
}
