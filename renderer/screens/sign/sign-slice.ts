import { create } from 'zustand';
import { type AppError, toAppError } from '../../../shared/error.ts';
import type { FileHandle } from '../../../shared/model/file-handle.ts';
import type { SignOptions, SignPlan } from '../../../shared/model/sign.ts';
import { call } from '../../api.ts';
import { useJobs } from '../../parts/jobs.ts';
import { pick } from '../../parts/pick.ts';
import { attempt } from '../../parts/shell.ts';
import { includedFiles } from './plan-words.ts';

interface SignSlice {
  files: FileHandle[];
  options: SignOptions;
  plan: SignPlan | null;
  planProblem: AppError | null;
  /** Ticks that the user changed, by the plan's relative name. */
  ticks: Readonly<Record<string, boolean>>;
  job: string | null;
  addFiles: (files: FileHandle[]) => void;
  choose: (kind: 'files' | 'folder') => Promise<void>;
  change: (options: Partial<SignOptions>) => void;
  tick: (relative: string, on: boolean) => void;
  start: (overwrite: boolean) => Promise<void>;
  cancel: () => void;
  clear: () => void;
}

/** What is signed unless the user says otherwise: every file armored, and their list. */
const FIRST: SignOptions = {
  keys: [],
  signature: 'armored',
  manifest: { name: 'SHA256SUMS', algorithm: 'sha256', style: 'gnu' },
};

/** What is about to be signed, and how. */
export const useSign = create<SignSlice>()((set, get) => {
  let asked = 0;
  /** Asks for the plan anew; an answer that comes after a later question is dropped. */
  const replan = async (): Promise<void> => {
    const { files, options, ticks, plan } = get();
    asked += 1;
    const mine = asked;
    if (files.length === 0 || options.keys.length === 0) {
      set({ plan: null, planProblem: null });
      return;
    }
    try {
      const include = plan === null || Object.keys(ticks).length === 0 ? undefined : includedFiles(plan, ticks);
      const next = await call('sign.plan', {
        files: files.map((file) => file.id),
        options,
        ...(include === undefined ? {} : { include }),
      });
      if (mine === asked) set({ plan: next, planProblem: null });
    } catch (error) {
      if (mine === asked) set({ plan: null, planProblem: toAppError(error) });
    }
  };
  return {
    files: [],
    options: FIRST,
    plan: null,
    planProblem: null,
    ticks: {},
    job: null,
    addFiles: (added) => {
      const { files, job } = get();
      const base = job === null ? files : [];
      const fresh = added.filter((file) => !base.some((known) => known.path === file.path));
      set({ files: [...base, ...fresh], job: null, plan: null, ticks: {} });
      void replan();
    },
    choose: async (kind) => {
      const files = await pick(kind);
      if (files.length > 0) get().addFiles(files);
    },
    change: (changed) => {
      set({ options: { ...get().options, ...changed } });
      void replan();
    },
    tick: (relative, on) => {
      set({ ticks: { ...get().ticks, [relative]: on } });
      void replan();
    },
    start: async (overwrite) => {
      const { files, options, plan, ticks } = get();
      if (plan === null) return;
      await attempt(async () => {
        const { job } = await call('sign.start', {
          files: files.map((file) => file.id),
          options,
          include: includedFiles(plan, ticks),
          overwrite,
        });
        set({ job });
      });
    },
    cancel: () => {
      const { job } = get();
      if (job !== null) void attempt(() => call('job.cancel', { job }));
    },
    clear: () => {
      const { job } = get();
      if (job !== null) useJobs.getState().forget(job);
      asked += 1;
      set({ files: [], plan: null, planProblem: null, ticks: {}, job: null });
    },
  };
});
