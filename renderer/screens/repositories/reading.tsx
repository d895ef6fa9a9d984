import { Button, Progress as Bar } from '@mantine/core';
import { useJobs } from '../../parts/jobs.ts';
import { useWords } from '../../words.ts';
import { useRepositories } from './repositories-slice.ts';

/** How far reading and checking have come, and the way to stop it. */
export function Reading({ job }: { job: string }) {
  const t = useWords();
  const progress = useJobs(({ jobs }) => jobs[job]?.progress);
  const { cancel } = useRepositories.getState();
  const { itemsDone: done = 0, itemsTotal: count = 0 } = progress ?? {};
  const stage = t(count === 0 ? 'repositories.reading' : 'repositories.checking');
  return (
    <section className="card reading" aria-label={t('progress.title')}>
      <div className="grow stack tight">
        <p className="row dotted">
          <b>{stage}</b>
          {count > 0 && <span className="small soft">{t('repositories.checked', { done, count })}</span>}
        </p>
        <Bar.Root size={8}>
          <Bar.Section value={count === 0 ? 100 : (100 * done) / count} animated={count === 0} aria-label={stage} />
        </Bar.Root>
      </div>
      <Button variant="default" onClick={cancel}>
        {t('common.cancel')}
      </Button>
    </section>
  );
}
