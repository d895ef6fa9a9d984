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

function describe(key: KeyObject): PublicKeyMaterial | undefined {
  const algorithm = algorithmOf(key);
  if (algorithm === undefined) return undefined;
  const spki = key.export({ type: 'spki', format: 'der' });
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
