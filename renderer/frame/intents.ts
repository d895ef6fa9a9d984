import type { FileHandle } from '../../shared/model/file-handle.ts';
import { useShell } from '../parts/shell.ts';
import { useVerify } from '../screens/verify/verify-slice.ts';

/** Where dropped, pasted or opened files go. */
export type Intent = 'verify' | 'sign' | 'keys' | 'repositories' | 'policy';

/** Hands files to the screen that they are meant for, and shows it: the one way in, however they came. */
export async function receive(files: FileHandle[], intent: Intent): Promise<void> {
  if (files.length === 0) return;
  useShell.getState().go(intent === 'policy' ? 'repositories' : intent);
  if (intent === 'verify') await useVerify.getState().take({ files });
  else if (intent === 'sign') (await import('../screens/sign/sign-slice.ts')).useSign.getState().addFiles(files);
  else if (intent === 'keys')
    await (await import('../screens/keys/keys-slice.ts')).useKeys.getState().importFiles(files);
  else await (await import('../screens/repositories/repositories-slice.ts')).useRepositories.getState().take(files);
}

/** What a screen does with files that are pasted or opened while it is shown. */
export function intentOf(screen: string): Intent {
  return screen === 'sign' || screen === 'keys' || screen === 'repositories' ? screen : 'verify';
}
