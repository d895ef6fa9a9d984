import { Button, Progress as Bar } from '@mantine/core';
import type { Progress } from '../../shared/model/job.ts';
import { shareOf } from '../../shared/progress.ts';
import { useWords } from '../words.ts';
import { formatBytes, formatDuration, formatRate } from './numbers.ts';
import { Name } from './visible.tsx';

/** What is counted, where it is not files; such things have no bytes to tell of. */
export type CountWords = 'commitSign.doneOf';

/** A running job: what it does, a bar, bytes, rate and time left, and the way to stop it. */
export function ProgressPanel(props: {
  progress: Progress | undefined;
  onCancel: () => void;
  /** It is all there is on the screen, and its heading the screen's. */
  isPage?: boolean;
  counted?: CountWords | undefined;
}) {
  const { progress, onCancel, isPage = false, counted } = props;
  const t = useWords();
  const Heading = isPage ? 'h1' : 'h2';
  // A full bar that moves where nothing is known yet.
  const share = (progress && shareOf(progress)) ?? 1;
  const stage = t(`progress.${progress?.stage ?? 'listing'}`);
  return (
    <section className="card stack tight" aria-label={t('progress.title')}>
      <div className="row apart">
        <Heading tabIndex={isPage ? -1 : undefined}>
          {stage} {progress?.item !== undefined && <Name value={progress.item} />}
        </Heading>
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
      <Bar.Root size={8}>
        <Bar.Section
          value={100 * share}
          animated={progress === undefined || progress.bytesTotal === 0}
          aria-label={stage}
        />
      </Bar.Root>
      {progress !== undefined && (
        <p className="row dotted small soft">
          {progress.itemsTotal > 1 && (
            <span>{t(counted ?? 'progress.items', { done: progress.itemsDone, count: progress.itemsTotal })}</span>
          )}
          {counted === undefined && (
            <span>
              {progress.bytesTotal > 0
                ? t('progress.bytesOf', {
                    done: formatBytes(progress.bytesDone),
                    total: formatBytes(progress.bytesTotal),
                  })
                : formatBytes(progress.bytesDone)}
            </span>
          )}
          {progress.bytesPerSecond > 0 && <span>{formatRate(progress.bytesPerSecond)}</span>}
          {progress.secondsLeft !== null && (
            <span>{t('progress.left', { time: formatDuration(progress.secondsLeft) })}</span>
          )}
        </p>
      )}
    </section>
  );
}
