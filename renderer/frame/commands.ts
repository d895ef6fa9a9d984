import type { CheckResult } from '../../shared/model/result.ts';
import type { Command, Sometimes } from '../../shared/shortcuts.ts';
import { call } from '../api.ts';
import { useHelp } from '../parts/help/help-store.ts';
import { useJobs } from '../parts/jobs.ts';
import { useOpened } from '../parts/opened.ts';
import { pick } from '../parts/pick.ts';
import { attempt, SCREENS, useShell } from '../parts/shell.ts';
import { useActivity } from '../screens/activity/activity-slice.ts';
import { byVerdict, openOf, shownIn, showsAny } from '../screens/verify/ranked.ts';
import { useVerify } from '../screens/verify/verify-slice.ts';
import { intentOf, receive } from './intents.ts';
import { stopRunning } from './running.ts';
import { useFrame } from './frame-slice.ts';

const resultsOf = (job: string | null): readonly CheckResult[] =>
  job === null ? [] : (useJobs.getState().jobs[job]?.results ?? []);

/** The result that *Copy result* and *Check again* mean: the one whose card is shown. */
function shownResult(): CheckResult | undefined {
  const { screen } = useShell.getState();
  if (screen === 'verify') {
    const { job, ...view } = useVerify.getState();
    return openOf(shownIn(byVerdict(resultsOf(job)), view), view.selected);
  }
  if (screen === 'repositories') return useOpened.getState().result ?? undefined;
  if (screen !== 'activity') return undefined;
  const { job, selected, entries } = useActivity.getState();
  const entry = entries?.find(({ id }) => id === selected);
  return resultsOf(job)[0] ?? (entry?.kind === 'check' ? entry.result : undefined);
}

/** Whether there is such a result. Asked at every change of anything, so the results are not put in order for it. */
function showsResult(): boolean {
  if (useShell.getState().screen !== 'verify') return shownResult() !== undefined;
  const { job, ...view } = useVerify.getState();
  return showsAny(resultsOf(job), view);
}

/** Which of the commands that make sense only sometimes do so now. */
export function offered(): Sometimes[] {
  const { screen, status } = useShell.getState();
  const { job } = useVerify.getState();
  const shown = showsResult();
  const commands: Record<Sometimes, boolean> = {
    new: job !== null,
    copyResult: shown,
    saveResult: shown,
    again: screen === 'verify' ? job !== null : screen === 'repositories' ? useOpened.getState().again !== null : shown,
    signTag: screen === 'repositories' && useOpened.getState().signTag !== null,
    cancel: (status?.jobs ?? 0) > 0,
    lock: status?.store === 'unlocked',
  };
  return (Object.keys(commands) as Sometimes[]).filter((command) => commands[command]);
}

const withResult = async (call: (result: string) => Promise<unknown>): Promise<void> => {
  const result = shownResult();
  if (result !== undefined) await attempt(() => call(result.id));
};

async function checkAgain(): Promise<void> {
  const { screen } = useShell.getState();
  const { job } = useVerify.getState();
  if (screen === 'verify' && job !== null) await useVerify.getState().again();
  else if (screen === 'repositories') await useOpened.getState().again?.();
  else if (screen === 'activity') await withResult((result) => useActivity.getState().again(result));
}

const openPicked = async (kind: 'files' | 'folder', intent = intentOf(useShell.getState().screen)): Promise<void> =>
  receive(await pick(kind), intent);

const DEEDS: Readonly<Record<Exclude<Command, (typeof SCREENS)[number]>, () => unknown>> = {
  new: () => {
    useShell.getState().go('verify');
    useVerify.getState().clear();
  },
  open: () => openPicked('files'),
  openFolder: () => openPicked('folder'),
  signFiles: () => openPicked('files', 'sign'),
  copyResult: () => withResult((result) => call('verify.copy', { result })),
  saveResult: () => withResult((result) => call('verify.save', { result, format: 'html' })),
  signTag: () => useShell.getState().screen === 'repositories' && useOpened.getState().signTag?.(),
  again: checkAgain,
  cancel: stopRunning,
  lock: () => attempt(async () => useShell.getState().setStatus(await call('store.lock'))),
  shortcuts: () => useFrame.getState().showShortcuts(true),
  help: () => useHelp.getState().open('overview'),
};

/** Does what an item of the menu says. */
export function perform(command: Command): void {
  const screen = SCREENS.find((name) => name === command);
  if (screen !== undefined) useShell.getState().go(screen);
  else void DEEDS[command as keyof typeof DEEDS]();
}

/** Tells the menu what it can offer, whenever that changes. Gives back what ends it. */
export function keepMenu(): () => void {
  let last = '[]';
  const tell = (): void => {
    const commands = offered();
    const text = JSON.stringify(commands);
    if (text === last) return;
    last = text;
    void window.countersign.call('menu.offer', { commands });
  };
  tell();
  const stops = [useShell, useVerify, useJobs, useActivity, useOpened].map((store) => store.subscribe(tell));
  return () => stops.forEach((stop) => stop());
}
