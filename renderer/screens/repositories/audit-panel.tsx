import { Button, Progress as Bar } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { knownError } from '../../../shared/messages.ts';
import { ErrorWords } from '../../parts/error-words.tsx';
import { HelpButton } from '../../parts/help/help-button.tsx';
import { useJobs } from '../../parts/jobs.ts';
import { useWords } from '../../words.ts';
import { AuditForm } from './audit-form.tsx';
import { AuditResult } from './audit-result.tsx';
import { useAudit } from './audit-slice.ts';

/** The audit of the open repository: what to ask, how far it is, and what came of it. */
export function AuditPanel() {
  const t = useWords();
  const job = useAudit((state) => state.job);
  const found = useAudit((state) => state.found);
  const { close } = useAudit.getState();
  return (
    <section className="stack audit" aria-labelledby="audit-title">
      <div className="row apart">
        <div className="row">
          <h2 id="audit-title">{t('auditing.title')}</h2>
          <HelpButton topic="repositories" anchor="audit" name={t('auditing.title')} />
        </div>
        <button type="button" className="plain-button" onClick={close}>
          <IconArrowLeft size={16} aria-hidden />
          {t('auditing.close')}
        </button>
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
  const { cancel, change } = useAudit.getState();
  const error = done?.error;
  if (done !== undefined && done.outcome !== 'done')
    return (
      <>
        {error === undefined ? (
          <p className="card">{t('auditing.cancelled')}</p>
        ) : (
          <ErrorWords error={knownError(error)} />
        )}
        <div className="row">
          <Button variant="default" onClick={change}>
            {t('auditing.change')}
          </Button>
        </div>
      </>
    );
  const stage = t('auditing.running');
  return (
    <div className="card reading" role="group" aria-label={t('progress.title')}>
      <div className="grow stack tight">
        <p className="row dotted">
          <b>{stage}</b>
          {progress !== undefined && (
            <span className="small soft">{t('auditing.checked', { count: progress.itemsDone })}</span>
          )}
        </p>
        <Bar.Root size={8}>
          <Bar.Section value={100} animated aria-label={stage} />
        </Bar.Root>
      </div>
      <Button variant="default" onClick={cancel}>
        {t('common.cancel')}
      </Button>
    </div>
  );
}
