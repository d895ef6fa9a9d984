import type { Prompt } from '../../../shared/model/job.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import type { Receipt, SignPlan } from '../../../shared/model/sign.ts';
import type { ActivityLog } from '../audit/activity-log.ts';
import type { Ask, Engine } from '../engines/engine.ts';
import type { Hasher } from '../hash/reading.ts';
import type { CertificateRecord } from '../keys/key-service.ts';
import type { CertificateIndex } from '../openpgp/certificate-index.ts';
import type { RunContext, SignRequest } from '../services.ts';
import type { Root } from '../sigstore/judged-by.ts';
import type { PendingLogs } from '../sigstore/pending-logs.ts';
import type { PublicKeyMaterial } from '../sigstore/public-key.ts';
import type { SigstoreRun, SigstoreRunRequest } from '../sigstore/sigstore-run.ts';
import type { Clock } from '../util/clock.ts';
import type { ProgressMeter } from '../util/progress.ts';

/** What signing needs of the rest of the house. */
export interface SignParts {
  hasher: Hasher;
  engines: readonly Engine[];
  listKeys: () => Promise<KeySummary[]>;
  certificates: () => Promise<CertificateRecord[]>;
  /** The public half of a Sigstore key, by its id. Throws `key-not-found`. */
  publicKey: (id: string) => Promise<PublicKeyMaterial>;
  /** Opens the Sigstore side of a run: services, logins and consent. */
  openRun: (request: SigstoreRunRequest) => Promise<SigstoreRun>;
  /** Where signatures wait that a log could not be told of. */
  pendingLogs: PendingLogs;
  /** Where every run is written down. */
  activity: ActivityLog;
  clock: Clock;
  /** How many files are read and signed at once. */
  parallel: number;
}

/** A key of a run with the engine that signs with it. */
export interface SigningKey {
  summary: KeySummary;
  engine: Engine;
  /** Of Sigstore's keys: what their bundles are judged by. */
  publicKey?: PublicKeyMaterial;
}

/** One run of signing. */
export interface Signing {
  parts: SignParts;
  request: SignRequest;
  plan: SignPlan;
  keys: readonly SigningKey[];
  /** Digests of the files that keep the signature of an earlier run, by relative name. */
  already: ReadonlyMap<string, string>;
  /** Where each file that gets a signature of its own stands among these, by relative name; empty where there is only one. */
  places: ReadonlyMap<string, NonNullable<Prompt['place']>>;
  context: RunContext & { ask: Ask };
  meter: ProgressMeter;
  now: Date;
  /** What the made signatures are judged by: OpenPGP's, and Sigstore's where services took part. */
  certificates: CertificateIndex;
  roots: readonly Root[];
  /** The Sigstore side of the run, where services take part. */
  run: SigstoreRun | undefined;
  /** Who signed by a login, as the certificates named them. */
  loggedIn: Map<string, { identity: string; issuer: string; instance: string }>;
  /** Artifacts that are signed and not yet logged. */
  pending: NonNullable<Receipt['pending']>;
}
