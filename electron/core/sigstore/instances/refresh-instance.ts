import type { Agent } from 'node:https';
import { AppError, toAppError } from '../../../../shared/error.ts';
import type { Clock } from '../../util/clock.ts';
import type { JsonFile } from '../../util/json-file.ts';
import { PUBLIC_GOOD } from '../judged-by.ts';
import { readTrustedRoot } from '../trusted-root.ts';
import { isShippedNewer, type Known } from './current-trust.ts';
import type { StoredInstance, StoredTuf } from './stored-instance.ts';
import type { Refreshed, RefreshStart } from './tuf-refresh.ts';
import { tufVersion } from './tuf-version.ts';

/** What a refresh runs with. */
export interface RefreshSetting {
  offline: () => boolean;
  clock: Clock;
  agent?: Agent | undefined;
  /** For one request; milliseconds. */
  timeoutMs?: number;
}

/**
 * Asks an instance's repository and keeps what it gives, in one step. Where that fails, what is trusted stays as it is and the reason
 * is kept beside it. Throws as `refreshFromTuf`, and where the file cannot be written.
 */
export async function refreshInstance(
  known: Known,
  repository: string,
  file: JsonFile<StoredInstance | undefined>,
  setting: RefreshSetting,
  signal?: AbortSignal,
): Promise<void> {
  const at = setting.clock().toISOString();
  const empty: StoredInstance = { name: known.name, addedAt: at, repository };
  try {
    const got = await askRepository(repository, startOf(known), setting, signal);
    await keep(file, known, empty, (old) => {
      // Another process may have been faster, and the repository newer by then.
      const other = old.refreshedAt !== known.stored?.refreshedAt ? old.tuf?.timestamp : undefined;
      if (other !== undefined && versionOf(other) > (tufVersion(got.tuf.timestamp) ?? 0)) return undefined;
      const { name, addedAt } = old;
      return { name, addedAt, repository, ...storedOf(got), refreshedAt: at, triedAt: at };
    });
  } catch (error) {
    const { code, detail } = toAppError(error);
    if (code !== 'cancelled' && code !== 'offline') {
      const problem = { code, detail: detail.slice(0, 1000), at };
      await keep(file, known, empty, (old) => ({ ...old, triedAt: at, problem })).catch(() => undefined);
    }
    throw error;
  }
}

/** Asks a repository, and looks at what it calls a trusted root before anything is kept. */
export async function askRepository(
  repository: string,
  from: RefreshStart,
  { offline, clock, agent, timeoutMs }: RefreshSetting,
  signal?: AbortSignal,
): Promise<Refreshed> {
  // The library of TUF is loaded by who refreshes, not by who verifies.
  const { refreshFromTuf } = await import('./tuf-refresh.ts');
  const got = await refreshFromTuf(repository, from, { offline, now: clock(), agent, signal, timeoutMs });
  const read = readTrustedRoot(got.trustedRoot);
  if (read.kind === 'refused') throw new AppError('root-refused', read.reason.detail);
  return got;
}

/** What is kept of an answer. */
export function storedOf(got: Refreshed): Pick<StoredInstance, 'tuf' | 'trustedRoot' | 'signingConfig'> {
  const { root, timestamp, snapshot, targets } = got.tuf;
  return {
    tuf: { root: base64(root), timestamp: base64(timestamp), snapshot: base64(snapshot), targets: base64(targets) },
    trustedRoot: base64(got.trustedRoot),
    ...(got.signingConfig === undefined ? {} : { signingConfig: base64(got.signingConfig) }),
  };
}

/** From where the repository is asked: what was verified last, by the newest root that is known. */
function startOf(known: Known): RefreshStart {
  const kept = known.stored?.tuf === undefined ? undefined : stateOf(known.stored, known.stored.tuf);
  if (known.shipped !== undefined && isShippedNewer(known)) return { ...kept, root: known.shipped.tufRoot };
  if (kept !== undefined) return kept;
  if (known.shipped !== undefined) return { root: known.shipped.tufRoot };
  throw known.damage ?? new AppError('instance-damaged', `${known.name}: its repository’s root is not there`);
}

function stateOf(
  { trustedRoot, signingConfig }: StoredInstance,
  { root, timestamp, snapshot, targets }: StoredTuf,
): RefreshStart {
  return {
    root: bytesOf(root),
    ...(timestamp === undefined ? {} : { timestamp: bytesOf(timestamp) }),
    ...(snapshot === undefined ? {} : { snapshot: bytesOf(snapshot) }),
    ...(targets === undefined ? {} : { targets: bytesOf(targets) }),
    ...(trustedRoot === undefined ? {} : { trustedRoot: bytesOf(trustedRoot) }),
    ...(signingConfig === undefined ? {} : { signingConfig: bytesOf(signingConfig) }),
  };
}

/** Changes what is kept of an instance that is there; of public-good, where nothing is kept yet, what is `empty`. */
export async function keep(
  file: JsonFile<StoredInstance | undefined>,
  { name, damage }: Known,
  empty: StoredInstance,
  change: (old: StoredInstance) => StoredInstance | undefined,
): Promise<StoredInstance | undefined> {
  // Nothing of the user's own is in it: what came with the app and the repository make it anew.
  if (name === PUBLIC_GOOD && damage?.code === 'instance-damaged') await file.setAside(true);
  return file.update((old) => (old === undefined && name !== PUBLIC_GOOD ? undefined : change(old ?? empty)));
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'base64');
const versionOf = (text: string): number => tufVersion(bytesOf(text)) ?? 0;
