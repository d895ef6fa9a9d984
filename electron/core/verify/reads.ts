import type { DigestAlgorithm, Hasher, Reading, Wanted } from '../hash/reading.ts';
import type { JudgedBy } from './openpgp-verifier.ts';

/** What examining needs: how to read, how to judge, and where to tell how far it is. */
export interface Examiner {
  hasher: Hasher;
  judgedBy: JudgedBy;
  parallel: number;
  signal?: AbortSignal;
  onBytes: (name: string, bytes: number) => void;
  onDone: (name: string, size: number) => void;
  /** Digests that the user pasted: every artifact is read for them too. */
  claimed: readonly DigestAlgorithm[];
}

/** Reads a file, saying how far it is. */
export async function read(
  examiner: Examiner,
  path: string,
  name: string,
  wanted: readonly Wanted[],
): Promise<Reading> {
  return examiner.hasher.read(path, wanted, {
    ...(examiner.signal === undefined ? {} : { signal: examiner.signal }),
    onBytes: (done) => examiner.onBytes(name, done),
  });
}

/** A digest of what was read, hex. */
export async function digestOf(reading: Reading, algorithm: DigestAlgorithm): Promise<string> {
  return Buffer.from(await reading.digest({ algorithm })).toString('hex');
}
