import { seen } from '../../../shared/seen.ts';
import type { InclusionProof, LogEntry } from './content.ts';
import type { Inquiry } from './inquiry.ts';
import { verifyCheckpoint, verifyMerkleInclusion, verifyTLogSET } from './library.ts';
import type { TLogAuthority } from './library.ts';

type LibraryEntry = Parameters<typeof verifyTLogSET>[0];
type ProvenEntry = Parameters<typeof verifyCheckpoint>[0];

/** Whether a log that is known proves to have the entry, by its promise or by a proof of inclusion; all that is there must be right. */
export function entryIsProven(
  entry: LogEntry,
  log: string,
  known: readonly TLogAuthority[],
  stamped: readonly Date[],
  inquiry: Inquiry,
): { proven: boolean; time?: Date } {
  const time = promisedTime(entry, log, known, inquiry);
  if (entry.promise === undefined && hadEnded(known, stamped)) {
    inquiry.failed('log-proof', 'log-proof', seen('entryAfterLog', { log }));
    return { proven: false };
  }
  const inclusion = isIncluded(entry, log, known, inquiry);
  if (entry.promise === undefined && entry.proof === undefined) {
    inquiry.failed('log-proof', 'log-proof', seen('entryUnproven', { log }));
  }
  const proven = time !== 'wrong' && inclusion !== 'wrong' && (time !== undefined || inclusion !== undefined);
  return { proven, ...(time instanceof Date ? { time } : {}) };
}

/**
 * A log's key counts for the time that the trusted root gives it. A promise names its date; a proof alone names none, but a log that had
 * ended before anything proves that the signature was there cannot have taken it in. A log may begin later: signatures can be logged later.
 */
function hadEnded(known: readonly TLogAuthority[], stamped: readonly Date[]): boolean {
  return stamped.length > 0 && known.every(({ validFor }) => stamped.every((time) => time > validFor.end));
}

/** The date that the log signed for. Without its promise, the date in an entry is anybody's (CVE-2026-48816). */
function promisedTime(
  entry: LogEntry,
  log: string,
  known: readonly TLogAuthority[],
  inquiry: Inquiry,
): Date | 'wrong' | undefined {
  const { promise, integratedTime = 0n } = entry;
  if (promise === undefined) return undefined;
  const time = new Date(Number(integratedTime) * 1000);
  const raw = { signedEntryTimestamp: promise.toString('base64'), integratedTime: String(integratedTime) };
  if (!Number.isNaN(time.getTime()) && holds(() => verifyTLogSET(libraryEntry(entry), [...known]))) {
    inquiry.passed('log-promise', seen('promiseGood', { log, loggedAt: time.toISOString() }), raw);
    return time;
  }
  inquiry.failed('log-promise', 'log-promise', seen('promiseWrong', { log }), raw);
  return 'wrong';
}

/**
 * Of an entry, the number within the tree is what is proven. In the second version of the log it is the entry's own, which people look it up
 * by, and cosign proves that one; the first counts over several trees, and its promise signs for the number.
 */
function standsWhereItSays({ kind, version, logIndex }: LogEntry, proof: InclusionProof): boolean {
  const isSecond = version === '0.0.2' && kind !== 'intoto';
  return !isSecond || logIndex === proof.logIndex;
}

function isIncluded(
  entry: LogEntry,
  log: string,
  known: readonly TLogAuthority[],
  inquiry: Inquiry,
): 'right' | 'wrong' | undefined {
  const { proof } = entry;
  if (proof === undefined) return undefined;
  if (proof.checkpoint === undefined) {
    inquiry.failed('checkpoint', 'checkpoint', seen('checkpointNone', { log }));
    return 'wrong';
  }
  const whole = libraryEntry(entry) as ProvenEntry;
  // One by one: of several logs with one ID, the library looks at the first only.
  const [checkpoint] = known.flatMap((one) => attempt(() => verifyCheckpoint(whole, [one])) ?? []);
  if (checkpoint === undefined) {
    inquiry.failed('checkpoint', 'checkpoint', seen('checkpointWrong', { log }), { checkpoint: proof.checkpoint });
    return 'wrong';
  }
  const size = String(checkpoint.logSize);
  inquiry.passed('checkpoint', seen('checkpointGood', { log, size }), { checkpoint: proof.checkpoint });
  const raw = {
    logIndex: String(proof.logIndex),
    treeSize: size,
    rootHash: checkpoint.logHash.toString('base64'),
    hashes: proof.hashes.map((hash) => hash.toString('base64')).join('\n'),
  };
  // The library computes the tree's root and does not look at the one that the proof names; cosign and others refuse a contradiction.
  const isOfIt = proof.treeSize === checkpoint.logSize && proof.rootHash.equals(checkpoint.logHash);
  if (isOfIt && standsWhereItSays(entry, proof) && holds(() => verifyMerkleInclusion(whole, checkpoint))) {
    inquiry.passed('log-proof', seen('proofGood', { log }), raw);
    return 'right';
  }
  inquiry.failed('log-proof', 'log-proof', seen('proofWrong', { log }), raw);
  return 'wrong';
}

/** The library throws for what does not hold, and not always an error of its own. */
function holds(check: () => void): boolean {
  return (
    attempt(() => {
      check();
      return true;
    }) === true
  );
}

function attempt<T>(check: () => T): T | undefined {
  try {
    return check();
  } catch {
    return undefined;
  }
}

function libraryEntry(entry: LogEntry): LibraryEntry {
  const { proof, promise, integratedTime = 0n } = entry;
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: Buffer.from(entry.logId) },
    kindVersion: { kind: entry.kind, version: entry.version },
    integratedTime: String(integratedTime),
    inclusionPromise: promise === undefined ? undefined : { signedEntryTimestamp: Buffer.from(promise) },
    inclusionProof:
      proof === undefined
        ? undefined
        : {
            logIndex: String(proof.logIndex),
            treeSize: String(proof.treeSize),
            rootHash: Buffer.from(proof.rootHash),
            hashes: proof.hashes.map((hash) => Buffer.from(hash)),
            checkpoint: { envelope: proof.checkpoint ?? '' },
          },
    canonicalizedBody: Buffer.from(entry.body),
  } as LibraryEntry;
}
