import { create } from 'zustand';
import { AppError } from '../../shared/error.ts';
import { isErrorCode } from '../../shared/messages.ts';
import type { WaitingLog } from '../../shared/model/waiting-log.ts';
import { call } from '../api.ts';
import { useJobs } from './jobs.ts';
import { attempt } from './shell.ts';

interface Pending {
  /** Null until the first answer. */
  waiting: readonly WaitingLog[] | null;
  /** The job that tells a log of them. */
  job: string | null;
  /** What that job was asked for. */
  asked: readonly string[];
  problem: AppError | null;
  /** How many were logged by the last job. */
  logged: number;
  load: () => Promise<void>;
  logNow: (ids: string[]) => Promise<void>;
  /** What is left when the job is over, and what kept it from being done. */
  settle: () => Promise<void>;
  forget: (id: string) => Promise<void>;
  stop: () => void;
  /** Nobody looks any more at what the last job did. */
  leave: () => void;
}

/** Signatures that a log could not be told of; several screens show them. */
export const usePending = create<Pending>()((set, get) => ({
  waiting: null,
  job: null,
  asked: [],
  problem: null,
  logged: 0,
  load: async () => {
    await attempt(async () => set({ waiting: await call('pending.list') }));
  },
  logNow: async (ids) => {
    set({ problem: null, logged: 0, asked: ids });
    await attempt(async () => set({ job: (await call('pending.log', { ids })).job }));
  },
  settle: async () => {
    const { job, asked } = get();
    if (job === null) return;
    const error = useJobs.getState().jobs[job]?.done?.error;
    useJobs.getState().forget(job);
    set({
      job: null,
      problem:
        error === undefined ? null : new AppError(isErrorCode(error.code) ? error.code : 'internal', error.detail),
    });
    await get().load();
    const left = new Set(get().waiting?.map(({ id }) => id));
    set({ logged: asked.filter((id) => !left.has(id)).length });
  },
  forget: async (id) => {
    set({ problem: null, logged: 0 });
    await attempt(() => call('pending.forget', { ids: [id] }));
    await get().load();
  },
  stop: () => {
    const { job } = get();
    if (job !== null) void attempt(() => call('job.cancel', { job }));
  },
  leave: () => set({ problem: null, logged: 0 }),
}));
