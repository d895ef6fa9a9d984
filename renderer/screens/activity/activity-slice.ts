import { create } from 'zustand';
import type { ActivityEntry } from '../../../shared/model/activity.ts';
import { call } from '../../api.ts';
import { useJobs } from '../../parts/jobs.ts';
import { useKnown } from '../../parts/known.ts';
import { attempt } from '../../parts/shell.ts';
import { matches, type Wanted } from './search.ts';

/** So many more are shown at a time; so many are read at a time. */
const SHOWN = 100;
const PAGE = 500;

interface ActivitySlice {
  /** Null until the first answer; newest first. */
  entries: ActivityEntry[] | null;
  /** Whether there are older ones than those. */
  more: boolean;
  wanted: Wanted;
  query: string;
  /** So many of those that match are shown. */
  limit: number;
  selected: string | null;
  /** The job that checks an old result again. */
  job: string | null;
  load: () => Promise<void>;
  /** Reads older ones until enough of those that match are there. */
  showMore: () => Promise<void>;
  find: (wanted: Wanted, query: string) => Promise<void>;
  select: (id: string | null) => void;
  again: (result: string, publisher?: string) => Promise<void>;
  clear: () => Promise<void>;
}

/** What ran, newest first. */
export const useActivity = create<ActivitySlice>()((set, get) => ({
  entries: null,
  more: false,
  wanted: 'all',
  query: '',
  limit: SHOWN,
  selected: null,
  job: null,
  load: async () => {
    await attempt(async () => {
      const entries = await call('activity.list', { limit: SHOWN });
      set({ entries, more: entries.length === SHOWN, limit: SHOWN });
    });
    if (get().query !== '' || get().wanted !== 'all') await fill();
  },
  showMore: async () => {
    set({ limit: get().limit + SHOWN });
    await fill();
  },
  find: async (wanted, query) => {
    set({ wanted, query, limit: SHOWN });
    await fill();
  },
  select: (selected) => {
    leave(get().job);
    set({ selected, job: null });
  },
  again: async (result, publisher) => {
    await attempt(async () => {
      const { selected } = get();
      const { job } = await call('verify.start', {
        files: [],
        digests: [],
        texts: [],
        again: result,
        ...(publisher === undefined ? {} : { publisher }),
      });
      // Another entry may be open by now: what comes of this one must not stand under its name.
      const isShown = get().selected === selected;
      leave(isShown ? get().job : job);
      if (isShown) set({ job });
    });
  },
  clear: async () => {
    await attempt(async () => {
      await call('activity.clear');
      leave(get().job);
      set({ entries: [], more: false, wanted: 'all', query: '', selected: null, job: null });
    });
  },
}));

/** Ends a job whose outcome nobody will see, and forgets what was heard of it. */
function leave(job: string | null): void {
  if (job === null) return;
  if (useJobs.getState().jobs[job]?.done === undefined) void attempt(() => call('job.cancel', { job }));
  useJobs.getState().forget(job);
}

/** Reads older entries until as many match as are to be shown, or there are no more, or something else is looked for. */
async function fill(): Promise<void> {
  const { wanted, query } = useActivity.getState();
  await attempt(async () => {
    for (;;) {
      const now = useActivity.getState();
      const { entries } = now;
      if (now.wanted !== wanted || now.query !== query || entries === null || !now.more) return;
      if (entries.filter((entry) => matches(entry, wanted, query, useKnown.getState().keys)).length > now.limit) return;
      const last = entries.at(-1);
      const older = last === undefined ? [] : await call('activity.list', { limit: PAGE, before: last.id });
      // Another reading, or *Clear*, may have come first.
      if (useActivity.getState().entries !== entries) return;
      useActivity.setState({ entries: [...entries, ...older], more: older.length === PAGE });
    }
  });
}
