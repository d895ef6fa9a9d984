import { create } from 'zustand';
import { type AppError, toAppError } from '../../shared/error.ts';
import type { Prompt } from '../../shared/model/job.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { AppInfo, AppStatus } from '../../shared/model/status.ts';
import { call, on } from '../api.ts';
import { speak } from '../words.ts';

/** The screens of the rail, in its order. */
export const SCREENS = ['verify', 'sign', 'keys', 'publishers', 'repositories', 'activity', 'settings'] as const;
export type Screen = (typeof SCREENS)[number];

interface Shell {
  screen: Screen;
  status: AppStatus | null;
  settings: Settings | null;
  info: AppInfo | null;
  prompts: Prompt[];
  problem: AppError | null;
  /** What the live region says. */
  said: string;
  go: (screen: Screen) => void;
  say: (text: string) => void;
  setProblem: (error: unknown) => void;
  dismissProblem: () => void;
  change: (settings: Partial<Settings>) => Promise<void>;
  setStatus: (status: AppStatus) => void;
  answer: (id: string, value: string | null) => Promise<void>;
}

/** What the whole window shares: which screen, the status, the settings, prompts, and what went wrong last. */
export const useShell = create<Shell>()((set, get) => ({
  screen: 'verify',
  status: null,
  settings: null,
  info: null,
  prompts: [],
  problem: null,
  said: '',
  go: (screen) => set({ screen, problem: null }),
  say: (said) => set({ said }),
  setProblem: (error) => {
    const problem = toAppError(error);
    if (problem.code !== 'cancelled') set({ problem });
  },
  dismissProblem: () => set({ problem: null }),
  change: async (changed) => {
    const { settings } = get();
    if (settings === null) return;
    await attempt(async () => takeSettings(await call('settings.set', { ...settings, ...changed })));
  },
  setStatus: (status) => set({ status }),
  answer: async (id, value) => {
    set({ prompts: get().prompts.filter((prompt) => prompt.id !== id) });
    await attempt(() => call('prompt.answer', { id, value }));
  },
}));

function takeSettings(settings: Settings): void {
  useShell.setState({ settings });
  void speak(settings.language);
}

/** Does something that may fail; a failure is shown in words at the top of the screen. Gives back whether it worked. */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    useShell.getState().setProblem(error);
    return false;
  }
}

/** Listens to the privileged side and asks for the first state. Called once. */
export async function startShell(): Promise<void> {
  on('status.changed', (status) => useShell.setState({ status }));
  on('settings.changed', takeSettings);
  on('prompt.asked', (prompt) => useShell.setState(({ prompts }) => ({ prompts: [...prompts, prompt] })));
  on('prompt.withdrawn', ({ id }) =>
    useShell.setState(({ prompts }) => ({ prompts: prompts.filter((prompt) => prompt.id !== id) })),
  );
  await attempt(async () => takeSettings(await call('settings.get')));
  await attempt(async () => useShell.setState({ status: await call('app.status') }));
  await attempt(async () => useShell.setState({ info: await call('app.info') }));
}
