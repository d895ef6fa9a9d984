import type { DigestAlgorithm } from '../hash/reading.ts';

/** Public-key algorithms by their OpenPGP number (RFC 9580, section 9.1). */
export const KEY_ALGORITHM = {
  rsa: 1,
  rsaEncrypt: 2,
  rsaSign: 3,
  elgamal: 16,
  dsa: 17,
  ecdh: 18,
  ecdsa: 19,
  eddsaLegacy: 22,
  x25519: 25,
  x448: 26,
  ed25519: 27,
  ed448: 28,
} as const;

const DIGESTS: Partial<Record<number, DigestAlgorithm>> = {
  1: 'md5',
  2: 'sha1',
  3: 'ripemd160',
  8: 'sha256',
  9: 'sha384',
  10: 'sha512',
  11: 'sha224',
  12: 'sha3-256',
  14: 'sha3-512',
};

/** The digest of an OpenPGP number (RFC 9580, section 9.5); nothing for one that this app does not read. */
export function digestByNumber(number: number): DigestAlgorithm | undefined {
  return DIGESTS[number];
}

/** The OpenPGP number of a digest; 0 for one that has none. */
export function digestNumber(digest: DigestAlgorithm): number {
  return Number(Object.entries(DIGESTS).find(([, name]) => name === digest)?.[0] ?? 0);
}

/** Whether a collision in this digest is within reach today: what it signs may have a twin. */
export function isWeakDigest(algorithm: DigestAlgorithm): boolean {
  return algorithm === 'md5' || algorithm === 'sha1' || algorithm === 'ripemd160';
}

/** Whether keys of this algorithm can sign at all, and this app can verify them. */
export function isSigningAlgorithm(algorithm: number): boolean {
  return SIGNING.has(algorithm);
}

const SIGNING: ReadonlySet<number> = new Set([
  KEY_ALGORITHM.rsa,
  KEY_ALGORITHM.rsaSign,
  KEY_ALGORITHM.dsa,
  KEY_ALGORITHM.ecdsa,
  KEY_ALGORITHM.eddsaLegacy,
  KEY_ALGORITHM.ed25519,
  KEY_ALGORITHM.ed448,
]);

/** Whether a signature's algorithm and a key's are the same; RSA has two numbers for signing keys. */
export function sameAlgorithm(a: number, b: number): boolean {
  const rsa = (algorithm: number) => algorithm === KEY_ALGORITHM.rsa || algorithm === KEY_ALGORITHM.rsaSign;
  return a === b || (rsa(a) && rsa(b));
}

/** Curves by the hex of their object identifier (RFC 9580, section 9.2), named as GnuPG names them. */
export const CURVES: Partial<Record<string, string>> = {
  '2a8648ce3d030107': 'nistp256',
  '2b81040022': 'nistp384',
  '2b81040023': 'nistp521',
  '2b8104000a': 'secp256k1',
  '2b2403030208010107': 'brainpoolP256r1',
  '2b240303020801010b': 'brainpoolP384r1',
  '2b240303020801010d': 'brainpoolP512r1',
  '2b06010401da470f01': 'ed25519',
  '2b060104019755010501': 'cv25519',
};
