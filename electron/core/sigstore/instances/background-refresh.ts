import type { Clock } from '../../util/clock.ts';

const DAY_MS = 86_400_000;
/** Who asks gets the processor first. */
const START_AFTER_MS = 1000;

/** Whether an instance that was last asked then (RFC 3339) is to be asked again: once a day, and after a clock that was wrong. */
export function isDue(triedAt: string | undefined, now: Date): boolean {
  return triedAt === undefined || Math.abs(now.getTime() - Date.parse(triedAt)) >= DAY_MS;
}

/** Runs work aside, later, and one at a time. */
export interface Background {
  /** Has the work run soon, unless it did today. Returns at once and never throws. */
  want(): void;
  /** Runs what was wanted and has not begun; waits for it at most so long, then ends it. */
  settle(waitMs: number): Promise<void>;
}

/** `work` never throws; it ends soon after its signal is aborted. */
export function openBackground(work: (signal: AbortSignal) => Promise<void>, clock: Clock): Background {
  let lastWanted: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  const end = new AbortController();
  const start = (): void => {
    clearTimeout(timer);
    timer = undefined;
    running = work(end.signal).catch(() => undefined);
  };
  return {
    want: () => {
      const now = clock();
      if (end.signal.aborted || !isDue(lastWanted, now)) return;
      lastWanted = now.toISOString();
      timer ??= setTimeout(start, START_AFTER_MS);
      timer.unref();
    },
    settle: async (waitMs) => {
      if (timer !== undefined) {
        clearTimeout(timer);
        if (waitMs > 0) start();
      }
      if (running === undefined) {
        end.abort();
        return;
      }
      const limit = setTimeout(() => end.abort(), waitMs);
      await running;
      clearTimeout(limit);
      end.abort();
    },
  };
}
