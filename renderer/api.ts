import { AppError } from '../shared/error.ts';
import type { BridgeReply } from '../shared/ipc/bridge.ts';
import type { CallInput, CallName, CallOutput, EventData, EventName } from '../shared/ipc/contract.ts';
import type { FileHandle } from '../shared/model/file-handle.ts';
import { isErrorCode } from '../shared/messages.ts';

/** Asks the privileged side; calls without input take none. Throws `AppError` with a code from the closed list. */
export async function call<N extends CallName>(
  name: N,
  ...input: null extends CallInput<N> ? [] : [CallInput<N>]
): Promise<CallOutput<N>> {
  return valueOf(await window.countersign.call(name, (input[0] ?? null) as CallInput<N>));
}

/** Listens to an event of the privileged side; gives back the function that stops listening. */
export function on<N extends EventName>(event: N, listener: (data: EventData<N>) => void): () => void {
  return window.countersign.on(event, listener);
}

/** Turns dropped or pasted `File` objects into handles; throws `AppError`. */
export async function grantFiles(files: File[]): Promise<FileHandle[]> {
  return files.length === 0 ? [] : valueOf(await window.countersign.grantFiles(files));
}

function valueOf<T>(reply: BridgeReply<T>): T {
  if (reply.ok) return reply.value;
  throw new AppError(isErrorCode(reply.code) ? reply.code : 'internal', reply.detail);
}
