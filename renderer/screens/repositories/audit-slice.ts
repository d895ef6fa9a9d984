import { create } from 'zustand';
import type { EventData } from '../../../shared/ipc/contract.ts';
import { type AppError, toAppError } from '../../../shared/error.ts';
import type { AuditFound, AuditWhat, PolicyFacts, ReportFormat } from '../../../shared/model/audit.ts';
import type { FileHandle } from '../../../shared/model/file-handle.ts';
import { knownError } from '../../../shared/messages.ts';
import { call } from '../../api.ts';
import { useJobs } from '../../parts/jobs.ts';
import { leaveJob } from '../../parts/leave-job.ts';
import { useOpened } from '../../parts/opened.ts';
import { pick } from '../../parts/pick.ts';
import { attempt } from '../../parts/shell.ts';
import { useCommits } from './commits-slice.ts';
import { onPolicy, useRepositories } from './repositories-slice.ts';
import { useTag } from './tag-slice.ts';

/** What the form holds of each kind; only that of the chosen kind is asked for. */
interface AuditForm {
  kind: AuditWhat['kind'];
  branch: string;
  since: string;
  range: string;
}

interface AuditSlice {
  isOpen: boolean;
  form: AuditForm;
  /** Whole names; null until they are known. */
  branches: string[] | null;
  policy: FileHandle | null;
  /** What stands in the policy; null while it is read, or where it is broken. */
  facts: PolicyFacts | null;
  broken: AppError | null;
  job: string | null;
  found: AuditFound | null;
  /** Where the last report or policy was saved. */
  saved: string | null;
  /** The report that is asked for; its job once a place was chosen. */
  saving: { format: ReportFormat; job: string | null } | null;
  /** The user stopped the last one. */
  isSaveStopped: boolean;
  open: () => Promise<void>;
  close: () => void;
  fill: (form: Partial<AuditForm>) => void;
  choosePolicy: () => Promise<void>;
  takePolicy: (policy: FileHandle | null) => Promise<void>;
  start: () => Promise<void>;
  cancel: () => void;
  /** Back to the form, as it was. */
  change: () => void;
  save: (format: ReportFormat) => Promise<void>;
  cancelSave: () => void;
  savePolicy: () => Promise<void>;
}

const UNSAVED = { saved: null, saving: null, isSaveStopped: false };
const NOTHING = { job: null, found: null, ...UNSAVED };
const FORM: AuditForm = { kind: 'tags', branch: '', since: '', range: '' };
const NO_POLICY = { policy: null, facts: null, broken: null };

/** The audit of the repository that is open. */
export const useAudit = create<AuditSlice>()((set, get) => ({
  isOpen: false,
  form: FORM,
  branches: null,
  ...NO_POLICY,
  ...NOTHING,
  open: async () => {
    const { job: repository, lists } = useRepositories.getState();
    if (repository === null || get().isOpen) return;
    const [newest, before] = lists.tags.rows;
    const range = newest?.name === undefined || before?.name === undefined ? '' : `${before.name}..${newest.name}`;
    set({ isOpen: true, form: { ...FORM, range }, branches: null, ...NO_POLICY, ...NOTHING });
    await attempt(async () => {
      const branches = await call('audit.branches', { repository });
      if (useRepositories.getState().job === repository)
        set(({ form }) => ({ branches, form: { ...form, branch: branches[0] ?? '' } }));
    });
  },
  close: () => {
    leave(get().job);
    set({ isOpen: false, ...NO_POLICY, ...NOTHING });
  },
  fill: (form) => set((before) => ({ form: { ...before.form, ...form } })),
  choosePolicy: async () => {
    const [file] = await pick('files');
    if (file !== undefined) await get().takePolicy(file);
  },
  takePolicy: async (policy) => {
    set({ ...NO_POLICY, policy });
    if (policy === null) return;
    try {
      const facts = await call('audit.policy', { policy: policy.id });
      if (get().policy === policy) set({ facts });
    } catch (error) {
      if (get().policy === policy) set({ broken: toAppError(error) });
    }
  },
  start: async () => {
    const { form, policy } = get();
    const { job: repository } = useRepositories.getState();
    if (repository === null) return;
    await attempt(async () => {
      const { job } = await call('audit.start', { repository, what: whatOf(form), policy: policy?.id ?? null });
      set({ ...NOTHING, job });
      void take(job);
    });
  },
  cancel: () => {
    const { job } = get();
    if (job !== null) void attempt(() => call('job.cancel', { job }));
  },
  change: () => {
    leave(get().job);
    set(NOTHING);
  },
  save: async (format) => {
    const { job } = get();
    if (job === null) return;
    set({ ...UNSAVED, saving: { format, job: null } });
    // It is written to its end, whatever is shown meanwhile; where another audit is, nothing is told of it but a failure.
    const told = (state: Partial<AuditSlice>): void => {
      if (get().job === job) set({ ...UNSAVED, ...state });
    };
    const isWorking = await attempt(async () => {
      const begun = await call('audit.save', { job, format });
      if (begun === null) {
        told({});
        return;
      }
      told({ saving: { format, job: begun.job } });
      const { outcome, error } = await whenDone(begun.job);
      useJobs.getState().forget(begun.job);
      if (error !== undefined) throw knownError(error);
      told(outcome === 'done' ? { saved: begun.path } : { isSaveStopped: true });
    });
    if (!isWorking) told({});
  },
  cancelSave: () => {
    const job = get().saving?.job ?? null;
    if (job !== null) void attempt(() => call('job.cancel', { job }));
  },
  savePolicy: async () => {
    const { job } = get();
    if (job === null) return;
    set(UNSAVED);
    await attempt(async () => {
      const written = await call('audit.savePolicy', { job });
      if (written !== null && get().job === job) set({ saved: written.path });
    });
  },
}));

/** Whether everything is there that the chosen kind asks for, and no policy is broken. */
export function isReady({ form, policy, facts }: Pick<AuditSlice, 'form' | 'policy' | 'facts'>): boolean {
  if (policy !== null && facts === null) return false;
  if (form.kind === 'tags') return true;
  return form[form.kind].trim() !== '';
}

function whatOf({ kind, branch, since, range }: AuditForm): AuditWhat {
  if (kind === 'branch') return { kind, branch };
  if (kind === 'since') return { kind, since };
  return kind === 'range' ? { kind, range: range.trim() } : { kind };
}

/** Asks for what a job found once it is done. */
async function take(job: string): Promise<void> {
  const { outcome } = await whenDone(job);
  if (outcome !== 'done') return;
  await attempt(async () => {
    const found = await call('audit.found', { job });
    if (useAudit.getState().job === job) useAudit.setState({ found });
  });
}

/** How a job ends. It may be over before the call that started it has answered. */
function whenDone(job: string): Promise<EventData<'job.done'>> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      const done = useJobs.getState().jobs[job]?.done;
      if (done !== undefined) resolve(done);
      return done !== undefined;
    };
    if (look()) return;
    const stop = useJobs.subscribe(() => {
      if (look()) stop();
    });
  });
}

function leave(job: string | null): void {
  if (job !== null) leaveJob(job);
}

onPolicy((file) => void useAudit.getState().takePolicy(file));
useAudit.subscribe(({ isOpen, job }) => {
  const takesPolicy = isOpen && job === null;
  if (useOpened.getState().takesPolicy !== takesPolicy) useOpened.setState({ takesPolicy });
});
// One thing at a time stands in place of the lists.
const giveWay = ({ isOpen }: { isOpen: boolean }): void => {
  if (isOpen && useAudit.getState().isOpen) useAudit.getState().close();
};
useTag.subscribe(giveWay);
useCommits.subscribe(giveWay);
// Another repository, or the same read again: what was asked of the one before is over.
useRepositories.subscribe(({ job }, before) => {
  if (job !== before.job && useAudit.getState().isOpen) useAudit.getState().close();
});
