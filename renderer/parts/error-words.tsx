import { IconInfoCircle } from '@tabler/icons-react';
import type { AppError } from '../../shared/error.ts';
import { useTemplates, useWords } from '../words.ts';
import { CopyButton } from './copy-button.tsx';
import { Name } from './visible.tsx';

/** What went wrong and what to do now; the technical text one click deeper. */
export function ErrorWords({ error, onClose }: { error: AppError; onClose?: () => void }) {
  const t = useWords();
  const template = useTemplates();
  return (
    <div className="notice" role="alert">
      <IconInfoCircle size={24} aria-hidden />
      <div className="stack tight grow">
        <p>
          <b>{template(`error:${error.code}.title`)}</b>
        </p>
        <p>{template(`error:${error.code}.advice`)}</p>
        {error.detail !== '' && (
          <details className="small">
            <summary className="soft">{t('common.technical')}</summary>
            <p className="row">
              <Name value={error.detail} mono />
              <CopyButton text={`${error.code}: ${error.detail}`} />
            </p>
          </details>
        )}
      </div>
      {onClose !== undefined && (
        <button type="button" className="plain-button" onClick={onClose}>
          {t('common.close')}
        </button>
      )}
    </div>
  );
}
