import { generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A key pair of Node's. */
export interface KeyPair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

/** A fresh P-256 key pair. */
export const newKeyPair = (): KeyPair => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** The SubjectPublicKeyInfo of a key. */
export const spkiOf = (key: KeyObject): Buffer<ArrayBuffer> => Buffer.from(key.export({ format: 'der', type: 'spki' }));
