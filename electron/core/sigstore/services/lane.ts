import { AppError } from '../../../../shared/error.ts';

/** So many files of a run wait for one service together; fewer where it says that it is busy. */
export const ASKED_AT_ONCE = 8;

/** The way to one service: so many requests at once as it bears. */
export interface Lane {
  /** Runs `work` when there is room. Throws `cancelled` where `signal` aborts before that. */
  run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** It said that it is busy: half as many from now on. */
  busy(): void;
  /** It answered: slowly more again. */
  answered(): void;
}

/** A lane for at most `most` at once. */
export function openLane(most: number): Lane {
  let limit = most;
  let running = 0;
  const waiting = new Set<() => void>();

  function startNext(): void {
    for (const go of waiting) {
      if (running >= Math.floor(limit)) return;
      waiting.delete(go);
      running++;
      go();
    }
  }

  function enter(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(new AppError('cancelled'));
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        waiting.delete(go);
        reject(new AppError('cancelled'));
      };
      const go = (): void => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      signal?.addEventListener('abort', stop, { once: true });
      waiting.add(go);
      startNext();
    });
  }

  return {
    async run(work, signal) {
      await enter(signal);
      try {
        return await work();
      } finally {
        running--;
        startNext();
      }
    },
    busy: () => void (limit = Math.max(1, limit / 2)),
    answered() {
      limit = Math.min(most, limit + 1 / limit);
      startNext();
    },
  };
}
