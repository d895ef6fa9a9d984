import { Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { SigningRun } from './signing-run.tsx';
import { nameOfTag, useTag } from './tag-slice.ts';

/** A tag that is being signed. */
export function TagRun({ job }: { job: string }) {
  const t = useWords();
  const template = useTemplates();
  const name = useTag(nameOfTag);
  const { cancel, back } = useTag.getState();
  return (
    <SigningRun
      job={job}
      failed={<Sentence template={template('gitSign.failed')} params={{ name }} />}
      cancelled={t('gitSign.cancelled')}
      back={t('gitSign.back')}
      onCancel={cancel}
      onBack={back}
    />
  );
}
