import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { ErrorWords } from '../../parts/error-words.tsx';
import { HelpButton } from '../../parts/help/help-button.tsx';
import { Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { AddInstance } from './add-instance.tsx';
import { InstanceItem } from './instance-item.tsx';
import { useInstances } from './instances-slice.ts';

/** Whose Sigstore services are used and trusted: the public one, and those that the user added. */
export function InstancesCard() {
  const t = useWords();
  const template = useTemplates();
  const instances = useInstances((state) => state.instances);
  const problem = useInstances((state) => state.problem);
  const done = useInstances((state) => state.done);
  const busy = useInstances((state) => state.busy);
  const { load, add } = useInstances.getState();
  useEffect(() => void load(), [load]);
  if (instances === null) return null;
  const unused = instances.filter(({ used }) => !used);
  return (
    <section className="card stack" aria-labelledby="instances-title">
      <div className="stack tight">
        <div className="row">
          <h2 id="instances-title">{t('instances.title')}</h2>
          <HelpButton topic="sigstore" anchor="instances" name={t('help.names.instances')} />
        </div>
        <p className="small soft">{t('instances.text')}</p>
      </div>
      {problem !== null && <ErrorWords error={problem} />}
      <div role="status" className="quiet">
        {done !== null && (
          <div className="notice">
            <p>
              <Sentence template={template(`instances.done.${done.what}`)} params={{ name: done.name }} />
            </p>
          </div>
        )}
      </div>
      <ul className="instances">
        {instances
          .filter(({ used }) => used)
          .map((instance) => (
            <InstanceItem key={instance.name} instance={instance} />
          ))}
      </ul>
      <div className="stack">
        <AddInstance />
        {unused.map(({ name }) => (
          <div key={name} className="row">
            <Button
              variant="default"
              size="compact-sm"
              loading={busy === name}
              onClick={() => void add({ name, source: null })}
            >
              <span>
                <Sentence template={template('instances.use')} params={{ name }} />
              </span>
            </Button>
            <span className="small soft">{t('instances.useHint')}</span>
          </div>
        ))}
      </div>
    </section>
  );
}
