import { call } from '../api.ts';
import { useJobs } from './jobs.ts';
import { attempt } from './shell.ts';

/** Ends a job whose outcome nobody will see, and forgets what was heard of it. */
export function leaveJob(job: string): void {
  if (useJobs.getState().jobs[job]?.done === undefined) void attempt(() => call('job.cancel', { job }));
  useJobs.getState().forget(job);
}
