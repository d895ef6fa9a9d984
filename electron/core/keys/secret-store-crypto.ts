import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { AppError } from '../../../shared/error.ts';

/** Bytes encrypted with AES-256-GCM: nonce (96 bits), ciphertext, tag (128 bits); base64. */
export interface Sealed {
  nonce: string;
  data: string;
}

/** Parameters of scrypt (RFC 7914): cost, block size, parallel lanes, salt in base64. */
export interface ScryptParameters {
  n: number;
  r: number;
  p: number;
  salt: string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** A random 256-bit key. */
export const newWrappingKey = (): Buffer => randomBytes(KEY_BYTES);

/** Encrypts `plain` under `key`; `name` is bound to it as associated data, so that one entry cannot stand in for another. */
export function seal(key: Buffer, name: string, plain: Uint8Array): Sealed {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(name, 'utf8'));
  const data = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return { nonce: nonce.toString('base64'), data: data.toString('base64') };
}

/** The plain bytes, or undefined where key, name or bytes are not those that were sealed. */
export function unseal(key: Buffer, name: string, sealed: Sealed): Buffer | undefined {
  const nonce = Buffer.from(sealed.nonce, 'base64');
  const data = Buffer.from(sealed.data, 'base64');
  if (nonce.length !== NONCE_BYTES || data.length < TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(name, 'utf8'));
  decipher.setAuthTag(data.subarray(data.length - TAG_BYTES));
  const plain = decipher.update(data.subarray(0, data.length - TAG_BYTES));
  try {
    decipher.final();
    return plain;
  } catch {
    // Nothing that failed the check may stay in memory.
    plain.fill(0);
    return undefined;
  }
}

/** Parameters for a new passphrase: 128 MiB and about a third of a second. */
export function newScryptParameters(): ScryptParameters {
  return { n: 2 ** 17, r: 8, p: 1, salt: randomBytes(16).toString('base64') };
}

/** The key that a passphrase makes. The passphrase counts as Unicode NFC, so that it works from every keyboard. */
export async function passphraseKey(passphrase: string, parameters: ScryptParameters): Promise<Buffer> {
  const { n, r, p } = parameters;
  // The file is not trusted: it could ask for all memory there is.
  if (n < 2 ** 14 || n > 2 ** 20 || r < 1 || r > 16 || p < 1 || p > 4)
    throw new AppError('store-damaged', 'scrypt parameters out of bounds');
  const secret = Buffer.from(passphrase.normalize('NFC'), 'utf8');
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      const options = { N: n, r, p, maxmem: 128 * n * r + 128 * r * p + 64 * 1024 * 1024 };
      scrypt(secret, Buffer.from(parameters.salt, 'base64'), KEY_BYTES, options, (error, key) => {
        if (error === null) resolve(key);
        else reject(error);
      });
    });
  } finally {
    secret.fill(0);
  }
}
