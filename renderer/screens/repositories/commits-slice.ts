import { create } from 'zustand';
import { type AppError, toAppError } from '../../../shared/error.ts';
import type { EventData } from '../../../shared/ipc/contract.ts';
import type { CommitsDraft, CommitsPreparation, CommitsWish } from '../../../shared/model/git-sign.ts';
import type { GitRow } from '../../../shared/model/repository.ts';
import { call } from '../../api.ts';
import { useJobs } from '../../parts/jobs.ts';
import { leaveJob } from '../../parts/leave-job.ts';
import { attempt } from '../../parts/shell.ts';
import { signerChoice } from './git-signer.ts';
import { useMade } from './made-slice.ts';
import { useRepositories } from './repositories-slice.ts';

/** The newest commit alone, the chosen one and all built on it, all since a tag, or all since what is typed. */
export type Start = 'newest' | 'from' | 'since' | `tag ${string}`;

/** What the user said of the commits. */
interface CommitsForm {
  /** Without `refs/heads/`; null: the one that is checked out, or that holds the chosen commit. */
  branch: string | null;
  start: Start;
  /** What is typed. */
  revision: string;
}

interface CommitsSlice extends CommitsForm {
  /** Whether the form, or the run that it led to, stands in place of the lists. */
  isOpen: boolean;
  /** The commit whose card it was begun at. */
  row: GitRow | null;
  prepared: CommitsPreparation | null;
  /** What `prepared` was asked for is what the form says. */
  isPrepared: boolean;
  problem: AppError | null;
  job: string | null;
  open: (row: GitRow | null) => void;
  change: (form: Partial<CommitsForm>) => void;
  /** `evenPublished`: the second yes. */
  sign: (evenPublished: boolean) => Promise<void>;
  cancel: () => void;
  /** Back to the form after a run that signed nothing. */
  back: () => void;
  close: () => void;
}

const CLOSED = {
  ...{ branch: null, start: 'newest' as const, revision: '' },
  ...{ isOpen: false, row: null, prepared: null, isPrepared: false, problem: null, job: null },
};

/** Asked when nobody typed for so long, in milliseconds. */
const PAUSE = 150;

/** The commits that are about to be signed anew in the open repository. */
export const useCommits = create<CommitsSlice>()((set, get) => {
  let asked = 0;
  let isStarting = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Asks what the form would change; an answer that comes after a later question is dropped. */
  const prepare = async (): Promise<void> => {
    const { job } = useRepositories.getState();
    const draft = draftOf(get());
    if (job === null || !get().isOpen || draft === undefined) return;
    const mine = ++asked;
    try {
      const prepared = await call('repositories.prepareCommits', { job, draft });
      if (mine === asked) set({ prepared, isPrepared: true, problem: null });
    } catch (error) {
      if (mine === asked) set({ isPrepared: false, problem: toAppError(error) });
    }
  };
  const leave = (): void => {
    const { job } = get();
    if (job !== null) leaveJob(job);
  };
  return {
    ...CLOSED,
    open: (row) => {
      leave();
      useMade.getState().close();
      set({ ...CLOSED, row, start: row === null ? 'newest' : 'from', isOpen: true });
      void prepare();
    },
    change: (form) => {
      asked++;
      set({ ...form, isPrepared: false });
      clearTimeout(timer);
      timer = setTimeout(() => void prepare(), PAUSE);
    },
    sign: async (evenPublished) => {
      const { job: repository } = useRepositories.getState();
      const signer = signerChoice();
      const commits = wishOf(get(), evenPublished);
      // Who presses twice signs once.
      if (repository === null || signer === undefined || commits === undefined || isStarting) return;
      isStarting = true;
      await attempt(async () => {
        const { job } = await call('repositories.signCommits', { job: repository, commits, signer });
        set({ job });
        const { done } = useJobs.getState().jobs[job] ?? {};
        if (done !== undefined) takeEnd(done);
      });
      isStarting = false;
    },
    cancel: () => {
      const { job } = get();
      if (job !== null) void attempt(() => call('job.cancel', { job }));
    },
    back: () => {
      leave();
      set({ job: null, isPrepared: false });
      void prepare();
    },
    close: () => {
      asked++;
      leave();
      set(CLOSED);
    },
  };
});

/** What is asked about; undefined while it is not said whole. */
function draftOf({ branch, start, revision, row }: CommitsSlice): CommitsDraft | undefined {
  const of = branch === null ? {} : { branch };
  if (start === 'newest') return of;
  if (start === 'from') return row === null ? undefined : { ...of, from: row.id };
  const after = start === 'since' ? revision.trim() : `refs/tags/${start.slice('tag '.length)}`;
  return after === '' ? undefined : { ...of, after };
}

/** The form as it is sent: what was shown is what is signed, wherever names have gone since. Undefined where it cannot be yet. */
function wishOf(form: CommitsSlice, evenPublished: boolean): CommitsWish | undefined {
  const { prepared, start, row } = form;
  const { chosen, plan } = prepared ?? {};
  if (!canBeSigned(form) || chosen === undefined || plan === undefined) return undefined;
  return {
    ...{ branch: chosen, head: plan.head, evenPublished },
    ...(plan.after === undefined ? {} : { after: plan.after }),
    ...(start === 'from' && row !== null ? { from: row.id } : {}),
  };
}

/** Whether what the form says was looked at, and is something that can be signed. */
export function canBeSigned({ prepared, isPrepared }: Pick<CommitsSlice, 'prepared' | 'isPrepared'>): boolean {
  return isPrepared && prepared?.plan !== undefined;
}

/** The commits are there: the list is read again, and shows the newest. */
function takeEnd({ job, gitReceipt }: EventData<'job.done'>): void {
  if (gitReceipt?.made.type !== 'commits') return;
  const { after } = gitReceipt.made;
  useMade.getState().show(gitReceipt, job);
  useCommits.getState().close();
  void useRepositories.getState().readTo('commits', ({ id }) => id === after);
}

useJobs.subscribe(({ jobs }) => {
  const { job } = useCommits.getState();
  const done = job === null ? undefined : jobs[job]?.done;
  if (done?.gitReceipt !== undefined) takeEnd(done);
});

useRepositories.subscribe(({ folder }, before) => {
  // Another repository: what was begun in the one before is not meant for it.
  if (folder?.id !== before.folder?.id) useCommits.getState().close();
});
