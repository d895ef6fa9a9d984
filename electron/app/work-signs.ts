import { Notification, type BrowserWindow } from 'electron';
import type { Progress } from '../../shared/model/job.ts';
import type { CheckResult } from '../../shared/model/result.ts';
import { shareOf } from '../../shared/progress.ts';
import type { JobEnd } from '../core/jobs/job-queue.ts';
import { emptyTally, type EndedWords, type Tally } from './ended-words.ts';

/** A job that took at least so long is told to the system when it ends out of sight; in milliseconds. */
export const LONG = 3000;

/** What the bar on the dock or the task bar shows: nothing, a share from 0 to 1, that there is no knowing, or that it failed. */
export type Bar = 'none' | 'unknown' | 'failed' | number;

interface Running {
  since: number;
  share: number | undefined;
  tally: Tally;
}

/** What signs of work need of the app. */
export interface WorkSignsOptions {
  now: () => number;
  focused: () => boolean;
  show: (bar: Bar) => void;
  tell: (job: string, end: JobEnd, tally: Tally) => void;
}

/** Follows every job for those who look elsewhere: a bar on the dock or task bar, and a word when long work ends. */
export class WorkSigns {
  readonly #options: WorkSignsOptions;
  readonly #running = new Map<string, Running>();

  constructor(options: WorkSignsOptions) {
    this.#options = options;
  }

  started(job: string): void {
    this.#running.set(job, { since: this.#options.now(), share: undefined, tally: emptyTally() });
    this.#show();
  }

  progress(job: string, progress: Progress): void {
    const running = this.#running.get(job);
    if (running === undefined) return;
    running.share = shareOf(progress);
    this.#show();
  }

  /** A file of a check was judged. */
  saw(job: string, { verdict, artifact }: CheckResult): void {
    const tally = this.#running.get(job)?.tally;
    if (tally === undefined) return;
    tally.counts[verdict] += 1;
    tally.name = artifact.name;
  }

  ended(end: JobEnd): void {
    const running = this.#running.get(end.job);
    this.#running.delete(end.job);
    const outOfSight = !this.#options.focused();
    if (this.#running.size === 0 && end.outcome === 'failed' && outOfSight) this.#options.show('failed');
    else this.#show();
    const long = running !== undefined && this.#options.now() - running.since >= LONG;
    if (running !== undefined && long && outOfSight) this.#options.tell(end.job, end, running.tally);
  }

  /** Somebody looks: a failure that was shown outside has been seen. */
  looked(): void {
    this.#show();
  }

  #show(): void {
    const shares = [...this.#running.values()].map(({ share }) => share);
    const known = shares.filter((share) => share !== undefined);
    if (shares.length === 0) this.#options.show('none');
    else if (known.length < shares.length) this.#options.show('unknown');
    else this.#options.show(known.reduce((sum, share) => sum + share, 0) / known.length);
  }
}

/** Shows the bar of a window; only Windows knows one for a failure. */
export function showBar(window: BrowserWindow | undefined, bar: Bar): void {
  if (window === undefined || window.isDestroyed()) return;
  if (bar === 'none') window.setProgressBar(-1);
  else if (bar === 'unknown') window.setProgressBar(2, { mode: 'indeterminate' });
  else if (bar === 'failed') window.setProgressBar(process.platform === 'win32' ? 1 : -1, { mode: 'error' });
  else window.setProgressBar(bar, { mode: 'normal' });
}

/** Notifications that are still shown: one that nothing holds is never clicked. */
const shown = new Set<Notification>();

/** Says it by the system's own notification. */
export function notify(words: EndedWords, clicked: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification(words);
  const gone = (): void => void shown.delete(notification);
  shown.add(notification);
  notification.on('click', () => {
    gone();
    clicked();
  });
  notification.on('close', gone);
  notification.show();
}
