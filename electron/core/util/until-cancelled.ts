import { AppError } from '../../../shared/error.ts';

/** Waits for `coming`, which may ask somebody, no longer than until the run is cancelled. What comes after that goes to `late`. */
export async function untilCancelled<T>(
  coming: Promise<T>,
  signal: AbortSignal | undefined,
  late: (value: T) => void = () => undefined,
): Promise<T> {
  if (signal === undefined) return coming;
  let onAbort = (): void => undefined;
  const cancelled = new Promise<never>((_, reject) => {
    onAbort = () => {
      void coming.then(late).catch(() => undefined);
      reject(new AppError('cancelled'));
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([coming, cancelled]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
