import { knownError } from '../../shared/messages.ts';
import { useWords } from '../words.ts';
import { ErrorWords } from './error-words.tsx';
import type { JobState } from './jobs.ts';

/** Says that a run's result stands, but could not be written into Activity, and why; nothing where it could. */
export function NotRemembered({ error }: { error: JobState['notRemembered'] }) {
  const t = useWords();
  if (error === undefined) return null;
  return (
    <section className="stack tight">
      <p>{t('activity.notRemembered')}</p>
      <ErrorWords error={knownError(error)} />
    </section>
  );
}
