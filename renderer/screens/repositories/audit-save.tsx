import { Button } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { REPORT_FORMATS } from '../../../shared/model/audit.ts';
import { useEffect, useState } from 'react';
import { call } from '../../api.ts';
import { useJobs } from '../../parts/jobs.ts';
import { attempt } from '../../parts/shell.ts';
import { Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { useAudit } from './audit-slice.ts';
import { RunBar } from './run-bar.tsx';

/** Saves the report in the forms that there are; `mayStart`: and a policy to begin with. */
export function AuditSave({ mayStart }: { mayStart: boolean }) {
  const t = useWords();
  const template = useTemplates();
  const saved = useAudit((state) => state.saved);
  const saving = useAudit((state) => state.saving);
  const isStopped = useAudit((state) => state.isSaveStopped);
  const { save, savePolicy } = useAudit.getState();
  return (
    <>
      <div className="row" role="group" aria-labelledby="audit-save">
        <span id="audit-save" className="soft">
          {t('auditing.save')}
        </span>
        {REPORT_FORMATS.map((format, at) => (
          <Button
            key={format}
            size="compact-sm"
            variant={at === 0 ? 'filled' : 'default'}
            leftSection={<IconDeviceFloppy size={16} aria-hidden />}
            loading={saving?.format === format}
            disabled={saving !== null && saving.format !== format}
            onClick={() => void save(format)}
          >
            {t(`auditing.format.${format}`)}
          </Button>
        ))}
      </div>
      {saving?.job != null && <Saving key={saving.job} job={saving.job} />}
      {isStopped && (
        <p className="small" role="status">
          {t('auditing.saveStopped')}
        </p>
      )}
      {mayStart && (
        <div className="row small">
          <button type="button" className="plain-button small" onClick={() => void savePolicy()}>
            {t('auditing.startPolicy')}
          </button>
          <span className="soft">{t('auditing.startPolicyText')}</span>
        </div>
      )}
      {saved !== null && (
        <p className="row small" role="status">
          <span>
            <Sentence template={template('auditing.saved')} params={{ name: saved }} />
          </span>
          <button
            type="button"
            className="plain-button small"
            onClick={() => void attempt(() => call('app.reveal', { path: saved }))}
          >
            {t('auditing.show')}
          </button>
        </p>
      )}
    </>
  );
}

/** What is over sooner is not worth a bar, in milliseconds. */
const SOON = 1000;

/** A report that is being written, where that takes a while. */
function Saving({ job }: { job: string }) {
  const t = useWords();
  const progress = useJobs(({ jobs }) => jobs[job]?.progress);
  const { cancelSave } = useAudit.getState();
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const soon = setTimeout(() => setIsLong(true), SOON);
    return () => clearTimeout(soon);
  }, []);
  if (!isLong) return null;
  const { itemsDone: done = 0, itemsTotal: count = 0 } = progress ?? {};
  return (
    <RunBar
      stage={t('auditing.saving')}
      told={count === 0 ? undefined : t('auditing.written', { done, count })}
      progress={progress}
      isInCard
      onCancel={cancelSave}
    />
  );
}
