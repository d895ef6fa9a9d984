import { useEffect } from 'react';
import { grantFiles, on } from '../api.ts';
import { readPasted } from '../parts/pasted.ts';
import { attempt, useShell } from '../parts/shell.ts';
import { useVerify } from '../screens/verify/verify-slice.ts';
import { keepMenu, perform } from './commands.ts';
import { useVerdictAnnouncer } from './focus.tsx';
import { intentOf, receive } from './intents.ts';
import { running, showJob, stopRunning } from './running.ts';

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

/** Escape stops what runs on the shown screen, where nothing else wants it: no sheet, no field, no open list. */
async function stopByEscape(event: KeyboardEvent): Promise<void> {
  if (event.key !== 'Escape' || event.defaultPrevented || event.repeat) return;
  if (inField(event.target) || document.querySelector('dialog[open], [aria-expanded="true"]') !== null) return;
  const [first] = await running();
  if (first?.screen === useShell.getState().screen) await stopRunning();
}

/** Listens to everything that comes from outside: files handed over, menu commands, pastes, Escape. */
export function useIncoming(): void {
  useEffect(() => {
    const stops = [
      on('files.opened', ({ files, intent }) => void receive(files, intent)),
      on('menu.command', ({ command }) => perform(command)),
      on('job.show', ({ job }) => void showJob(job)),
      keepMenu(),
    ];
    const paste = (event: ClipboardEvent) => {
      if (event.clipboardData === null || inField(event.target)) return;
      event.preventDefault();
      void pasted(event.clipboardData);
    };
    const key = (event: KeyboardEvent) => void stopByEscape(event);
    window.addEventListener('paste', paste);
    window.addEventListener('keydown', key);
    return () => {
      for (const stop of stops) stop();
      window.removeEventListener('paste', paste);
      window.removeEventListener('keydown', key);
    };
  }, []);
  useVerdictAnnouncer();
}
