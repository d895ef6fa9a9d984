import type { KeyObject } from 'node:crypto';
import { p256, p384, p521 } from '@noble/curves/nist.js';

const CURVES = { prime256v1: p256, secp384r1: p384, secp521r1: p521 } as const;

/** Whether an ECDSA signature in DER is over this digest. Node's crypto makes the digest by itself and takes none that is made. */
export function ecdsaFits(key: KeyObject, signature: Uint8Array, digest: Uint8Array): boolean {
  const name = key.asymmetricKeyDetails?.namedCurve;
  if (name !== 'prime256v1' && name !== 'secp384r1' && name !== 'secp521r1') return false;
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  try {
    const options = { prehash: false, lowS: false, format: 'der' } as const;
    return CURVES[name].verify(Uint8Array.from(signature), Uint8Array.from(digest), Uint8Array.from(point), options);
  } catch {
    return false;
  }
}
