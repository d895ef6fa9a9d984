import { create } from 'zustand';
import { type AppError, toAppError } from '../../../shared/error.ts';
import type { LoginWay } from '../../../shared/model/login.ts';
import type { FileHandle } from '../../../shared/model/file-handle.ts';
import type { AlreadySigned, Receipt, SignOptions, SignPlan, SigstoreOptions } from '../../../shared/model/sign.ts';
import { call } from '../../api.ts';
import { useJobs } from '../../parts/jobs.ts';
import { useKnown } from '../../parts/known.ts';
import { offeredWay, wayOf } from '../../parts/login-form.ts';
import { usePending } from '../../parts/pending.ts';
import { pick } from '../../parts/pick.ts';
import { attempt, useShell } from '../../parts/shell.ts';
import { signsByLogin } from '../../parts/signers.ts';
import { effective, OFFLINE } from '../../parts/witnesses.ts';
import { type Form, makesBundles, formFor, includedFiles, signedAlready, tickAll, type Ticks } from './plan-words.ts';

interface SignSlice {
  files: FileHandle[];
  options: SignOptions;
  /** What Sigstore's keys were told to do; it stays chosen while others sign. */
  witnesses: SigstoreOptions;
  /** The user chose here what is made; the defaults no longer follow the key or the settings. */
  byHand: boolean;
  plan: SignPlan | null;
  planProblem: AppError | null;
  ticks: Ticks;
  /** What a stopped run of these files signed; it is listed, not signed again. */
  already: readonly AlreadySigned[];
  job: string | null;
  /** How the login of a run goes, where one signs; null until it is chosen here: then as it was chosen last. */
  login: LoginWay | null;
  addFiles: (files: FileHandle[]) => void;
  choose: (kind: 'files' | 'folder') => Promise<void>;
  change: (form: Partial<Form>) => void;
  chooseWitnesses: (witnesses: SigstoreOptions) => void;
  signAs: (keys: string[]) => void;
  chooseLogin: (way: LoginWay) => void;
  tick: (relative: string, on: boolean) => void;
  tickEvery: (on: boolean) => void;
  start: (overwrite: boolean) => Promise<void>;
  cancel: () => void;
  /** Back to the files after a run; with the receipt of a run that was not done, only what is left will be signed. */
  goBack: (receipt?: Receipt) => void;
  clear: () => void;
}

/** What is about to be signed, and how. */
export const useSign = create<SignSlice>()((set, get) => {
  let asked = 0;
  let starting = false;
  const request = () => {
    const { files, options, ticks, plan, already, witnesses } = get();
    const isSigstore = makesBundles(options.keys);
    const offline = useShell.getState().settings?.offline === true;
    const sigstore = effective(witnesses, options.keys, useKnown.getState().instances, offline);
    return {
      files: files.map((file) => file.id),
      options: isSigstore ? { ...options, sigstore } : options,
      ...(plan === null || Object.keys(ticks).length === 0 ? {} : { include: includedFiles(plan, ticks) }),
      ...(already.length === 0 ? {} : { already: [...already] }),
    };
  };
  /** Asks for the plan anew; an answer that comes after a later question is dropped. */
  const replan = async (): Promise<void> => {
    const { files, options } = get();
    asked += 1;
    const mine = asked;
    if (files.length === 0 || options.keys.length === 0) {
      set({ plan: null, planProblem: null });
      return;
    }
    try {
      const plan = await call('sign.plan', request());
      if (mine === asked) set({ plan, planProblem: null });
    } catch (error) {
      if (mine === asked) set({ plan: null, planProblem: toAppError(error) });
    }
  };
  /** The form that goes with these keys: the user's own where there is one, else the default of now. */
  const formOf = (keys: readonly string[]): Partial<Form> => {
    const chosen = (useKnown.getState().keys ?? []).filter((key) => keys.includes(key.id));
    return get().byHand ? {} : formFor(chosen, useShell.getState().settings);
  };
  return {
    files: [],
    options: { keys: [], ...formFor([], null) },
    witnesses: OFFLINE,
    byHand: false,
    plan: null,
    planProblem: null,
    ticks: {},
    already: [],
    job: null,
    login: null,
    addFiles: (added) => {
      const { files, job, options } = get();
      const base = job === null ? files : [];
      const all = [...new Map([...base, ...added].map((file) => [file.path, file])).values()];
      const now = { ...options, ...formOf(options.keys) };
      set({ files: all, options: now, job: null, plan: null, ticks: {}, already: [] });
      void replan();
    },
    choose: async (kind) => {
      const files = await pick(kind);
      if (files.length > 0) get().addFiles(files);
    },
    change: (form) => {
      set({ options: { ...get().options, ...form }, byHand: true, already: [] });
      void replan();
    },
    chooseWitnesses: (witnesses) => {
      // What an earlier run made differs from what is wanted now.
      set({ witnesses, already: [] });
      void replan();
    },
    signAs: (keys) => {
      set({ options: { ...get().options, ...formOf(keys), keys }, already: [] });
      void replan();
    },
    chooseLogin: (login) => {
      set({ login });
      void useShell.getState().change({ loginWay: login });
    },
    tick: (relative, on) => {
      set({ ticks: { ...get().ticks, [relative]: on } });
      void replan();
    },
    tickEvery: (on) => {
      const { plan } = get();
      if (plan === null) return;
      set({ ticks: tickAll(plan, on) });
      void replan();
    },
    start: async (overwrite) => {
      const { plan, ticks, options, login } = get();
      // Who presses twice signs once.
      if (plan === null || starting) return;
      starting = true;
      await attempt(async () => {
        const wanted = { ...request(), include: includedFiles(plan, ticks), overwrite };
        const instance = useKnown.getState().instances?.find(({ name }) => name === wanted.options.sigstore?.instance);
        const how = signsByLogin(options.keys)
          ? { login: wayOf(offeredWay(login, useShell.getState().settings), instance) }
          : {};
        const { job } = await call('sign.start', { ...wanted, ...how });
        set({ job });
      });
      starting = false;
    },
    cancel: () => {
      const { job } = get();
      if (job !== null) void attempt(() => call('job.cancel', { job }));
    },
    goBack: (receipt) => {
      const { plan, job, options, already, ticks } = get();
      if (job !== null) useJobs.getState().forget(job);
      const signed =
        receipt === undefined || plan === null ? [] : signedAlready(plan, receipt, usePending.getState().forgotten);
      // Without a list there is nothing more to do with what is signed.
      const out = options.manifest === null ? Object.fromEntries(signed.map(({ relative }) => [relative, false])) : {};
      set({ job: null, already: [...already, ...signed], ticks: { ...ticks, ...out } });
      void replan();
    },
    clear: () => {
      const { job } = get();
      if (job !== null) useJobs.getState().forget(job);
      asked += 1;
      set({ files: [], plan: null, planProblem: null, ticks: {}, already: [], job: null });
    },
  };
});
