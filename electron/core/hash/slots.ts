import { AppError } from '../../../shared/error.ts';

/** Lets so many run at once; the others wait their turn. */
export interface Slots {
  /** Runs `work` when a slot is free. Throws `cancelled` where `signal` aborts before that. */
  run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** Slots for `count` at once. */
export function createSlots(count: number): Slots {
  let free = count;
  const waiting = new Set<() => void>();

  function take(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(new AppError('cancelled'));
    if (free > 0) {
      free--;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const go = (): void => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const stop = (): void => {
        waiting.delete(go);
        reject(new AppError('cancelled'));
      };
      signal?.addEventListener('abort', stop, { once: true });
      waiting.add(go);
    });
  }

  function give(): void {
    const [next] = waiting;
    if (next === undefined) {
      free++;
      return;
    }
    // The slot goes straight to the one who waited longest.
    waiting.delete(next);
    next();
  }

  return {
    async run(work, signal) {
      await take(signal);
      try {
        return await work();
      } finally {
        give();
      }
    },
  };
}
