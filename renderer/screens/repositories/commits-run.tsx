import { useWords } from '../../words.ts';
import { useCommits } from './commits-slice.ts';
import { SigningRun } from './signing-run.tsx';

/** Commits that are being signed anew. */
export function CommitsRun({ job }: { job: string }) {
  const t = useWords();
  const { cancel, back } = useCommits.getState();
  return (
    <SigningRun
      job={job}
      failed={t('commitSign.failed')}
      cancelled={t('commitSign.cancelled')}
      back={t('commitSign.backTo')}
      counted="commitSign.doneOf"
      onCancel={cancel}
      onBack={back}
    />
  );
}
