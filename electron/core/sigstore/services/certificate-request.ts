import { BIT_STRING, der, INTEGER, OID, SEQUENCE } from './der.ts';

const ECDSA_WITH_SHA256 = Buffer.from('2a8648ce3d040302', 'hex');
const NO_ATTRIBUTES = 0xa0;

/**
 * A request for a certificate (PKCS #10, DER) with nobody's name in it: the authority takes the name from the token. Its signature (ECDSA
 * with SHA-256) shows that whoever asks has the key.
 */
export function certificateRequest(publicKey: Uint8Array, sign: (message: Uint8Array) => Uint8Array): Buffer {
  const version = der(INTEGER, Buffer.of(0));
  const body = der(SEQUENCE, version, der(SEQUENCE), publicKey, der(NO_ATTRIBUTES));
  return der(SEQUENCE, body, der(SEQUENCE, der(OID, ECDSA_WITH_SHA256)), der(BIT_STRING, Buffer.of(0), sign(body)));
}
