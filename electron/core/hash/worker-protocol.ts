import type { ErrorCode } from '../../../shared/error.ts';
import type { Wanted } from './reading.ts';

/** What a worker is asked. `call` numbers the answer; a reading bears the number of the call that made it. */
export type WorkerRequest =
  | { kind: 'read'; call: number; fd: number; size: number; wanted: readonly Wanted[] }
  | { kind: 'digest'; call: number; reading: number; wanted: Wanted; suffix?: Uint8Array | undefined }
  | { kind: 'cancel'; reading: number }
  | { kind: 'forget'; reading: number };

/** What a worker answers: at most ten `bytes` a second while it reads, then one of the others. */
export type WorkerReply =
  | { kind: 'bytes'; call: number; done: number }
  | { kind: 'read'; call: number; hasNul: boolean }
  | { kind: 'digest'; call: number; digest: Uint8Array }
  | { kind: 'failed'; call: number; code: ErrorCode; detail: string };
