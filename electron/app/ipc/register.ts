import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import type * as z from 'zod';
import { CALLS, GrantInput, GrantOutput } from '../../../shared/ipc/contract.ts';
import { channelOf, GRANT_CHANNEL, type CallName } from '../../../shared/ipc/names.ts';
import type { AppContext } from '../context.ts';
import { isOwnUrl } from '../serve.ts';
import { answer, type Handlers } from './gate.ts';

/** Puts every call of the contract, and the preload's own, behind the one gate. The only place that listens to the window. */
export function registerCalls(context: AppContext, handlers: Handlers): void {
  const names = Object.keys(CALLS) as CallName[];
  for (const name of names) {
    const schemas: { input: z.ZodType; output: z.ZodType } = CALLS[name];
    const handle = handlers[name] as (input: unknown) => unknown;
    ipcMain.handle(channelOf(name), (event, text) => answer(schemas, text, isOurs(event, context), handle));
  }
  const grant = { input: GrantInput, output: GrantOutput };
  ipcMain.handle(GRANT_CHANNEL, (event, text) =>
    answer(grant, text, isOurs(event, context), (paths) => context.files.grant(paths)),
  );
}

/** Whether a call comes from the main frame of our window while that shows our own page. */
function isOurs(event: IpcMainInvokeEvent, context: AppContext): boolean {
  const contents = context.window()?.webContents;
  const frame = event.senderFrame;
  return contents !== undefined && event.sender === contents && frame === contents.mainFrame && isOwnUrl(frame.url);
}
