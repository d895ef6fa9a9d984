import { createHash } from 'node:crypto';
import { AppError, toAppError } from '../../../../shared/error.ts';
import type { RootOrigin } from '../../../../shared/model/instance.ts';
import { PUBLIC_GOOD } from '../judged-by.ts';
import { type ReadTrustedRoot, readTrustedRoot, type TrustMaterial } from '../trusted-root.ts';
import { type BuiltIn, isBuiltIn, REPOSITORIES, shipped, type Shipped } from './shipped.ts';
import type { StoredInstance } from './stored-instance.ts';
import { tufVersion } from './tuf-version.ts';

/** What is known of an instance at this moment: what is kept in its file, and what came with the app. */
export interface Known {
  name: string;
  stored: StoredInstance | undefined;
  shipped: Shipped | undefined;
  /** Why its file could not be read. */
  damage: AppError | undefined;
}

/** The trusted root that counts now. */
export interface CurrentRoot {
  bytes: Uint8Array;
  material: TrustMaterial;
  from: RootOrigin;
  /** RFC 3339. */
  asOf: string;
}

/** What is known of an instance, from its file and from what came with the app. Never throws for what the file holds. */
export async function knownInstance(name: string, read: () => Promise<StoredInstance | undefined>): Promise<Known> {
  const known: Known = { name, stored: undefined, shipped: undefined, damage: undefined };
  try {
    known.stored = await read();
    if (name === PUBLIC_GOOD && known.stored !== undefined) requireOwnRepository(known.stored);
  } catch (error) {
    known.stored = undefined;
    const { code, detail } = toAppError(error);
    known.damage = new AppError(code === 'store-damaged' ? 'instance-damaged' : code, detail, { cause: error });
  }
  if (isBuiltIn(name) && isOfTheApp(name, known)) known.shipped = await shipped(name);
  return known;
}

/** Whoever gives files or a repository of their own to a name that we know means those, and never what came with the app. */
function isOfTheApp(name: BuiltIn, { stored, damage }: Known): boolean {
  if (name === PUBLIC_GOOD) return true;
  return stored === undefined ? damage === undefined : stored.repository === REPOSITORIES[name];
}

function requireOwnRepository({ repository }: StoredInstance): void {
  if (repository !== REPOSITORIES[PUBLIC_GOOD])
    throw new AppError('instance-damaged', `${PUBLIC_GOOD} is not kept with its own repository`);
}

/** Whether what came with the app is newer than what was refreshed: the app was updated since. */
export function isShippedNewer({ stored, shipped }: Known): boolean {
  if (shipped === undefined) return false;
  const ours = stored?.tuf === undefined ? undefined : tufVersion(bytesOf(stored.tuf.root));
  return ours === undefined ? stored?.trustedRoot === undefined : ours < (tufVersion(shipped.tufRoot) ?? 0);
}

/**
 * The last trusted root that can be used: what was refreshed or given, else what came with the app. Its age makes no difference.
 * Throws `instance-damaged` where there is none.
 */
export function currentRoot(known: Known): CurrentRoot {
  const { stored, shipped, damage } = known;
  let why = damage?.detail ?? 'it holds no trusted root';
  for (const { bytes, from, asOf } of rootsOf(known)) {
    const read = readCached(bytes);
    if (read.kind === 'root') return { bytes, material: read.material, from, asOf };
    why = read.reason.detail;
  }
  if (stored === undefined && shipped === undefined && damage === undefined)
    throw new AppError('instance-unknown', known.name);
  throw damage?.code === 'store-newer' ? damage : new AppError('instance-damaged', `${known.name}: ${why}`);
}

/**
 * Whether a root of the instance may have this certificate (DER) in it, found without reading the root: base64 stands in JSON as it is,
 * unless its slashes are escaped.
 */
export function mayNameCertificate(known: Known, certificate: Uint8Array): boolean {
  const base64 = Buffer.from(certificate).toString('base64');
  return rootsOf(known).some(({ bytes }) => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    return text.includes(base64) || text.includes('\\');
  });
}

function rootsOf(known: Known): Omit<CurrentRoot, 'material'>[] {
  const { stored, shipped } = known;
  const kept: Omit<CurrentRoot, 'material'>[] = [];
  if (stored?.trustedRoot !== undefined) {
    const from = stored.repository === undefined ? 'files' : 'refreshed';
    kept.push({ bytes: bytesOf(stored.trustedRoot), from, asOf: stored.refreshedAt ?? stored.addedAt });
  }
  const own =
    shipped === undefined ? [] : [{ bytes: shipped.trustedRoot, from: 'shipped' as const, asOf: shipped.asOf }];
  return isShippedNewer(known) ? [...own, ...kept] : [...kept, ...own];
}

const MOST_KEPT = 16;
const read = new Map<string, ReadTrustedRoot>();

/** A root's keys are made once, however often it is judged by. */
function readCached(bytes: Uint8Array): ReadTrustedRoot {
  const digest = createHash('sha256').update(bytes).digest('hex');
  const before = read.get(digest);
  if (before !== undefined) return before;
  const now = readTrustedRoot(bytes);
  const oldest = read.size < MOST_KEPT ? undefined : read.keys().next().value;
  if (oldest !== undefined) read.delete(oldest);
  read.set(digest, now);
  return now;
}

const bytesOf = (base64: string): Uint8Array => Buffer.from(base64, 'base64');
