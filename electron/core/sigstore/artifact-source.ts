import type { DigestAlgorithm } from '../hash/reading.ts';

/** What is known of the artifact that a signature is judged over: never its bytes as a whole. */
export interface ArtifactSource {
  /** Its digest; undefined where it is not known (a digest alone was given, of another algorithm). */
  digest(algorithm: DigestAlgorithm): Promise<Uint8Array | undefined>;
  /** Its bytes from the first to the last, in pieces. Only a pure Ed25519 key asks for them. Absent where a digest alone is known. */
  read?: () => AsyncIterable<Uint8Array>;
}
