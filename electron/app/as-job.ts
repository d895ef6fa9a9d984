import { AsyncLocalStorage } from 'node:async_hooks';

interface OnBehalf {
  job: string;
  signal: AbortSignal;
}

const current = new AsyncLocalStorage<OnBehalf>();

/** Does the work of a job. The store asks for its passphrase without a word of who needs it; so that is remembered beside the call. */
export function asJob<T>(onBehalf: OnBehalf, work: () => Promise<T>): Promise<T> {
  return current.run(onBehalf, work);
}

/** The job on whose behalf this is called; undefined where it is none's. */
export function jobOfCaller(): OnBehalf | undefined {
  return current.getStore();
}
