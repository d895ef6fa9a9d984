import { useEffect } from 'react';
import type { FileHandle } from '../../shared/model/file-handle.ts';
import { call, grantFiles, on } from '../api.ts';
import { useJobs } from '../parts/jobs.ts';
import { readPasted } from '../parts/pasted.ts';
import { pick } from '../parts/pick.ts';
import { attempt, SCREENS, useShell } from '../parts/shell.ts';
import { useVerify } from '../screens/verify/verify-slice.ts';

/** Where dropped, pasted or opened files go. */
export type Intent = 'verify' | 'sign' | 'keys';

/** Hands files to the screen that they are meant for, and shows it. */
export async function receive(files: FileHandle[], intent: Intent): Promise<void> {
  if (files.length === 0) return;
  useShell.getState().go(intent);
  if (intent === 'verify') await useVerify.getState().take({ files });
  else if (intent === 'sign') (await import('../screens/sign/sign-slice.ts')).useSign.getState().addFiles(files);
  else await (await import('../screens/keys/keys-slice.ts')).useKeys.getState().importFiles(files);
}

/** What a screen does with files that are pasted or opened while it is shown. */
export function intentOf(screen: string): Intent {
  return screen === 'sign' || screen === 'keys' ? screen : 'verify';
}

async function pasted(data: DataTransfer): Promise<void> {
  const intent = intentOf(useShell.getState().screen);
  if (data.files.length > 0) {
    await attempt(async () => receive(await grantFiles([...data.files]), intent));
    return;
  }
  const text = data.getData('text/plain');
  const { digests, texts } = readPasted(text);
  if (digests.length + texts.length === 0) return;
  if (intent === 'keys' && texts.length > 0) {
    (await import('../screens/keys/keys-slice.ts')).useKeys.getState().openImport(text);
    return;
  }
  useShell.getState().go('verify');
  await useVerify.getState().take({ digests, texts });
}

/** Whether typing goes into a field, which then owns what is pasted. */
function inField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** Listens to everything that comes from outside: files handed over, menu commands, pastes. */
export function useIncoming(): void {
  useEffect(() => {
    const stops = [
      on('files.opened', ({ files, intent }) => void receive(files, intent)),
      on('menu.command', ({ command }) => {
        const screen = SCREENS.find((name) => name === command);
        if (screen !== undefined) useShell.getState().go(screen);
        else if (command === 'lock') void attempt(async () => useShell.getState().setStatus(await call('store.lock')));
        else void pick('files').then((files) => receive(files, intentOf(useShell.getState().screen)));
      }),
    ];
    const paste = (event: ClipboardEvent) => {
      if (event.clipboardData === null || inField(event.target)) return;
      event.preventDefault();
      void pasted(event.clipboardData);
    };
    window.addEventListener('paste', paste);
    return () => {
      for (const stop of stops) stop();
      window.removeEventListener('paste', paste);
    };
  }, []);
  useVerdictAnnouncer();
}

/** Says the outcome of a check in the live region once it is done. */
function useVerdictAnnouncer(): void {
  useEffect(
    () =>
      useJobs.subscribe(({ jobs }, before) => {
        const { job } = useVerify.getState();
        if (job === null || jobs[job]?.done === undefined || before.jobs[job]?.done !== undefined) return;
        useVerify.getState().announce();
      }),
    [],
  );
}
