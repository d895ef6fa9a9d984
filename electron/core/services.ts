import type { AppStatus } from '../../shared/model/status.ts';
import type { Stored } from '../../shared/model/stored.ts';
import type { NotForgotten } from './settings/stored.ts';
import type { Progress } from '../../shared/model/job.ts';
import type { CheckResult } from '../../shared/model/result.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { AlreadySigned, Receipt, SignOptions, SignPlan } from '../../shared/model/sign.ts';
import type { ActivityLog } from './audit/activity-log.ts';
import type { Ask } from './engines/engine.ts';
import type { KeyService } from './keys/key-service.ts';
import type { SecretStore } from './keys/secret-store.ts';
import type { InstanceService } from './sigstore/instances/instance-service.ts';
import type { SignatureNames } from './sign/signature-names.ts';
import type { SigningKey } from './sign/signing.ts';
import type { SigstoreService } from './sigstore/sigstore-service.ts';
import type { SigstoreWish } from './sigstore/sigstore-run.ts';
import type { PublisherService } from './trust/publisher-service.ts';
import type { SignerRule } from '../../shared/signer-rule.ts';
import type { Clock } from './util/clock.ts';
import type { GitProgramService } from './git/program/git-program-service.ts';
import type { GitSignService } from './git/sign/git-sign-service.ts';
import type { GitSetupService } from './git/setup/setup-service.ts';
import type { GitService } from './verify/git-service.ts';

/** What one check is asked to look at. */
export interface VerifyRequest {
  /** Artifacts, signatures, manifests, keys and folders, in any order; absolute or relative to `cwd`. */
  paths: string[];
  /** `sha256:HEX` */
  digests: string[];
  /** Pasted armored signatures or keys. */
  texts?: string[];
  /** Signatures named by the user; they belong to the artifacts in `paths`. */
  signatures?: string[];
  /** Certificates named by the user; they belong to the detached signatures that carry none. */
  certificates?: string[];
  /** Files and folders of keys that replace the stored pins for this call. */
  keys?: string[];
  /** Identities that replace the stored pins for this call. */
  identities?: SignerRule[];
  /** A `trusted_root.json` that is trusted for this call instead of the instances'. */
  trustedRoot?: string;
  /** The instance whose certificates alone count for this call. */
  instance?: string;
  /** A publisher named by the user. */
  publisher?: string;
  threshold?: number;
  /** Whether to look beside a file for its signatures and manifests. Off in the window only where all was dropped together. */
  lookBeside: boolean;
  /** Judge as of then; else the clock's now. */
  at?: Date;
}

export interface RunContext {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** Told where a run that is done could not be written into the activity log: what was found or made stands. Without it, that throws. */
  onNotRemembered?: (error: unknown) => void;
}

/** Finds what belongs together, checks it and judges it. Never throws for what a file holds. */
export interface VerifyService {
  verify(request: VerifyRequest, context: RunContext): AsyncIterable<CheckResult>;
}

export interface SignRequest {
  paths: string[];
  options: SignOptions;
  /** Relative names chosen among the plan's files; all that are not left out where absent. */
  include?: string[];
  overwrite: boolean;
  /** Files that keep the signature of a run that did not come to its end: they are read for the manifest, not signed again. */
  already?: AlreadySigned[];
  /** Other places for what is made of a single artifact: its OpenPGP signature, its bundle, cosign's older outputs. */
  places?: Partial<SignatureNames>;
  /** The folder that the manifest lies in, and that its names are relative to; else the folder named or the nearest common one. */
  manifestFolder?: string;
  /** Write the manifest only, unsigned (`manifest create`). */
  unsignedManifest?: boolean;
  /** How the manifest is signed; else as the files are, armored where these are not. */
  manifestForm?: 'armored' | 'binary' | 'cleartext';
  /** Keys out of files, for this run only; `options.keys` names them too. */
  heldKeys?: readonly SigningKey[];
  /** What the user said of this run's services, login and consent. */
  wish?: SigstoreWish;
  /** Take hidden files of folders too. */
  hidden?: boolean;
}

export interface SignService {
  /** What would be written where; writes nothing. */
  plan(request: SignRequest): Promise<SignPlan>;
  /** Throws `already-exists` before anything is signed where an output is there and `overwrite` is off. */
  sign(request: SignRequest, context: RunContext & { ask: Ask }): Promise<Receipt>;
}

export interface SettingsStore {
  get(): Promise<Settings>;
  set(settings: Settings): Promise<Settings>;
}

/** The core's services, shared by the app, the command line and the tests. */
export interface Services {
  readonly home: string;
  readonly clock: Clock;
  readonly keys: KeyService;
  readonly store: SecretStore;
  readonly publishers: PublisherService;
  readonly activity: ActivityLog;
  readonly settings: SettingsStore;
  readonly instances: InstanceService;
  readonly verify: VerifyService;
  readonly sign: SignService;
  readonly git: GitService;
  readonly gitProgram: GitProgramService;
  readonly gitSign: GitSignService;
  readonly gitSetup: GitSetupService;
  readonly sigstore: SigstoreService;
  /** While true, no socket is opened. */
  offline(): boolean;
  setOffline(offline: boolean): void;
  status(): Promise<AppStatus>;
  /** Keys whose owner trust in GnuPG says that the user trusts them; none where there is no GnuPG. */
  trustProposals(): Promise<{ fingerprint: string; userId: string; trust: string }[]>;
  /** What lies in the home folder. */
  stored(): Promise<Stored>;
  /** Deletes the app's own files and the keychain's entry; gives back what could not be deleted. Throws `keychain-locked`. */
  forgetEverything(): Promise<NotForgotten[]>;
  close(): Promise<void>;
}
