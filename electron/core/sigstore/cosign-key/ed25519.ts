import { createHash } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';

/** Reads the message from its beginning, in pieces. */
export type ReadMessage = () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** What separates Ed25519ph from Ed25519: `dom2(1, "")` of RFC 8032. */
const PREHASHED = Buffer.concat([Buffer.from('SigEd25519 no Ed25519 collisions'), Buffer.from([1, 0])]);

/**
 * Signs a message that is read twice and never held (RFC 8032, section 5.1.6). `same` is called after each reading with the SHA-256 of what
 * was read, and must throw where it is not the message meant: two messages signed with one nonce would give the secret away.
 */
export function signEd25519(
  seed: Uint8Array,
  message: ReadMessage,
  same: (sha256: Uint8Array) => void,
): Promise<Uint8Array> {
  return signWith(seed, Buffer.alloc(0), message, same);
}

/** Signs a message by its SHA-512 (Ed25519ph, without a context). */
export function signEd25519ph(seed: Uint8Array, sha512: Uint8Array): Promise<Uint8Array> {
  return signWith(
    seed,
    PREHASHED,
    () => [sha512],
    () => undefined,
  );
}

async function signWith(
  seed: Uint8Array,
  domain: Uint8Array,
  message: ReadMessage,
  same: (sha256: Uint8Array) => void,
): Promise<Uint8Array> {
  const { prefix, scalar, pointBytes } = ed25519.utils.getExtendedPublicKey(seed);
  const { BASE, Fn } = ed25519.Point;
  const hash = async (...before: Uint8Array[]): Promise<bigint> => {
    const sha512 = createHash('sha512');
    const sha256 = createHash('sha256');
    for (const one of before) sha512.update(one);
    for await (const piece of message()) {
      sha512.update(piece);
      sha256.update(piece);
    }
    same(sha256.digest());
    return Fn.create(littleEndian(sha512.digest()));
  };
  try {
    const nonce = await hash(domain, prefix);
    const point = BASE.multiply(nonce).toBytes();
    const challenge = await hash(domain, point, pointBytes);
    const answer = Fn.create(nonce + challenge * scalar);
    return new Uint8Array(Buffer.concat([point, bytesOf(answer)]));
  } finally {
    prefix.fill(0);
  }
}

function littleEndian(bytes: Buffer): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
}

function bytesOf(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse();
}
