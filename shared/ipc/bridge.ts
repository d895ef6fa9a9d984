import type { FileHandle } from '../model/file-handle.ts';
import type { CallInput, CallName, CallOutput, EventData, EventName } from './contract.ts';

/**
 * All that the window can reach of the privileged side: `window.countersign`. Promises reject with an `Error` whose message is
 * `code: detail`, a code of `ErrorCode`; nothing else of an error crosses the bridge.
 */
export interface Bridge {
  /** Makes one call of the contract. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  /** Listens to one event of the contract; gives back the function that stops listening. */
  on<N extends EventName>(event: N, listener: (data: EventData<N>) => void): () => void;
  /** Turns `File` objects of a real drop or paste into handles; made-up ones have no path and are left out. */
  grantFiles(files: File[]): Promise<FileHandle[]>;
}
