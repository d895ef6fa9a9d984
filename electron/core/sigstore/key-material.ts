import { createHash, type KeyObject } from 'node:crypto';
import type { PublicKeyMaterial } from './public-key.ts';

/** The curves that Sigstore signs on, by OpenSSL's names. */
const CURVES: Readonly<Record<string, string>> = {
  prime256v1: 'ECDSA P-256',
  secp384r1: 'ECDSA P-384',
  secp521r1: 'ECDSA P-521',
};

const known = new WeakMap<KeyObject, PublicKeyMaterial | undefined>();

/** A public key as it is judged by and named; undefined for kinds that nobody signs with in Sigstore. */
export function keyMaterial(key: KeyObject): PublicKeyMaterial | undefined {
  if (!known.has(key)) known.set(key, describe(key));
  return known.get(key);
}

/** The one way to write a P-256 key whose point is not compressed, up to the point: `SubjectPublicKeyInfo`, DER. */
const P256 = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex');

/**
 * The same for a key that was just made of `der`. Nearly all are of one kind, whose encoding comes out as it went in: to ask the platform
 * for it, and for the curve, takes longer than to check a signature.
 */
export function keyMaterialOf(key: KeyObject, der: Buffer): PublicKeyMaterial | undefined {
  const before = known.get(key);
  if (before !== undefined) return before;
  if (der.length !== P256.length + 64 || !der.subarray(0, P256.length).equals(P256)) return keyMaterial(key);
  const material = named(key, Buffer.from(der), 'ECDSA P-256');
  known.set(key, material);
  return material;
}

function describe(key: KeyObject): PublicKeyMaterial | undefined {
  const algorithm = algorithmOf(key);
  return algorithm === undefined ? undefined : named(key, key.export({ type: 'spki', format: 'der' }), algorithm);
}

function named(key: KeyObject, spki: Buffer, algorithm: string): PublicKeyMaterial {
  const fingerprint = createHash('sha256').update(spki).digest('hex').toUpperCase();
  return { fingerprint, spki, key, algorithm };
}

function algorithmOf(key: KeyObject): string | undefined {
  const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'ec':
      return Object.hasOwn(CURVES, namedCurve ?? '') ? CURVES[namedCurve ?? ''] : undefined;
    case 'rsa':
      return modulusLength === undefined ? undefined : `RSA ${modulusLength}`;
    case 'ed25519':
      return 'Ed25519';
    default:
      return undefined;
  }
}
