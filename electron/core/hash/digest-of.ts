import { createHash } from 'node:crypto';
import type { DigestAlgorithm } from './reading.ts';

/**
 * The digest of the parts one after another. Where Node's crypto lacks the algorithm (Electron's BoringSSL has no SHA-3, some OpenSSL
 * builds no RIPEMD-160), `@noble/hashes` makes it.
 */
export async function digestOf(algorithm: DigestAlgorithm, parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const hash = nativeHash(algorithm) ?? (await nobleHash(algorithm));
  for (const part of parts) hash.update(part);
  return hash.digest();
}

interface Hash {
  update(part: Uint8Array): unknown;
  digest(): Uint8Array;
}

function nativeHash(algorithm: DigestAlgorithm): Hash | undefined {
  try {
    return createHash(algorithm);
  } catch {
    return undefined;
  }
}

async function nobleHash(algorithm: DigestAlgorithm): Promise<Hash> {
  switch (algorithm) {
    case 'md5':
      return (await import('@noble/hashes/legacy.js')).md5.create();
    case 'sha1':
      return (await import('@noble/hashes/legacy.js')).sha1.create();
    case 'ripemd160':
      return (await import('@noble/hashes/legacy.js')).ripemd160.create();
    case 'sha224':
      return (await import('@noble/hashes/sha2.js')).sha224.create();
    case 'sha256':
      return (await import('@noble/hashes/sha2.js')).sha256.create();
    case 'sha384':
      return (await import('@noble/hashes/sha2.js')).sha384.create();
    case 'sha512':
      return (await import('@noble/hashes/sha2.js')).sha512.create();
    case 'sha3-256':
      return (await import('@noble/hashes/sha3.js')).sha3_256.create();
    case 'sha3-512':
      return (await import('@noble/hashes/sha3.js')).sha3_512.create();
    case 'blake2b512':
      return (await import('@noble/hashes/blake2.js')).blake2b.create();
  }
}
