import type { SigningConfig } from '@sigstore/protobuf-specs';
import type { InstanceSummary, RootOrigin } from '../../../../shared/model/instance.ts';
import type { SigningInstance } from '../instance.ts';
import type { Root } from '../judged-by.ts';

/** What a new instance is made of. */
export type InstanceSource =
  | { kind: 'files'; trustedRoot: Uint8Array; signingConfig: Uint8Array }
  /** `root` is the repository's own root (`root.json`), which is what the user trusts. */
  | { kind: 'tuf'; repository: string; root: Uint8Array };

/** A trusted root as it is used. */
export interface TrustedRootBytes {
  bytes: Uint8Array;
  from: RootOrigin;
  refreshedAt: string | null;
}

/**
 * The Sigstore instances: public-good always, staging and private ones once they are added. All but `add` and `refresh` work without
 * the network. An instance that nobody knows is `instance-unknown`.
 */
export interface InstanceService {
  /** Public-good first, then what came with the app, then the user's own by name. Never throws for what a file holds. */
  list(): Promise<InstanceSummary[]>;
  /** The last one that was trusted, whatever its age. Throws `instance-damaged` where none can be read. */
  trustedRoot(name: string): Promise<TrustedRootBytes>;
  /** Where signatures of this instance are made. Throws `service-absent` where it has none, `malformed`, `instance-damaged`. */
  signingConfig(name: string): Promise<SigningConfig>;
  /** All that signing with it needs. Throws as `signingConfig` and `trustedRoot`. */
  signingInstance(name: string): Promise<SigningInstance>;
  /**
   * The trusted roots of all instances that are used, public-good's first. The same content gives the same object. An instance
   * whose root cannot be read is left out, and `list` says so. Starts a refresh in the background where one is due.
   * With `naming`, the DER of a certificate, only those that name it among their authorities: the others need not be read.
   */
  roots(naming?: Uint8Array): Promise<Root[]>;
  /**
   * Adds an instance, or with no source one that came with the app. A repository is asked at once: without a trusted root nothing
   * is added. Throws `instance-exists`, `usage` (the name), `malformed` (a file that cannot be used), and as `refresh`.
   */
  add(name: string, source?: InstanceSource, signal?: AbortSignal): Promise<InstanceSummary>;
  /** Throws `usage` for public-good. */
  remove(name: string): Promise<void>;
  /**
   * Asks the repository of one instance, or of all, for a newer root. What fails changes nothing but `problem`. For one named, it throws:
   * `offline`, `cancelled`, `network`, `network-tls`, `clock-wrong`, `root-outdated`, `root-refused`, `usage` (there is no repository).
   */
  refresh(name?: string, signal?: AbortSignal): Promise<InstanceSummary[]>;
  /** Refreshes those that nobody, in this process or another, asked for today. Never throws: `list` tells what went wrong. */
  refreshDue(signal?: AbortSignal): Promise<void>;
  /** Waits for a refresh in the background at most so long (milliseconds), then ends it. What others are to do is handed to them. */
  settle(waitMs: number): Promise<void>;
}
