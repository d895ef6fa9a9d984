import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { knownError } from '../../../shared/messages.ts';
import { ErrorWords } from '../../parts/error-words.tsx';
import { useJobs } from '../../parts/jobs.ts';
import { ProgressPanel } from '../../parts/progress-panel.tsx';
import { Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { nameOfTag, useTag } from './tag-slice.ts';

/** A tag that is being signed; and why it was not, where it came to that. */
export function TagRun({ job }: { job: string }) {
  const t = useWords();
  const template = useTemplates();
  const state = useJobs(({ jobs }) => jobs[job]);
  const name = useTag(nameOfTag);
  const { cancel, back } = useTag.getState();
  const place = useRef<HTMLDivElement>(null);
  const done = state?.done;
  const isDone = done !== undefined;
  useEffect(() => {
    // Not the button that stops it: whoever holds Enter a moment too long stops nothing.
    place.current?.querySelector<HTMLElement>('h2')?.focus();
  }, [isDone]);
  const { error } = done ?? {};
  return (
    <div ref={place} className="stack">
      {!isDone && <ProgressPanel progress={state?.progress} onCancel={cancel} />}
      {isDone && done.gitReceipt === undefined && (
        <section className="card stack">
          <h2 tabIndex={-1}>
            <Sentence template={template('gitSign.failed')} params={{ name }} />
          </h2>
          {done.outcome === 'cancelled' && <p>{t('gitSign.cancelled')}</p>}
          {error !== undefined && <ErrorWords error={knownError(error)} />}
          <div className="row">
            <Button onClick={back}>{t('gitSign.back')}</Button>
          </div>
        </section>
      )}
    </div>
  );
}
