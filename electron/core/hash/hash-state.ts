import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/error.ts';
import type { DigestAlgorithm } from './reading.ts';

/** A hash that is being fed. `digest` ends it; `copy` before that keeps it. */
export interface HashState {
  update(bytes: Uint8Array): void;
  copy(): HashState;
  digest(): Uint8Array;
}

/**
 * A hash by the platform's crypto, or by `@noble/hashes` where the platform has it not: Electron's BoringSSL knows no RIPEMD, SHA-3 or
 * BLAKE2b. Throws `unsupported` for an algorithm that neither has.
 */
export async function createHashState(algorithm: DigestAlgorithm): Promise<HashState> {
  return nativeState(algorithm) ?? nobleState(await nobleHash(algorithm));
}

interface NativeHash {
  update(bytes: Uint8Array): unknown;
  copy(): NativeHash;
  digest(): Uint8Array;
}

function nativeState(algorithm: DigestAlgorithm): HashState | undefined {
  try {
    return wrapNative(createHash(algorithm));
  } catch {
    return undefined;
  }
}

function wrapNative(hash: NativeHash): HashState {
  return {
    update: (bytes) => void hash.update(bytes),
    copy: () => wrapNative(hash.copy()),
    digest: () => new Uint8Array(hash.digest()),
  };
}

interface NobleHash {
  update(bytes: Uint8Array): unknown;
  clone(): NobleHash;
  digest(): Uint8Array;
}

function nobleState(hash: NobleHash): HashState {
  return {
    update: (bytes) => void hash.update(bytes),
    copy: () => nobleState(hash.clone()),
    digest: () => hash.digest(),
  };
}

async function nobleHash(algorithm: DigestAlgorithm): Promise<NobleHash> {
  switch (algorithm) {
    case 'ripemd160':
      return (await import('@noble/hashes/legacy.js')).ripemd160.create();
    case 'sha3-256':
      return (await import('@noble/hashes/sha3.js')).sha3_256.create();
    case 'sha3-512':
      return (await import('@noble/hashes/sha3.js')).sha3_512.create();
    case 'blake2b512':
      return (await import('@noble/hashes/blake2.js')).blake2b.create({ dkLen: 64 });
    default:
      throw new AppError('unsupported', algorithm);
  }
}
