import { Button, Progress as Bar } from '@mantine/core';
import type { Progress } from '../../../shared/model/job.ts';
import { shareOf } from '../../../shared/progress.ts';
import { formatDuration } from '../../parts/numbers.ts';
import { useWords } from '../../words.ts';

/** Work that goes on beside the lists: what it does, how far it has come, and the way to stop it. */
export function RunBar(props: {
  stage: string;
  /** How many of how many, in words. */
  told?: string | undefined;
  progress: Progress | undefined;
  /** It stands in a card, and is none of its own. */
  isInCard?: boolean;
  onCancel: () => void;
}) {
  const { stage, told, progress, isInCard = false, onCancel } = props;
  const t = useWords();
  const share = progress && shareOf(progress);
  const left = progress?.secondsLeft ?? null;
  return (
    <section className={isInCard ? 'reading' : 'card reading'} aria-label={t('progress.title')}>
      <div className="grow stack tight">
        <p className="row dotted">
          <b>{stage}</b>
          {told !== undefined && <span className="small soft">{told}</span>}
          {left !== null && share !== undefined && share < 1 && (
            <span className="small soft">{t('progress.left', { time: formatDuration(left) })}</span>
          )}
        </p>
        <Bar.Root size={8}>
          <Bar.Section value={100 * (share ?? 1)} animated={share === undefined} aria-label={stage} />
        </Bar.Root>
      </div>
      <Button variant="default" onClick={onCancel}>
        {t('common.cancel')}
      </Button>
    </section>
  );
}
