import { IconDeviceFloppy } from '@tabler/icons-react';
import type { CheckResult } from '../../../shared/model/result.ts';
import { call } from '../../api.ts';
import { useWords } from '../../words.ts';
import { CopyButton } from '../copy-button.tsx';
import { attempt } from '../shell.ts';

const SAVES = [
  ['saveText', 'text'],
  ['saveHtml', 'html'],
  ['saveJson', 'json'],
] as const;

/** Copies or saves a record of the check. The privileged side writes both, so that they say the same. */
export function KeepRecord({ result }: { result: CheckResult }) {
  const t = useWords();
  return (
    <section className="stack tight">
      <h3>{t('card.record')}</h3>
      <div className="row">
        <CopyButton copy={() => call('verify.copy', { result: result.id })} label={t('card.copyText')} />
        {SAVES.map(([word, format]) => (
          <button
            key={format}
            type="button"
            className="plain-button small"
            onClick={() => void attempt(() => call('verify.save', { result: result.id, format }))}
          >
            <IconDeviceFloppy size={16} aria-hidden />
            {t(`card.${word}`)}
          </button>
        ))}
      </div>
      <p className="small soft">{t('card.recordNotProof')}</p>
    </section>
  );
}
