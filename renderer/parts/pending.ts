import { create } from 'zustand';
import type { AppError } from '../../shared/error.ts';
import { knownError } from '../../shared/messages.ts';
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
  /** Artifacts whose signatures were forgotten here. */
  forgotten: readonly string[];
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
  forgotten: [],
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
      problem: error === undefined ? null : knownError(error),
    });
    await get().load();
    const left = new Set(get().waiting?.map(({ id }) => id));
    set({ logged: asked.filter((id) => !left.has(id)).length });
  },
  forget: async (id) => {
    set({ problem: null, logged: 0 });
    const gone = get().waiting?.find((one) => one.id === id);
    await attempt(async () => {
      await call('pending.forget', { ids: [id] });
      if (gone !== undefined) set({ forgotten: [...get().forgotten, gone.artifact] });
    });
    await get().load();
  },
  stop: () => {
    const { job } = get();
    if (job !== null) void attempt(() => call('job.cancel', { job }));
  },
  leave: () => set({ problem: null, logged: 0 }),
}));

/**
 * What kept signatures from being logged: one reason for them all, told once, or each its own. `problem`: what ended the last attempt, where
 * none of them has a reason of its own.
 */
export function reasonsOf(
  shown: readonly Pick<WaitingLog, 'problem'>[],
  problem: AppError | null,
): { forAll: AppError | null; each: boolean } {
  const reasons = shown.flatMap((one) => one.problem ?? []);
  const [first] = reasons;
  if (first === undefined) return { forAll: problem, each: false };
  const isOne = reasons.length === shown.length && reasons.every((one) => isSame(one, first));
  return isOne ? { forAll: knownError(first), each: false } : { forAll: null, each: true };
}

type Reason = NonNullable<WaitingLog['problem']>;

const isSame = (one: Reason, other: Reason): boolean => one.code === other.code && one.detail === other.detail;
