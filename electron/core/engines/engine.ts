import type { Prompt } from '../../../shared/model/job.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import type { Reading, Wanted } from '../hash/reading.ts';

/**
 * Asks the user in the middle of a run; null where the user closed the question. When `withdrawn` aborts, the question is taken
 * off the screen: a card was touched, or the run ended.
 */
export type Ask = (prompt: Omit<Prompt, 'id'>, withdrawn?: AbortSignal) => Promise<string | null>;

/** What an engine is given beside the bytes. */
export interface SignContext {
  now: Date;
  signal?: AbortSignal;
  ask: Ask;
}

/** What is signed: a file that was read (its hash states are kept), or text to be signed in the clear, without its last line end. */
export type SignSource = { kind: 'file'; reading: Reading } | { kind: 'cleartext'; text: string; name: string };

/** One signature, not yet armored: an OpenPGP signature packet with its header, or several. */
export interface MadeSignature {
  packets: Uint8Array;
  /** The digest's name for a cleartext's `Hash:` header. */
  digest: string;
}

/** One way to make signatures. */
export interface Engine {
  readonly id: 'openpgp' | 'gnupg';
  readonly capabilities: { cleartext: boolean; parallel: boolean };
  listKeys(now: Date): Promise<KeySummary[]>;
  /** The hashes that a read must prepare so that neither signing nor verifying what was made needs a second read. */
  wants(key: string, now: Date): Promise<Wanted[]>;
  /** Throws `AppError`: `store-locked`, `key-expired`, `card-pin-wrong`, `cancelled` ... */
  sign(source: SignSource, key: string, context: SignContext): Promise<MadeSignature>;
}
