import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { AppError, toAppError } from '../../../shared/error.ts';
import { seen, type Seen } from '../../../shared/seen.ts';
import type { Root } from '../sigstore/judged-by.ts';
import type { CertAuthority, TLogAuthority } from '../sigstore/library.ts';
import type { TrustMaterial } from '../sigstore/trusted-root.ts';

/** The trusted roots that a call judges by. */
export interface TrustedRoots {
  roots: readonly Root[];
  /** The instance that identities named for the call are expected of; absent for public-good. */
  vouches?: string;
  /** The root that the user gave is refused. */
  unusable?: { input: string; problem: Seen };
}

const LARGEST_ROOT = 16 * 1024 * 1024;

/** The roots of every instance, or of the one that the user named. Throws `usage` where there is none of that name. */
export async function chooseRoots(
  { trustedRoot, instance }: { trustedRoot?: string; instance?: string },
  knownRoots: (naming?: Uint8Array) => Promise<readonly Root[]>,
): Promise<TrustedRoots> {
  const { PUBLIC_GOOD } = await import('../sigstore/judged-by.ts');
  const vouchedBy = (name: string) => (name === PUBLIC_GOOD ? {} : { vouches: name });
  if (trustedRoot !== undefined) {
    const { roots, unusable } = await readGivenRoot(trustedRoot, knownRoots);
    return { roots, ...vouchedBy(roots[0]?.instance ?? PUBLIC_GOOD), ...(unusable && { unusable }) };
  }
  const known = await knownRoots();
  if (instance === undefined) return { roots: known };
  const roots = known.filter((root) => root.instance === instance);
  if (roots.length === 0) throw new AppError('usage', `no Sigstore instance is called ${instance}`);
  return { roots, ...vouchedBy(instance) };
}

/**
 * Reads the root that the user gave for one call; it stands alone there. It speaks for the instance all of whose services it names, and
 * for no other: a root of somebody's own must not vouch for those whom public-good is expected to vouch for, nor date for it, nor demand
 * less than it does.
 */
async function readGivenRoot(
  path: string,
  knownRoots: (naming: Uint8Array) => Promise<readonly Root[]>,
): Promise<Pick<TrustedRoots, 'roots' | 'unusable'>> {
  const input = basename(path);
  const refused = (problem: Seen) => ({ roots: [], unusable: { input, problem } });
  try {
    if ((await stat(resolve(path))).size > LARGEST_ROOT) return refused(seen('rootTooLarge'));
    const bytes = new Uint8Array(await readFile(resolve(path)));
    const { readTrustedRoot } = await import('../sigstore/trusted-root.ts');
    const read = readTrustedRoot(bytes);
    if (read.kind === 'refused') return refused(read.reason);
    const { material } = read;
    const certificate = material.certificateAuthorities[0]?.certChain[0]?.root.toDER();
    const known = certificate === undefined ? [] : await knownRoots(certificate);
    const same = known.find((root) => isOf(root.material, material));
    return { roots: [{ instance: same?.instance ?? `file:${input}`, material }] };
  } catch (error) {
    return refused(seen('becauseUnreadableAs', { technical: toAppError(error).detail }));
  }
}

/** Whether a root names services of a known one alone, and logs wherever that one does. */
function isOf(known: TrustMaterial, given: TrustMaterial): boolean {
  return (
    given.certificateAuthorities.length > 0 &&
    hasAuthorities(known.certificateAuthorities, given.certificateAuthorities) &&
    hasAuthorities(known.timestampAuthorities, given.timestampAuthorities) &&
    hasLogs(known.tlogs, given.tlogs) &&
    hasLogs(known.ctlogs, given.ctlogs)
  );
}

function hasAuthorities(known: readonly CertAuthority[], given: readonly CertAuthority[]): boolean {
  const theirs = known.flatMap(({ certChain }) => certChain);
  const own = given.flatMap(({ certChain }) => certChain);
  return own.every((one) => theirs.some((other) => other.equals(one)));
}

function hasLogs(known: readonly TLogAuthority[], given: readonly TLogAuthority[]): boolean {
  const areKnown = given.every(({ publicKey }) => known.some((other) => other.publicKey.equals(publicKey)));
  return areKnown && (known.length === 0 || given.length > 0);
}
