import { call } from '../api.ts';
import { useJobs } from '../parts/jobs.ts';
import { usePending } from '../parts/pending.ts';
import { attempt, type Screen, useShell } from '../parts/shell.ts';
import { useActivity } from '../screens/activity/activity-slice.ts';
import { useVerify } from '../screens/verify/verify-slice.ts';

/** A job that waits or runs, and the screen where it is seen. */
export interface Running {
  screen: Screen;
  job: string;
}

interface Open {
  screen: Screen;
  job: string | null;
}

/** The job that each screen shows, over or not. */
async function openJobs(): Promise<Open[]> {
  // The Sign screen comes later than the window; by the time that it has a job, it is there.
  const { useSign } = await import('../screens/sign/sign-slice.ts');
  const { useRepositories } = await import('../screens/repositories/repositories-slice.ts');
  const { useTag } = await import('../screens/repositories/tag-slice.ts');
  const { useCommits } = await import('../screens/repositories/commits-slice.ts');
  const { useAudit } = await import('../screens/repositories/audit-slice.ts');
  return [
    { screen: 'verify', job: useVerify.getState().job },
    { screen: 'sign', job: useSign.getState().job },
    { screen: 'repositories', job: useTag.getState().job },
    { screen: 'repositories', job: useCommits.getState().job },
    { screen: 'repositories', job: useRepositories.getState().job },
    { screen: 'repositories', job: useAudit.getState().job },
    { screen: 'repositories', job: useAudit.getState().saving?.job ?? null },
    { screen: 'activity', job: useActivity.getState().job },
    { screen: 'activity', job: usePending.getState().job },
  ];
}

/** Everything that waits or runs, that of the shown screen first. */
export async function running(): Promise<Running[]> {
  const open = await openJobs();
  const { jobs } = useJobs.getState();
  const { screen: shown } = useShell.getState();
  return open
    .filter((each): each is Running => each.job !== null && jobs[each.job]?.done === undefined)
    .sort((a, b) => Number(b.screen === shown) - Number(a.screen === shown));
}

/** Shows the screen of one job; nothing happens where it is no longer shown anywhere. */
export async function showJob(job: string): Promise<void> {
  const found = (await openJobs()).find((each) => each.job === job);
  if (found !== undefined) useShell.getState().go(found.screen);
}

/** Stops one job: that of the shown screen, else any other. */
export async function stopRunning(): Promise<void> {
  const [first] = await running();
  if (first !== undefined) await attempt(() => call('job.cancel', { job: first.job }));
}

/** Shows the screen of what runs. */
export async function showRunning(): Promise<void> {
  const [first] = await running();
  if (first !== undefined) useShell.getState().go(first.screen);
}
