import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { knownError } from '../../../shared/messages.ts';
import { ErrorWords } from '../../parts/error-words.tsx';
import { useJobs } from '../../parts/jobs.ts';
import { type CountWords, ProgressPanel } from '../../parts/progress-panel.tsx';

interface SigningRunProps {
  job: string;
  /** What is said where nothing came of it. */
  failed: ReactNode;
  cancelled: string;
  back: string;
  counted?: CountWords;
  onCancel: () => void;
  onBack: () => void;
}

/** Something that is being signed; and why it was not, where it came to that. */
export function SigningRun({ job, failed, cancelled, back, counted, onCancel, onBack }: SigningRunProps) {
  const state = useJobs(({ jobs }) => jobs[job]);
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
      {!isDone && <ProgressPanel progress={state?.progress} onCancel={onCancel} counted={counted} />}
      {isDone && done.gitReceipt === undefined && (
        <section className="card stack">
          <h2 tabIndex={-1}>{failed}</h2>
          {done.outcome === 'cancelled' && <p>{cancelled}</p>}
          {error !== undefined && <ErrorWords error={knownError(error)} />}
          <div className="row">
            <Button onClick={onBack}>{back}</Button>
          </div>
        </section>
      )}
    </div>
  );
}
