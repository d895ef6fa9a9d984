import { Button } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { REPORT_FORMATS, type ReportFormat } from '../../../shared/model/audit.ts';
import { useState } from 'react';
import { call } from '../../api.ts';
import { attempt } from '../../parts/shell.ts';
import { Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { useAudit } from './audit-slice.ts';

/** Saves the report in the forms that there are; `mayStart`: and a policy to begin with. */
export function AuditSave({ mayStart }: { mayStart: boolean }) {
  const t = useWords();
  const template = useTemplates();
  const saved = useAudit((state) => state.saved);
  const { save, savePolicy } = useAudit.getState();
  const [busy, setBusy] = useState<ReportFormat>();
  const write = async (format: ReportFormat): Promise<void> => {
    setBusy(format);
    await save(format);
    setBusy(undefined);
  };
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
            loading={busy === format}
            onClick={() => void write(format)}
          >
            {t(`auditing.format.${format}`)}
          </Button>
        ))}
      </div>
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
