import type { BridgeReply } from '../shared/ipc/bridge.ts';
import type { CallInput, CallOutput, EventData } from '../shared/ipc/contract.ts';
import type { CallName, EventName } from '../shared/ipc/names.ts';
import type { FileHandle } from '../shared/model/file-handle.ts';
import { knownError } from '../shared/messages.ts';

/** Asks the privileged side; calls without input take none. Throws `AppError` with a code from the closed list. */
export async function call<N extends CallName>(
  name: N,
  ...input: null extends CallInput<N> ? [] : [CallInput<N>]
): Promise<CallOutput<N>> {
  return valueOf(await window.countersign.call(name, (input[0] ?? null) as CallInput<N>));
}

/** Listens to an event of the privileged side; gives back the function that stops listening. */
export function on<N extends EventName>(event: N, listener: (data: EventData<N>) => void): () => void {
  return window.countersign.on(event, (json) => listener(JSON.parse(json) as EventData<N>));
}

/** So many files cross the bridge without stopping the page. */
const GRANTED_AT_ONCE = 250;

/** Turns dropped or pasted `File` objects into handles; throws `AppError`. */
export async function grantFiles(files: File[]): Promise<FileHandle[]> {
  const handles: FileHandle[] = [];
  for (let from = 0; from < files.length; from += GRANTED_AT_ONCE)
    handles.push(...valueOf(await window.countersign.grantFiles(files.slice(from, from + GRANTED_AT_ONCE))));
  return handles;
}

function valueOf<T>(reply: BridgeReply<T>): T {
  if (reply.ok) return reply.value;
  throw knownError(reply);
}
