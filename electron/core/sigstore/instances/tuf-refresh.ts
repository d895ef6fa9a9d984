import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Updater } from 'tuf-js';
import { AppError } from '../../../../shared/error.ts';
import { TufFetcher } from './tuf-fetcher.ts';
import { tufVersion } from './tuf-version.ts';

/** What a refresh leaves behind and the next one begins with: the repository's metadata as they were verified. */
export interface TufState {
  root: Uint8Array;
  timestamp?: Uint8Array;
  snapshot?: Uint8Array;
  targets?: Uint8Array;
}

/** Where a refresh begins: the targets as they were last, so that those that did not change need not be loaded again. */
export interface RefreshStart extends TufState {
  trustedRoot?: Uint8Array;
  signingConfig?: Uint8Array;
}

/** What a refresh brings. The targets are as the repository holds them; nobody has looked inside. */
export interface Refreshed {
  tuf: Required<TufState>;
  trustedRoot: Uint8Array;
  signingConfig?: Uint8Array;
}

export interface RefreshOptions {
  offline: () => boolean;
  now: Date;
  signal?: AbortSignal | undefined;
  agent?: Agent | undefined;
  /** For one request; milliseconds. */
  timeoutMs?: number;
  /** For all of it; milliseconds. */
  wholeMs?: number;
}

const TRUSTED_ROOT = 'trusted_root.json';
const SIGNING_CONFIG = 'signing_config.v0.2.json';
const ROLES = ['root', 'timestamp', 'snapshot', 'targets'] as const;
const TIMEOUT_MS = 15_000;
const WHOLE_MS = 60_000;
/** Far more roots than a repository makes in ten years, and few enough to end. */
const MOST_ROOTS = 64;
const MOST_DELEGATIONS = 8;
const CLOCK_TOLERANCE_MS = 3_600_000;

/**
 * Asks a TUF repository for its newest trusted root and signing config, from what is trusted now. All of it happens aside: what comes
 * back is whole and verified, or nothing was changed.
 * Throws `offline`, `cancelled`, `network`, `network-tls`, `clock-wrong`, `root-outdated`, and `root-refused` for whatever does not
 * hold up: signed by others, rolled back, of a wrong version, without end, without a trusted root.
 */
export async function refreshFromTuf(
  repository: string,
  from: RefreshStart,
  options: RefreshOptions,
): Promise<Refreshed> {
  if (options.offline()) throw new AppError('offline');
  const whole = AbortSignal.timeout(options.wholeMs ?? WHOLE_MS);
  const signal = options.signal === undefined ? whole : AbortSignal.any([options.signal, whole]);
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const fetcher = new TufFetcher({ offline: options.offline, signal, timeoutMs, agent: options.agent });
  const folder = await mkdtemp(join(tmpdir(), 'countersign-'));
  try {
    return await runIn(folder, repository, from, fetcher, options.now);
  } catch (error) {
    if (options.signal?.aborted === true) throw new AppError('cancelled', '', { cause: error });
    if (whole.aborted) throw new AppError('network', 'the repository takes too long', { cause: error });
    throw explained(error, fetcher, options.now);
  } finally {
    fetcher.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function runIn(folder: string, repository: string, from: RefreshStart, fetcher: TufFetcher, now: Date) {
  const targetDir = join(folder, 'targets');
  await mkdir(targetDir);
  const fileOf = (role: string): string => join(folder, `${role}.json`);
  for (const role of ROLES) if (from[role] !== undefined) await writeFile(fileOf(role), from[role]);
  // The library holds what it finds there to the digests of the new metadata.
  if (from.trustedRoot !== undefined) await writeFile(join(targetDir, TRUSTED_ROOT), from.trustedRoot);
  if (from.signingConfig !== undefined) await writeFile(join(targetDir, SIGNING_CONFIG), from.signingConfig);
  const updater = new Updater({
    metadataDir: folder,
    metadataBaseUrl: repository,
    targetDir,
    targetBaseUrl: `${repository.replace(/\/+$/, '')}/targets`,
    fetcher,
    config: { maxRootRotations: MOST_ROOTS, maxDelegations: MOST_DELEGATIONS },
  });
  setClock(updater, now);
  await updater.refresh();
  const trustedRoot = await target(updater, TRUSTED_ROOT);
  if (trustedRoot === undefined) throw new Error(`there is no ${TRUSTED_ROOT}`);
  const signingConfig = await target(updater, SIGNING_CONFIG);
  const [root, timestamp, snapshot, targets] = await Promise.all(ROLES.map((role) => readFile(fileOf(role))));
  const tuf = { root, timestamp, snapshot, targets } as Required<TufState>;
  for (const role of ROLES) requireVersion(tuf[role], role);
  return { tuf, trustedRoot, ...(signingConfig === undefined ? {} : { signingConfig }) };
}

async function target(updater: Updater, path: string): Promise<Uint8Array | undefined> {
  const info = await updater.getTargetInfo(path);
  if (info === undefined) return undefined;
  // The library checks the digests that are named, and is content with none.
  const { sha256, sha512 } = info.hashes;
  if (sha256 === undefined && sha512 === undefined) throw new Error(`${path} is named without a digest`);
  return readFile((await updater.findCachedTarget(info)) ?? (await updater.downloadTarget(info)));
}

/** The library judges what has expired by a clock of its own, which is this one's until it can be handed in. */
function setClock(updater: Updater, now: Date): void {
  const { trustedSet } = updater as unknown as { trustedSet: { referenceTime: Date } };
  trustedSet.referenceTime = now;
}

/** Versions order what is newer: the library takes any number. */
function requireVersion(metadata: Uint8Array, role: string): void {
  if (tufVersion(metadata) === undefined) throw new Error(`the version of ${role} is no number that can be counted`);
}

/** What the library throws is a sentence; what lies behind it decides what the user is told. */
function explained(error: unknown, fetcher: TufFetcher, now: Date): AppError {
  if (fetcher.failure !== undefined) {
    const { code, detail } = fetcher.failure;
    return code === 'too-large' ? new AppError('root-refused', detail, { cause: error }) : fetcher.failure;
  }
  if (error instanceof AppError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  if (!/\bexpired\b/.test(detail)) return new AppError('root-refused', detail, { cause: error });
  const { serverTime } = fetcher;
  const apart = serverTime === undefined ? 0 : Math.abs(serverTime.getTime() - now.getTime());
  if (serverTime === undefined || !(apart > CLOCK_TOLERANCE_MS))
    return new AppError('root-outdated', detail, { cause: error });
  const clocks = `this computer says ${now.toISOString()}, the server ${serverTime.toISOString()}`;
  return new AppError('clock-wrong', `${clocks}; ${detail}`, { cause: error });
}
