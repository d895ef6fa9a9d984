import { create } from 'zustand';
import { type AppError, toAppError } from '../../shared/error.ts';
import { knownError } from '../../shared/messages.ts';
import type { CheckResult } from '../../shared/model/result.ts';
import { type JobState, useJobs } from './jobs.ts';

/** How asking a log for a result's signature stands. */
type Asking = { is: 'starting' } | { is: 'asking'; job: string } | { is: 'ended'; error?: AppError };

/** What was asked, by the result's id: it goes on while another card is read. */
export const useLogAsking = create<{ asked: Readonly<Record<string, Asking>> }>()(() => ({ asked: {} }));

/** Starts a job that asks a log for this result's signature, and hands over what it found. */
export async function askLog(
  result: string,
  start: () => Promise<{ job: string }>,
  take: (found: CheckResult) => void,
): Promise<void> {
  const tell = (asking: Asking): void =>
    useLogAsking.setState(({ asked }) => ({ asked: { ...asked, [result]: asking } }));
  tell({ is: 'starting' });
  try {
    const { job } = await start();
    tell({ is: 'asking', job });
    const { done, results } = await ended(job);
    useJobs.getState().forget(job);
    const [found] = results;
    if (found !== undefined) take(found);
    tell({ is: 'ended', ...(done?.error === undefined ? {} : { error: knownError(done.error) }) });
  } catch (error) {
    tell({ is: 'ended', error: toAppError(error) });
  }
}

/** What was heard of a job once it is over. */
function ended(job: string): Promise<JobState> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      const state = useJobs.getState().jobs[job];
      if (state?.done === undefined) return false;
      resolve(state);
      return true;
    };
    if (look()) return;
    const leave = useJobs.subscribe(() => {
      if (look()) leave();
    });
  });
}
