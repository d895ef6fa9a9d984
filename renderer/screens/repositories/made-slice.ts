import { create } from 'zustand';
import type { GitReceipt } from '../../../shared/model/git-receipt.ts';
import { call } from '../../api.ts';
import { type JobState, useJobs } from '../../parts/jobs.ts';
import { attempt } from '../../parts/shell.ts';
import { useRepositories } from './repositories-slice.ts';

interface MadeSlice {
  /** What was signed last in the open repository, until it is closed. */
  receipt: GitReceipt | null;
  /** The job that did it. */
  run: string | null;
  /** Why it could not be written into Activity. */
  notRemembered: JobState['notRemembered'];
  /** Its commits gave way to the old ones again. */
  isUndone: boolean;
  show: (receipt: GitReceipt, run: string) => void;
  undo: () => Promise<void>;
  close: () => void;
}

const NOTHING = { receipt: null, run: null, notRemembered: undefined, isUndone: false };

/** What was just signed, and the way back. */
export const useMade = create<MadeSlice>()((set, get) => {
  let isUndoing = false;
  return {
    ...NOTHING,
    show: (receipt, run) =>
      set({ ...NOTHING, receipt, run, notRemembered: useJobs.getState().jobs[run]?.notRemembered }),
    undo: async () => {
      const { receipt, run } = get();
      if (run === null || receipt?.made.type !== 'commits' || isUndoing) return;
      const { before } = receipt.made;
      isUndoing = true;
      const isDone = await attempt(() => call('repositories.undoCommits', { run }));
      isUndoing = false;
      if (!isDone || get().run !== run) return;
      set({ isUndone: true });
      void useRepositories.getState().readTo('commits', ({ id }) => id === before);
    },
    close: () => set(NOTHING),
  };
});

useRepositories.subscribe(({ folder }, before) => {
  // Another repository: what was signed in the one before is read in Activity.
  if (folder?.id !== before.folder?.id) useMade.getState().close();
});
