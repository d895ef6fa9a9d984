import type { FileHandle } from '../model/file-handle.ts';
import type { CallInput, CallOutput } from './contract.ts';
import type { CallName, EventName } from './names.ts';

/** An answer as it crosses the bridge: errors would lose their code on the way, so a failure is a value (`ErrorCode`, technical text). */
export type BridgeReply<T> = { ok: true; value: T } | { ok: false; code: string; detail: string };

/** All that the window can reach of the privileged side: `window.countersign`. */
export interface Bridge {
  /** Makes one call of the contract. Never rejects. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<BridgeReply<CallOutput<N>>>;
  /**
   * Listens to one event of the contract; gives back the function that stops listening. The data comes as JSON: a text crosses at
   * once, an object value by value, and two hundred results would stop the page for a frame or more.
   */
  on(event: EventName, listener: (json: string) => void): () => void;
  /** Turns `File` objects of a real drop or paste into handles; made-up ones have no path and are left out. Never rejects. */
  grantFiles(files: File[]): Promise<BridgeReply<FileHandle[]>>;
}

declare global {
  interface Window {
    readonly countersign: Bridge;
  }
}
