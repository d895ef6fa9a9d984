import type { DigestAlgorithm } from '../hash/reading.ts';

/** What is known of the artifact that a signature is judged over: never its bytes as a whole. */
export interface ArtifactSource {
  /** Its digest; undefined where it is not known (a digest alone was given, of another algorithm). */
  digest: (algorithm: DigestAlgorithm) => Promise<Uint8Array | undefined>;
  /**
   * Its bytes from the first to the last, in pieces. A pure Ed25519 key needs them; other keys only where the artifact is small, for
   * speed. What they say must agree with `digest`. Absent where a digest alone is known.
   */
  read?: () => AsyncIterable<Uint8Array>;
  /** How many bytes there are, where that is known. */
  size?: number;
  /** What `read` gives, where it is at hand. */
  bytes?: Uint8Array;
}

/** Bytes that are at hand, as a source has them. */
export function atHand(bytes: Uint8Array): Required<Pick<ArtifactSource, 'read' | 'size' | 'bytes'>> {
  return { read: () => inOnePiece(bytes), size: bytes.length, bytes };
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** The most that is taken into memory as a whole, in bytes. */
const SMALL = 256 * 1024;

/** All the bytes of a small artifact; undefined where there are more, where their number is not known, or where a digest alone is. */
export async function smallBytes({ read, size, bytes }: ArtifactSource): Promise<Uint8Array | undefined> {
  if (read === undefined || size === undefined || size > SMALL) return undefined;
  if (bytes !== undefined) return bytes;
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of read()) {
    length += piece.length;
    if (length > SMALL) return undefined;
    pieces.push(Uint8Array.from(piece));
  }
  return Buffer.concat(pieces);
}

/** The same source, asked for each digest once: a statement may compare a thousand. */
export function remembering(source: ArtifactSource): ArtifactSource {
  const known = new Map<DigestAlgorithm, Promise<Uint8Array | undefined>>();
  return {
    ...source,
    digest(algorithm) {
      const before = known.get(algorithm);
      if (before !== undefined) return before;
      const asked = source.digest(algorithm);
      known.set(algorithm, asked);
      return asked;
    },
  };
}
