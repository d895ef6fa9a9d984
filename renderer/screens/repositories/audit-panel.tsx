import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { knownError } from '../../../shared/messages.ts';
import { ErrorWords } from '../../parts/error-words.tsx';
import { HelpButton } from '../../parts/help/help-button.tsx';
import { useJobs } from '../../parts/jobs.ts';
import { useWords } from '../../words.ts';
import { AuditForm } from './audit-form.tsx';
import { AuditResult } from './audit-result.tsx';
import { useAudit } from './audit-slice.ts';
import { RunBar } from './run-bar.tsx';

/** The audit of the open repository: what to ask, how far it is, and what came of it. */
export function AuditPanel() {
  const t = useWords();
  const job = useAudit((state) => state.job);
  const found = useAudit((state) => state.found);
  const done = useJobs(({ jobs }) => (job === null ? undefined : jobs[job]?.done));
  const { close } = useAudit.getState();
  const heading = useRef<HTMLHeadingElement>(null);
  const step = job === null ? 'form' : done === undefined ? 'run' : 'end';
  // What had the focus is gone with the step before; not the button that stops it: whoever holds Enter a moment too long stops nothing.
  useEffect(() => heading.current?.focus(), [step]);
  return (
    <section className="stack audit" aria-labelledby="audit-title">
      <div className="row apart">
        <div className="row">
          <h2 id="audit-title" ref={heading} tabIndex={-1}>
            {t('auditing.title')}
          </h2>
          <HelpButton topic="repositories" anchor="audit" name={t('auditing.title')} />
        </div>
        {step !== 'run' && (
          <button type="button" className="plain-button" onClick={close}>
            <IconArrowLeft size={16} aria-hidden />
            {t('auditing.close')}
          </button>
        )}
      </div>
      {job === null ? <AuditForm /> : found === null ? <AuditRun job={job} /> : <AuditResult found={found} />}
    </section>
  );
}

/** An audit that goes on, or came to nothing. */
function AuditRun({ job }: { job: string }) {
  const t = useWords();
  const progress = useJobs(({ jobs }) => jobs[job]?.progress);
  const done = useJobs(({ jobs }) => jobs[job]?.done);
  const { cancel, change, start } = useAudit.getState();
  const { itemsDone = 0, itemsTotal = 0 } = progress ?? {};
  if (done === undefined || done.outcome === 'done')
    return (
      <RunBar
        stage={t('auditing.running')}
        told={
          itemsTotal === 0
            ? t('auditing.checked', { count: itemsDone })
            : t('repositories.checked', { done: itemsDone, count: itemsTotal })
        }
        progress={progress}
        onCancel={cancel}
      />
    );
  const again = (
    <div className="row">
      {done.error === undefined && <Button onClick={() => void start()}>{t('auditing.again')}</Button>}
      <Button variant="default" onClick={change}>
        {t('auditing.change')}
      </Button>
    </div>
  );
  if (done.error !== undefined)
    return (
      <>
        <ErrorWords error={knownError(done.error)} />
        {again}
      </>
    );
  return (
    <div className="card stack">
      <p role="status">{t('auditing.cancelled', { count: itemsDone })}</p>
      {again}
    </div>
  );
}
