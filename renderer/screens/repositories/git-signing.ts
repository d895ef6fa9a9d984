import { type AppError, toAppError } from '../../../shared/error.ts';
import type { EventData } from '../../../shared/ipc/contract.ts';
import type { GitReceipt } from '../../../shared/model/git-receipt.ts';
import type { GitSignerChoice } from '../../../shared/model/git-sign.ts';
import { call } from '../../api.ts';
import { useJobs } from '../../parts/jobs.ts';
import { leaveJob } from '../../parts/leave-job.ts';
import { attempt } from '../../parts/shell.ts';
import { signerChoice } from './git-signer.ts';
import { useMade } from './made-slice.ts';
import { useRepositories } from './repositories-slice.ts';

/** What is about to be signed in the open repository, beside what its form says. */
export interface GitSigning<Prepared> {
  /** Whether the form, or the run that it led to, stands in place of the lists. */
  isOpen: boolean;
  prepared: Prepared | null;
  /** What `prepared` was asked for is what the form says. */
  isPrepared: boolean;
  problem: AppError | null;
  job: string | null;
  cancel: () => void;
  /** Back to the form after a run that signed nothing. */
  back: () => void;
  close: () => void;
}

/** A slice of which this is a part. */
interface Parts<Form, Prepared> {
  get: () => GitSigning<Prepared>;
  set: (part: Partial<GitSigning<Prepared>> | Form) => void;
  /** The form before anybody said anything. */
  empty: Form;
  /** Asks what the form would sign in the repository of this job; undefined while it is not said whole. */
  ask: (job: string) => Promise<Prepared> | undefined;
}

const CLOSED = { isOpen: false, prepared: null, isPrepared: false, problem: null, job: null };

/** Asked when nobody typed for so long, in milliseconds. */
const PAUSE = 150;

/** What tags and commits have in common while they are signed: a form is looked at, starts a run, and gives way to what was made. */
export function gitSigning<Form extends object, Prepared>({ get, set, empty, ask }: Parts<Form, Prepared>) {
  let asked = 0;
  let isStarting = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** An answer that comes after a later question is dropped. */
  const look = async (): Promise<void> => {
    const { job } = useRepositories.getState();
    const answer = job !== null && get().isOpen ? ask(job) : undefined;
    if (answer === undefined) return;
    const mine = ++asked;
    try {
      const prepared = await answer;
      if (mine === asked) set({ prepared, isPrepared: true, problem: null });
    } catch (error) {
      if (mine === asked) set({ isPrepared: false, problem: toAppError(error) });
    }
  };
  const leave = (): void => {
    const { job } = get();
    if (job !== null) leaveJob(job);
  };
  const close = (): void => {
    asked++;
    leave();
    set({ ...CLOSED, ...empty });
  };
  const takeEnd = ({ job, gitReceipt }: EventData<'job.done'>): void => {
    if (gitReceipt === undefined) return;
    useMade.getState().show(gitReceipt, job);
    close();
    void readTo(gitReceipt.made);
  };

  useJobs.subscribe(({ jobs }) => {
    const { job } = get();
    const done = job === null ? undefined : jobs[job]?.done;
    if (done !== undefined) takeEnd(done);
  });
  useRepositories.subscribe(({ folder }, before) => {
    // Another repository: what was begun in the one before is not meant for it.
    if (folder?.id !== before.folder?.id) close();
  });

  return {
    /** Belongs to the slice as it is. */
    slice: {
      ...CLOSED,
      ...empty,
      cancel: () => {
        const { job } = get();
        if (job !== null) void attempt(() => call('job.cancel', { job }));
      },
      back: () => {
        leave();
        set({ job: null, isPrepared: false });
        void look();
      },
      close,
    },
    /** Opens the form. */
    begin: (form: Partial<Form>): void => {
      leave();
      useMade.getState().close();
      set({ ...CLOSED, ...empty, ...form, isOpen: true });
      void look();
    },
    /** The form says something else. */
    lookSoon: (): void => {
      asked++;
      set({ isPrepared: false });
      clearTimeout(timer);
      timer = setTimeout(() => void look(), PAUSE);
    },
    /** Starts the run, if there is somebody to sign. */
    start: async (run: (how: { job: string; signer: GitSignerChoice }) => Promise<{ job: string }>): Promise<void> => {
      const { job: repository } = useRepositories.getState();
      const signer = signerChoice();
      // Who presses twice signs once.
      if (repository === null || signer === undefined || isStarting) return;
      isStarting = true;
      await attempt(async () => {
        const { job } = await run({ job: repository, signer });
        set({ job });
        // It may be over before the call has answered.
        const { done } = useJobs.getState().jobs[job] ?? {};
        if (done !== undefined) takeEnd(done);
      });
      isStarting = false;
    },
  };
}

/** The list is read again, and shows what was made. */
function readTo(made: GitReceipt['made']): Promise<void> {
  const repositories = useRepositories.getState();
  if (made.type === 'commits') return repositories.readTo('commits', ({ id }) => id === made.after);
  return repositories.readTo('tags', ({ name, id }) => name === made.name && id === made.object);
}
