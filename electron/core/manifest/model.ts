import type { DigestAlgorithm } from '../hash/reading.ts';

/** One line of a manifest. */
export interface ManifestLine {
  /** Relative to the manifest's folder, forward slashes, no `.` parts; never absolute, never leading out. */
  name: string;
  algorithm: DigestAlgorithm;
  /** Lower-case hex. */
  digest: string;
}

/** A checksum manifest: at least one line, all of one algorithm, every name once. */
export interface Manifest {
  algorithm: DigestAlgorithm;
  lines: ManifestLine[];
}

/** The hex digits of each algorithm's digest. */
export const DIGEST_LENGTHS: Record<DigestAlgorithm, number> = {
  md5: 32,
  sha1: 40,
  ripemd160: 40,
  sha224: 56,
  sha256: 64,
  'sha3-256': 64,
  sha384: 96,
  sha512: 128,
  'sha3-512': 128,
  blake2b512: 128,
};
