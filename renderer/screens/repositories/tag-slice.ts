import { create } from 'zustand';
import { type AppError, toAppError } from '../../../shared/error.ts';
import type { EventData } from '../../../shared/ipc/contract.ts';
import type { GitPerson, TagDraft, TagPreparation, TagWish, UncommittedFiles } from '../../../shared/model/git-sign.ts';
import type { GitRow } from '../../../shared/model/repository.ts';
import { call } from '../../api.ts';
import { useJobs } from '../../parts/jobs.ts';
import { leaveJob } from '../../parts/leave-job.ts';
import { attempt } from '../../parts/shell.ts';
import { signerChoice } from './git-signer.ts';
import { useMade } from './made-slice.ts';
import { useRepositories } from './repositories-slice.ts';

/** What the user said of the tag; null is what is proposed. */
interface TagForm {
  name: string | null;
  /** `HEAD`, a branch's whole name or a commit's; null: what a tag signed anew names already, else what is checked out. */
  target: string | null;
  message: string | null;
  tagger: GitPerson | null;
  /** As a field for dates has it, in this place's time; empty: the moment of signing. */
  at: string;
}

interface TagSlice extends TagForm {
  /** Whether the form, or the run that it led to, stands in place of the lists. */
  isOpen: boolean;
  /** The tag that is there is signed, and becomes another object. */
  isAnew: boolean;
  /** The commit that was chosen in its list. */
  commit: GitRow | null;
  prepared: TagPreparation | null;
  /** What `prepared` was asked for is what the form says. */
  isPrepared: boolean;
  problem: AppError | null;
  uncommitted: UncommittedFiles | null;
  job: string | null;
  open: (commit: GitRow | null) => void;
  openAnew: (name: string) => void;
  change: (form: Partial<TagForm>) => void;
  look: () => Promise<void>;
  start: () => Promise<void>;
  cancel: () => void;
  /** Back to the form after a run that made nothing. */
  back: () => void;
  close: () => void;
}

const EMPTY: TagForm = { name: null, target: null, message: null, tagger: null, at: '' };
const CLOSED = { isOpen: false, isAnew: false, commit: null, prepared: null, isPrepared: false, problem: null };

/** Asked when nobody typed for so long, in milliseconds. */
const PAUSE = 150;

/** The tag that is about to be signed in the open repository. */
export const useTag = create<TagSlice>()((set, get) => {
  let asked = 0;
  let isStarting = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Asks what a tag as the form has it would be; an answer that comes after a later question is dropped. */
  const prepare = async (): Promise<void> => {
    const { job } = useRepositories.getState();
    if (job === null || !get().isOpen) return;
    const mine = ++asked;
    try {
      const prepared = await call('repositories.prepareTag', { job, draft: draftOf(get()) });
      if (mine === asked) set({ prepared, isPrepared: true, problem: null });
    } catch (error) {
      if (mine === asked) set({ isPrepared: false, problem: toAppError(error) });
    }
  };
  const leave = (): void => {
    const { job } = get();
    if (job !== null) leaveJob(job);
  };
  const begin = (form: Partial<TagSlice>): void => {
    leave();
    useMade.getState().close();
    set({ ...CLOSED, ...EMPTY, uncommitted: null, job: null, ...form, isOpen: true });
    void prepare();
  };
  return {
    ...CLOSED,
    ...EMPTY,
    uncommitted: null,
    job: null,
    open: (commit) => begin({ commit, target: commit?.id ?? null }),
    openAnew: (name) => begin({ name, isAnew: true }),
    change: (form) => {
      set(form);
      if (form.name === undefined && form.target === undefined) return;
      asked++;
      set({ isPrepared: false });
      clearTimeout(timer);
      timer = setTimeout(() => void prepare(), PAUSE);
    },
    look: async () => {
      const { job } = useRepositories.getState();
      if (job === null) return;
      await attempt(async () => set({ uncommitted: await call('repositories.uncommitted', { job }) }));
    },
    start: async () => {
      const { job: repository } = useRepositories.getState();
      const signer = signerChoice();
      const tag = wishOf(get());
      // Who presses twice signs once.
      if (repository === null || signer === undefined || tag === undefined || isStarting) return;
      isStarting = true;
      await attempt(async () => {
        const { job } = await call('repositories.signTag', { job: repository, tag, signer });
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
      set({ ...CLOSED, ...EMPTY, uncommitted: null, job: null });
    },
  };
});

function draftOf({ name, target }: TagForm): TagDraft {
  return { ...(name === null ? {} : { name }), ...(target === null ? {} : { target }) };
}

/** The name that the tag gets. */
export function nameOfTag({ name, prepared }: Pick<TagSlice, 'name' | 'prepared'>): string {
  return name ?? prepared?.names[0] ?? '';
}

/** The form as it is sent; undefined where it cannot be yet. */
function wishOf(form: TagSlice): TagWish | undefined {
  const { prepared, target, message, tagger, at, isAnew } = form;
  if (!isReady(form) || prepared === null) return undefined;
  const person = tagger ?? prepared.tagger;
  return {
    name: nameOfTag(form),
    // What was shown is what is signed, wherever a branch has gone since.
    ...(isAnew && target === null ? {} : { target: prepared.target.id }),
    // Of a tag that has a message, the proposed one stays byte for byte.
    ...(message === null && prepared.existing?.isAnnotated === true ? {} : { message: message ?? prepared.message }),
    ...(person === undefined ? {} : { tagger: { name: person.name, email: person.email } }),
    ...(at === '' ? {} : { at: new Date(at).toISOString() }),
    replace: isAnew,
  };
}

/** Whether everything is there that a tag needs, and was looked at. */
export function isReady(form: TagSlice): boolean {
  const { prepared, isPrepared, isAnew, message, tagger, at } = form;
  if (prepared === null || !isPrepared || prepared.fault !== undefined || prepared.isInTheWay === true) return false;
  if ((prepared.existing !== undefined) !== isAnew) return false;
  if ((message ?? prepared.message).trim() === '') return false;
  if (at !== '' && isYetToCome(at)) return false;
  const person = tagger ?? prepared.tagger;
  return person !== undefined && person.name.trim() !== '' && person.email.trim() !== '';
}

/** Whether a date of the form's lies ahead, or is none. */
export function isYetToCome(at: string): boolean {
  return !(new Date(at).getTime() <= Date.now());
}

/** The tag is there: the list is read again, and shows it. */
function takeEnd({ job, gitReceipt }: EventData<'job.done'>): void {
  if (gitReceipt?.made.type !== 'tag') return;
  const { name, object } = gitReceipt.made;
  useMade.getState().show(gitReceipt, job);
  useTag.getState().close();
  void useRepositories.getState().readTo('tags', (row) => row.name === name && row.id === object);
}

useJobs.subscribe(({ jobs }) => {
  const { job } = useTag.getState();
  const done = job === null ? undefined : jobs[job]?.done;
  if (done?.gitReceipt !== undefined) takeEnd(done);
});

useRepositories.subscribe(({ folder }, before) => {
  // Another repository: what was begun in the one before is not meant for it.
  if (folder?.id === before.folder?.id) return;
  useTag.getState().close();
});
