import { createHash } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';

const DOMAIN_PH = Buffer.from([...Buffer.from('SigEd25519 no Ed25519 collisions', 'latin1'), 1, 0]);

/**
 * Whether a pure Ed25519 signature is over the message that comes in pieces (RFC 8032, section 5.1.7): Node wants it whole. Verifying
 * takes one pass over it, signing takes two.
 */
export async function ed25519Fits(
  publicKey: Uint8Array,
  signature: Uint8Array,
  message: AsyncIterable<Uint8Array>,
): Promise<boolean> {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  const hash = createHash('sha512').update(signature.subarray(0, 32)).update(publicKey);
  for await (const piece of message) hash.update(piece);
  return equationHolds(publicKey, signature, hash.digest());
}

/** Whether an Ed25519ph signature, without a context, is over the message with this SHA-512 (RFC 8032, section 5.1). */
export function ed25519phFits(publicKey: Uint8Array, signature: Uint8Array, sha512: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32 || sha512.length !== 64) return false;
  const hash = createHash('sha512').update(DOMAIN_PH).update(signature.subarray(0, 32)).update(publicKey);
  return equationHolds(publicKey, signature, hash.update(sha512).digest());
}

/** S·B − k·A must encode as R does: without the cofactor, as OpenSSL, BoringSSL and Go decide it. */
function equationHolds(publicKey: Uint8Array, signature: Uint8Array, hash: Uint8Array): boolean {
  const { Point } = ed25519;
  const s = fromLittleEndian(signature.subarray(32));
  const order = Point.Fn.ORDER;
  if (s >= order) return false;
  try {
    const key = Point.fromBytes(Uint8Array.from(publicKey), false);
    const made = Point.BASE.multiplyUnsafe(s).subtract(key.multiplyUnsafe(fromLittleEndian(hash) % order));
    return Buffer.from(made.toBytes()).equals(Buffer.from(signature.subarray(0, 32)));
  } catch {
    return false;
  }
}

function fromLittleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
}
