import type { DigestAlgorithm, Hasher, Reading, WantedHashes } from '../hash/reading.ts';
import { createReadStream } from 'node:fs';
import { createHash } from 'node:crypto';
import { AppError, toAppError } from '../../../shared/error.ts';
import { type ArtifactSource, atHand } from '../sigstore/artifact-source.ts';
import type { JudgedBy } from './find-signatures.ts';

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
export async function read(examiner: Examiner, path: string, name: string, wanted: WantedHashes): Promise<Reading> {
  return examiner.hasher.read(path, wanted, {
    ...(examiner.signal === undefined ? {} : { signal: examiner.signal }),
    onBytes: (done) => examiner.onBytes(name, done),
  });
}

/** A digest of what was read, hex. */
export async function digestOf(reading: Reading, algorithm: DigestAlgorithm): Promise<string> {
  return Buffer.from(await reading.digest({ algorithm })).toString('hex');
}

/**
 * What was read, for signatures that ask for more than a digest (pure Ed25519): its bytes are read once more, in pieces, and must be the
 * same ones. The reading must have SHA-256.
 */
export function artifactOf(reading: Reading, signal?: AbortSignal): ArtifactSource {
  return {
    digest: async (algorithm) => {
      try {
        return await reading.digest({ algorithm });
      } catch (error) {
        // The read did not make this one: whoever asks then says that it is not known.
        if (toAppError(error).code === 'internal') return undefined;
        throw error;
      }
    },
    ...(reading.bytes === undefined
      ? { size: reading.size, read: () => readAgain(reading, signal) }
      : atHand(reading.bytes)),
  };
}

async function* readAgain(reading: Reading, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  const stream = createReadStream(reading.path, { highWaterMark: 1024 * 1024, ...(signal && { signal }) });
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      hash.update(piece);
      yield piece;
    }
  } catch (error) {
    throw toAppError(error);
  }
  if (hash.digest('hex') !== (await digestOf(reading, 'sha256')))
    throw new AppError('changed-while-read', reading.path);
}
