import { create } from 'zustand';
import type { ActivityEntry } from '../../../shared/model/activity.ts';
import { call } from '../../api.ts';
import { useJobs } from '../../parts/jobs.ts';
import { attempt } from '../../parts/shell.ts';

const PAGE = 100;

interface ActivitySlice {
  entries: ActivityEntry[] | null;
  more: boolean;
  selected: string | null;
  /** The job that checks an old result again. */
  job: string | null;
  load: () => Promise<void>;
  loadMore: () => Promise<void>;
  select: (id: string | null) => void;
  again: (result: string, publisher?: string) => Promise<void>;
  clear: () => Promise<void>;
}

/** What ran, newest first. */
export const useActivity = create<ActivitySlice>()((set, get) => ({
  entries: null,
  more: false,
  selected: null,
  job: null,
  load: async () => {
    await attempt(async () => {
      const entries = await call('activity.list', { limit: PAGE });
      set({ entries, more: entries.length === PAGE });
    });
  },
  loadMore: async () => {
    const { entries } = get();
    const last = entries?.at(-1);
    if (entries === null || last === undefined) return;
    await attempt(async () => {
      const older = await call('activity.list', { limit: PAGE, before: last.at });
      set({ entries: [...entries, ...older], more: older.length === PAGE });
    });
  },
  select: (selected) => set({ selected, job: null }),
  again: async (result, publisher) => {
    await attempt(async () => {
      const { job: before } = get();
      const { job } = await call('verify.start', {
        files: [],
        digests: [],
        texts: [],
        again: result,
        ...(publisher === undefined ? {} : { publisher }),
      });
      if (before !== null) useJobs.getState().forget(before);
      set({ job });
    });
  },
  clear: async () => {
    await attempt(async () => {
      await call('activity.clear');
      set({ entries: [], more: false, selected: null, job: null });
    });
  },
}));
