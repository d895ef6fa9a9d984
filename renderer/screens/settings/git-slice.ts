import { create } from 'zustand';
import { type AppError, toAppError } from '../../../shared/error.ts';
import type { CallInput } from '../../../shared/ipc/contract.ts';
import type { GitSetupPlan, GitSetupState } from '../../../shared/model/git-setup.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import { call } from '../../api.ts';
import { attempt } from '../../parts/shell.ts';

/** What git is to sign with, and what unasked. */
export type GitWish = CallInput<'gitSetup.plan'>;

interface GitSlice {
  /** Null until the first answer. */
  state: GitSetupState | null;
  wish: GitWish | null;
  /** What the wish would do; null while that is being found out. */
  plan: GitSetupPlan | null;
  /** What undoing would do, and of which setup. */
  undoing: { folder: string | null; plan: GitSetupPlan } | null;
  busy: boolean;
  problem: AppError | null;
  done: 'setUp' | 'undone' | null;
  load: () => Promise<void>;
  /** Shows what a wish would do; null: nothing is wished any more. */
  wishFor: (wish: GitWish | null) => Promise<void>;
  apply: () => Promise<void>;
  askUndo: (folder: string | null) => Promise<void>;
  leaveUndo: () => void;
  undo: () => Promise<void>;
}

/** Keys that git can sign with here. */
export function keysForGit(keys: readonly KeySummary[], helper: boolean): KeySummary[] {
  const engines = helper ? ['openpgp', 'gnupg', 'ssh', 'ssh-agent'] : ['gnupg', 'ssh-agent'];
  return keys.filter(
    ({ engine, canSign, secret, status }) =>
      engines.includes(engine) && canSign && secret !== 'none' && status === 'valid',
  );
}

/** How git is set up for signing, on the Settings screen. */
export const useGitSetup = create<GitSlice>()((set, get) => {
  const run = async (work: () => Promise<Partial<GitSlice>>): Promise<void> => {
    set({ busy: true, problem: null, done: null });
    try {
      set({ ...(await work()), busy: false });
    } catch (error) {
      set({ busy: false, problem: toAppError(error) });
      await get().load();
    }
  };
  return {
    state: null,
    wish: null,
    plan: null,
    undoing: null,
    busy: false,
    problem: null,
    done: null,
    load: async () => {
      await attempt(async () => set({ state: await call('gitSetup.look') }));
    },
    wishFor: async (wish) => {
      set({ wish, plan: null, undoing: null, problem: null, done: null });
      // Without a key it is the form that names one.
      if (wish === null || wish.key === '') return;
      try {
        const plan = await call('gitSetup.plan', wish);
        // Another wish may have come meanwhile.
        if (get().wish === wish) set({ plan });
      } catch (error) {
        if (get().wish === wish) set({ problem: toAppError(error) });
      }
    },
    apply: async () => {
      const { wish, plan } = get();
      if (wish === null || plan === null) return;
      await run(async () => ({
        state: await call('gitSetup.apply', { ...wish, commands: plan.commands }),
        ...({ wish: null, plan: null, done: 'setUp' } as const),
      }));
    },
    askUndo: (folder) =>
      run(async () => ({ undoing: { folder, plan: await call('gitSetup.planUndo', { folder }) }, wish: null })),
    leaveUndo: () => set({ undoing: null }),
    undo: async () => {
      const { undoing } = get();
      if (undoing === null) return;
      const { folder, plan } = undoing;
      await run(async () => ({
        state: await call('gitSetup.undo', { folder, commands: plan.commands }),
        ...({ undoing: null, done: 'undone' } as const),
      }));
    },
  };
});
