import { useJobs } from '../../parts/jobs.ts';
import { useWords } from '../../words.ts';
import { useRepositories } from './repositories-slice.ts';
import { RunBar } from './run-bar.tsx';

/** How far reading and checking have come, and the way to stop it. */
export function Reading({ job }: { job: string }) {
  const t = useWords();
  const progress = useJobs(({ jobs }) => jobs[job]?.progress);
  const { cancel } = useRepositories.getState();
  const { itemsDone: done = 0, itemsTotal: count = 0 } = progress ?? {};
  return (
    <RunBar
      stage={t(count === 0 ? 'repositories.reading' : 'repositories.checking')}
      told={count === 0 ? undefined : t('repositories.checked', { done, count })}
      progress={progress}
      onCancel={cancel}
    />
  );
}
