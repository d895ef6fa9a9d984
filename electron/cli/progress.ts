import type { Progress } from '../../shared/model/job.ts';
import { Pace } from '../core/jobs/pace.ts';
import { monotonicMs } from '../core/util/monotonic.ts';
import { visibleText } from '../../shared/visible-text.ts';
import type { CommonOptions } from './options.ts';
import { standardError } from './streams.ts';

/** A line of progress on standard error of a terminal, and a signal that Ctrl-C sets off. */
export interface ShownProgress {
  signal: AbortSignal;
  report: (progress: Progress) => void;
  clear: () => void;
  /** Ends the run as Ctrl-C does. */
  stop: () => void;
  end: () => void;
}

const AFTER_MS = 700;
const EVERY_MS = 100;

/** Shows progress where there is a terminal and the run takes a while. */
export function showProgress(common: CommonOptions): ShownProgress {
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once('SIGINT', onInterrupt);
  const shown = !common.quiet && !common.json && process.stderr.isTTY;
  const started = monotonicMs();
  const pace = new Pace(monotonicMs);
  let last = 0;
  let isDirty = false;
  const clear = (): void => {
    if (isDirty) standardError().write('\r\u001b[K');
    isDirty = false;
  };
  return {
    signal: stop.signal,
    report: (progress) => {
      const now = monotonicMs();
      if (!shown || now - last < EVERY_MS) return;
      last = now;
      const measured = pace.measure(progress);
      if (now - started < AFTER_MS) return;
      standardError().write(`\r\u001b[K${lineOf(measured)}`);
      isDirty = true;
    },
    clear,
    stop: () => stop.abort(),
    end: () => {
      clear();
      process.removeListener('SIGINT', onInterrupt);
    },
  };
}

function lineOf({ itemsDone, itemsTotal, bytesDone, bytesTotal, bytesPerSecond, secondsLeft, item }: Progress): string {
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
  const left = secondsLeft === null ? '' : `, ${Math.ceil(secondsLeft)} s left`;
  const name = item === undefined ? '' : `  ${visibleText(item).slice(0, 40)}`;
  // What has no bytes to count: commits.
  if (bytesTotal === 0) return `${itemsDone}/${itemsTotal}${left}${name}`;
  return `${itemsDone}/${itemsTotal} files, ${megabytes(bytesDone)}/${megabytes(bytesTotal)} MB, ${megabytes(bytesPerSecond)} MB/s${left}${name}`;
}
