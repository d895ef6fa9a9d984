import type { AppError } from '../../../shared/error.ts';
import type { Prompt } from '../../../shared/model/job.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import type { SigstoreOptions } from '../../../shared/model/sign.ts';
import type { Reading, Wanted } from '../hash/reading.ts';
import type { SignedDigest } from '../sigstore/services/signed.ts';
import type { SigstoreRun } from '../sigstore/sigstore-run.ts';

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
  /** Which Sigstore services take part. Absent: nothing was chosen. */
  sigstore?: SigstoreOptions;
  /** The run's way to those services, and to the user's consent; one for all files of a run. */
  run?: SigstoreRun;
}

/** What is signed: a file that was read (its hash states are kept), or text to be signed in the clear, without its last line end. */
export type SignSource = { kind: 'file'; reading: Reading } | { kind: 'cleartext'; text: string; name: string };

/** OpenPGP signatures, not yet armored: a signature packet with its header, or several. */
export interface MadePackets {
  format: 'openpgp';
  packets: Uint8Array;
  /** The digest's name for a cleartext's `Hash:` header. */
  digest: string;
}

/** One Sigstore signature: the bundle as it is written, and its parts for cosign's older outputs. */
export interface MadeBundle {
  format: 'sigstore';
  /** UTF-8 JSON. */
  bundle: Uint8Array;
  signature: Uint8Array;
  /** DER; only of a login. */
  certificate?: Uint8Array;
  /** Whom the certificate names; only of a login. */
  signer?: { identity: string; issuer: string; instance: string };
  /** What beside the signer's own word is in the bundle. */
  logged: boolean;
  timestamped: boolean;
  /** A log was wanted and could not be had: what it needs to be told later, and why it was not. */
  notLogged?: NotLogged;
}

/** A signature that can still be logged later: it was made by a key, or timestamped while its certificate was valid. */
export interface NotLogged {
  why: AppError;
  signed: SignedDigest;
  timestamps: readonly Uint8Array[];
}

/** One SSH signature, armored as it is written. */
export interface MadeSshSignature {
  format: 'ssh';
  signature: Uint8Array;
}

/** What an engine made of one artifact. */
export type MadeSignature = MadePackets | MadeBundle | MadeSshSignature;

/** One way to make signatures. Sigstore’s engines and SSH’s sign files only, also where others sign the text in the clear. */
export interface Engine<Made extends MadeSignature = MadeSignature> {
  readonly id: KeySummary['engine'];
  readonly format: Made['format'];
  readonly capabilities: { cleartext: boolean; parallel: boolean };
  listKeys(now: Date): Promise<KeySummary[]>;
  /** The hashes that a read must prepare so that neither signing nor verifying what was made needs a second read. */
  wants(key: string, now: Date): Promise<Wanted[]>;
  /** Throws `AppError`: `store-locked`, `key-expired`, `card-pin-wrong`, `cancelled` ... */
  sign(source: SignSource, key: string, context: SignContext): Promise<Made>;
}
