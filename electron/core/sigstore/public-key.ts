import type { KeyObject } from 'node:crypto';
import { keyMaterial, keyMaterialOf } from './key-material.ts';
import { createPublicKey } from './library.ts';
import { MalformedError } from './malformed.ts';
import { pemBlocks } from './pem.ts';

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

/** The most that is read as a file of public keys. */
const MAX_KEY_BYTES = 256 * 1024;

/** Reads PEM public keys (SubjectPublicKeyInfo, or PKCS#1 for RSA), one or several in one file. Empty: none can be read. Never throws. */
export function readPublicKeys(file: Uint8Array): PublicKeyMaterial[] {
  if (file.length > MAX_KEY_BYTES) return [];
  try {
    return pemBlocks(Buffer.from(file).toString('latin1')).flatMap(({ label, der }) => {
      if (label === 'PUBLIC KEY') return publicKeyOf(der) ?? [];
      return label === 'RSA PUBLIC KEY' ? (publicKeyOf(der, 'pkcs1') ?? []) : [];
    });
  } catch (error) {
    if (error instanceof MalformedError) return [];
    throw error;
  }
}

/** The key in its DER form; undefined for what cannot be read, or is of a kind that no Sigstore signature is made with. */
export function publicKeyOf(der: Buffer, type: 'spki' | 'pkcs1' = 'spki'): PublicKeyMaterial | undefined {
  try {
    const key = createPublicKey(der, type);
    return type === 'spki' ? keyMaterialOf(key, der) : keyMaterial(key);
  } catch {
    return undefined;
  }
}
