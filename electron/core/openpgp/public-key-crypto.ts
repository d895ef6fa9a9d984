import { createPublicKey, verify } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { KEY_ALGORITHM, sameAlgorithm } from './algorithms.ts';
import { rsaPkcs1Fits } from '../signature-math/rsa-digest.ts';
import { concatBytes, sameBytes } from './byte-reader.ts';
import type { KeyPacket } from './key-packet.ts';
import type { SignaturePacket } from './signature-packet.ts';
import type { DigestAlgorithm } from '../hash/reading.ts';
import type { KeyObject } from 'node:crypto';

/**
 * Whether `key` made the signature over this digest. Only the mathematics: dates, flags and weak digests are the policy's.
 * RSA and Ed25519 are Node's own crypto's, which keeps OpenPGP.js out of the start-up; all else is OpenPGP.js's packet.
 * `undefined`: this kind of key cannot be used here (an unknown curve).
 */
export async function verifyDigest(
  key: KeyPacket,
  signature: SignaturePacket,
  digest: Uint8Array,
): Promise<boolean | undefined> {
  if (!sameAlgorithm(key.algorithm, signature.keyAlgorithm)) return false;
  if (!sameBytes(digest.subarray(0, 2), signature.digestStart)) return false;
  const native = nativeKey(key);
  if (native === undefined) return isAffordable(key) ? await verifyByOpenpgpJs(key, signature, digest) : undefined;
  return native.asymmetricKeyType === 'rsa'
    ? rsaPkcs1Fits(native, signature.values[0] ?? new Uint8Array(), signature.digest, digest)
    : verify(null, digest, native, ed25519Signature(signature));
}

/**
 * OpenPGP.js calculates RSA and DSA with plain integers, where a made-up key (an exponent of 16,000 bits) costs seconds. What Node
 * refuses of RSA no program makes; DSA ends at 3072 bits with a q of 256.
 */
function isAffordable({ algorithm, bits, values }: KeyPacket): boolean {
  if (algorithm === KEY_ALGORITHM.dsa) return (bits ?? 0) <= 4096 && (values[1]?.length ?? 0) <= 64;
  return algorithm !== KEY_ALGORITHM.rsa && algorithm !== KEY_ALGORITHM.rsaSign;
}

const nativeKeys = new WeakMap<KeyPacket, KeyObject | 'none'>();

function nativeKey(key: KeyPacket): KeyObject | undefined {
  let native = nativeKeys.get(key);
  if (native === undefined) {
    native = makeNativeKey(key) ?? 'none';
    nativeKeys.set(key, native);
  }
  return native === 'none' ? undefined : native;
}

function makeNativeKey(key: KeyPacket): KeyObject | undefined {
  const base64 = (index: number, from = 0) =>
    Buffer.from(key.values[index]?.subarray(from) ?? []).toString('base64url');
  try {
    switch (key.algorithm) {
      case KEY_ALGORITHM.rsa:
      case KEY_ALGORITHM.rsaSign:
        return createPublicKey({ key: { kty: 'RSA', n: base64(0), e: base64(1) }, format: 'jwk' });
      case KEY_ALGORITHM.eddsaLegacy:
        // The point is 0x40 and the 32 octets of the key (RFC 9580, section 11.2).
        if (key.curve !== 'ed25519' || key.values[0]?.length !== 33 || key.values[0][0] !== 0x40) return undefined;
        return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: base64(0, 1) }, format: 'jwk' });
      case KEY_ALGORITHM.ed25519:
        return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: base64(0) }, format: 'jwk' });
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}

/** The two halves as integers lose leading zeros (section 5.2.3.3.3); algorithm 27 has them whole. */
function ed25519Signature(signature: SignaturePacket): Uint8Array {
  if (signature.keyAlgorithm === KEY_ALGORITHM.ed25519) return signature.values[0] ?? new Uint8Array();
  return concatBytes(signature.values.map((value) => leftPad(value, 32)));
}

function leftPad(value: Uint8Array, length: number): Uint8Array {
  if (value.length >= length) return value;
  return concatBytes([new Uint8Array(length - value.length), value]);
}

/**
 * DSA, ECDSA and Ed448. The packet is given the digest alone: then OpenPGP.js takes its own
 * curves, which works in Node too (for secp256k1 with the message at hand it would ask for a module that is not there).
 */
async function verifyByOpenpgpJs(
  key: KeyPacket,
  signature: SignaturePacket,
  digest: Uint8Array,
): Promise<boolean | undefined> {
  const openpgp = await import('openpgp');
  // Milliseconds each, and a certificate may have hundreds: the event loop gets its turn.
  await setImmediate();
  const publicKey = new openpgp.PublicKeyPacket();
  try {
    await publicKey.read(key.body);
  } catch {
    return undefined;
  }
  const packet = Object.assign(new openpgp.SignaturePacket(), {
    version: 4,
    signatureType: signature.type,
    publicKeyAlgorithm: signature.keyAlgorithm,
    hashAlgorithm: HASH_NUMBER[signature.digest],
    created: new Date(signature.created * 1000),
    issuerKeyID: publicKey.getKeyID(),
    signedHashValue: digest.subarray(0, 2),
    params: openpgpParams(signature),
    hashed: digest,
  });
  try {
    // Throws where the signature is wrong. The date `null` and the empty lists leave all judging to us.
    await packet.verify(publicKey, openpgp.enums.signature.binary, new Uint8Array(), null as unknown as Date, true, {
      ...openpgp.config,
      rejectHashAlgorithms: new Set(),
      rejectMessageHashAlgorithms: new Set(),
    });
    return true;
  } catch {
    return false;
  }
}

function openpgpParams(signature: SignaturePacket): Record<string, Uint8Array | undefined> {
  const [first, second] = signature.values;
  switch (signature.keyAlgorithm) {
    case KEY_ALGORITHM.ed448:
      return { RS: first };
    default:
      return { r: first, s: second };
  }
}

const HASH_NUMBER: Partial<Record<DigestAlgorithm, number>> = {
  md5: 1,
  sha1: 2,
  ripemd160: 3,
  sha256: 8,
  sha384: 9,
  sha512: 10,
  sha224: 11,
  'sha3-256': 12,
  'sha3-512': 14,
};
