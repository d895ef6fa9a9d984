import { create } from 'zustand';
import type { GitReceipt } from '../../../shared/model/git-receipt.ts';
import type { GitUndone } from '../../../shared/model/git-undone.ts';
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
  /** How its commits gave way to the old ones again. */
  undone: GitUndone | null;
  /** Remote-tracking branches that have some of its commits: a second yes is asked before the old ones come back. */
  published: string[] | null;
  show: (receipt: GitReceipt, run: string) => void;
  /** `evenPublished`: the second yes. */
  undo: (evenPublished?: boolean) => Promise<void>;
  leaveUndo: () => void;
  close: () => void;
}

const NOTHING = { receipt: null, run: null, notRemembered: undefined, undone: null, published: null };

/** What was just signed, and the way back. */
export const useMade = create<MadeSlice>()((set, get) => {
  let isUndoing = false;
  return {
    ...NOTHING,
    show: (receipt, run) =>
      set({ ...NOTHING, receipt, run, notRemembered: useJobs.getState().jobs[run]?.notRemembered }),
    undo: async (evenPublished = false) => {
      const { receipt, run } = get();
      if (run === null || receipt?.made.type !== 'commits' || isUndoing) return;
      const { before } = receipt.made;
      isUndoing = true;
      set({ published: null });
      await attempt(async () => {
        const outcome = await call('repositories.undoCommits', { run, evenPublished });
        if (get().run !== run) return;
        if ('published' in outcome) set(outcome);
        else set({ undone: outcome.undone, notRemembered: useJobs.getState().jobs[run]?.notRemembered });
      });
      isUndoing = false;
      if (get().run !== run || get().undone === null) return;
      void useRepositories.getState().readTo('commits', ({ id }) => id === before);
    },
    leaveUndo: () => set({ published: null }),
    close: () => set(NOTHING),
  };
});

useRepositories.subscribe(({ folder }, before) => {
  // Another repository: what was signed in the one before is read in Activity.
  if (folder?.id !== before.folder?.id) useMade.getState().close();
});
