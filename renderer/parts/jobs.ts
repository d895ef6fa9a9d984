import { create } from 'zustand';
import type { EventData } from '../../shared/ipc/contract.ts';
import type { Progress } from '../../shared/model/job.ts';
import type { CheckResult } from '../../shared/model/result.ts';
import { on } from '../api.ts';
import { Gathered } from './gathered.ts';
import { SharedParts } from './shared-parts.ts';

/** What has been heard of a job. */
export interface JobState {
  progress?: Progress;
  results: CheckResult[];
  done?: EventData<'job.done'>;
  /** Why the run could not be written into Activity. */
  notRemembered?: EventData<'job.notRemembered'>['error'];
}

interface Jobs {
  jobs: Readonly<Record<string, JobState>>;
  /** Drops what was heard of a job, and what may still come of it. */
  forget: (job: string) => void;
}

const NEW: JobState = { results: [] };

/** Forgotten before they ended: what still comes of them is for nobody. */
const left = new Set<string>();

/** Every job's progress and results by its id: events may come before the call that started the job has answered. */
export const useJobs = create<Jobs>()((set) => ({
  jobs: {},
  forget: (job) =>
    set(({ jobs }) => {
      if (jobs[job]?.done === undefined) left.add(job);
      return { jobs: Object.fromEntries(Object.entries(jobs).filter(([id]) => id !== job)) };
    }),
}));

interface Heard {
  progress?: Progress;
  results: CheckResult[];
}

/** Progress and results of many events are taken together: each time is one drawing of the screen. */
const heard = new Gathered<Record<string, Heard>>({}, (gathered) => {
  for (const [job, { progress, results }] of Object.entries(gathered))
    update(job, (before) => ({
      ...before,
      ...(progress === undefined ? {} : { progress }),
      ...(results.length === 0 ? {} : { results: [...before.results, ...results] }),
    }));
});

function update(job: string, change: (before: JobState) => JobState): void {
  if (left.has(job)) return;
  useJobs.setState(({ jobs }) => ({ jobs: { ...jobs, [job]: change(jobs[job] ?? NEW) } }));
}

/** Starts listening. Called once. */
export function startJobs(): void {
  const shared = new SharedParts();
  const of = (all: Record<string, Heard>, job: string): Heard => (all[job] ??= { results: [] });
  on('job.progress', ({ job, progress }) => heard.add((all) => (of(all, job).progress = progress)));
  on('job.results', ({ job, results }) =>
    heard.add((all) => of(all, job).results.push(...results.map((result) => shared.share(result)))),
  );
  on('job.notRemembered', ({ job, error }) => update(job, (before) => ({ ...before, notRemembered: error })));
  on('job.done', (done) => {
    // What was found is there before the end is told.
    heard.give();
    shared.forget();
    update(done.job, (before) => ({ ...before, done }));
    left.delete(done.job);
  });
}
