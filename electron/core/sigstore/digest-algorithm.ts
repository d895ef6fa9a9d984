import type { DigestAlgorithm } from '../hash/reading.ts';

/** The digests that Sigstore signs, by the names of its protobuf enumeration. */
const BY_ENUM: Readonly<Record<string, DigestAlgorithm>> = {
  SHA2_256: 'sha256',
  SHA2_384: 'sha384',
  SHA2_512: 'sha512',
  SHA3_256: 'sha3-256',
  '1': 'sha256',
  '2': 'sha384',
  '3': 'sha512',
  '4': 'sha3-256',
};

/** A digest by its protobuf name or number; undefined for one that is not named or not known. */
export function digestByEnum(value: unknown): DigestAlgorithm | undefined {
  const name = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return Object.hasOwn(BY_ENUM, name) ? BY_ENUM[name] : undefined;
}

/** Digests that in-toto statements and log entries name, by the names that they use there. */
const BY_NAME: Readonly<Record<string, DigestAlgorithm>> = {
  sha256: 'sha256',
  sha384: 'sha384',
  sha512: 'sha512',
  sha3_256: 'sha3-256',
  sha3_512: 'sha3-512',
};

/** A digest by its name in a statement or a log entry; undefined for one that is unknown or can be forged. */
export function digestByName(name: string): DigestAlgorithm | undefined {
  return Object.hasOwn(BY_NAME, name.toLowerCase()) ? BY_NAME[name.toLowerCase()] : undefined;
}

/** How many bytes a digest has. */
export const DIGEST_LENGTH: Readonly<Partial<Record<DigestAlgorithm, number>>> = {
  sha256: 32,
  sha384: 48,
  sha512: 64,
  'sha3-256': 32,
  'sha3-512': 64,
};

/** A digest as people write it. */
export const DIGEST_NAME: Readonly<Partial<Record<DigestAlgorithm, string>>> = {
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
  'sha3-256': 'SHA3-256',
  'sha3-512': 'SHA3-512',
};
