import { Button, Progress as Bar } from '@mantine/core';
import type { Progress } from '../../shared/model/job.ts';
import { useWords } from '../words.ts';
import { formatBytes, formatDuration, formatRate } from './numbers.ts';
import { Name } from './visible.tsx';

/** A running job: what it does, a bar, bytes, rate and time left, and the way to stop it. */
export function ProgressPanel({ progress, onCancel }: { progress: Progress | undefined; onCancel: () => void }) {
  const t = useWords();
  const stage = t(`progress.${progress?.stage ?? 'listing'}`);
  return (
    <section className="card stack tight" aria-label={t('progress.title')}>
      <div className="row apart">
        <h2>
          {stage} {progress?.item !== undefined && <Name value={progress.item} />}
        </h2>
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
      <Bar.Root size={8}>
        <Bar.Section
          value={shareOf(progress)}
          animated={progress === undefined || progress.bytesTotal === 0}
          aria-label={stage}
        />
      </Bar.Root>
      {progress !== undefined && (
        <p className="row small soft">
          {progress.itemsTotal > 1 && (
            <span>{t('progress.items', { done: progress.itemsDone, count: progress.itemsTotal })}</span>
          )}
          <span>
            {progress.bytesTotal > 0
              ? t('progress.bytesOf', {
                  done: formatBytes(progress.bytesDone),
                  total: formatBytes(progress.bytesTotal),
                })
              : formatBytes(progress.bytesDone)}
          </span>
          {progress.bytesPerSecond > 0 && <span>{formatRate(progress.bytesPerSecond)}</span>}
          {progress.secondsLeft !== null && (
            <span>{t('progress.left', { time: formatDuration(progress.secondsLeft) })}</span>
          )}
        </p>
      )}
    </section>
  );
}

function shareOf(progress: Progress | undefined): number {
  if (progress === undefined) return 100;
  if (progress.bytesTotal > 0) return Math.min(100, (100 * progress.bytesDone) / progress.bytesTotal);
  return progress.itemsTotal > 0 ? (100 * progress.itemsDone) / progress.itemsTotal : 100;
}
