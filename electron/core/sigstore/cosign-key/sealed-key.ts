import { randomBytes, scrypt } from 'node:crypto';
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js';
import { AppError } from '../../../../shared/error.ts';

/**
 * A secret under a passphrase as cosign keeps it: JSON of go-securesystemslib's package `encrypted`, scrypt for the key and NaCl's
 * secretbox (XSalsa20-Poly1305) for the box.
 */
export interface SealedKey {
  n: number;
  salt: Buffer;
  nonce: Buffer;
  box: Buffer;
}

/** scrypt's N for r 8, p 1: the three that cosign's library reads (its older, standard and OWASP strength), so that a file cannot ask for all memory. */
const STRENGTHS: readonly unknown[] = [2 ** 15, 2 ** 16, 2 ** 17];
/** What cosign writes. */
const STANDARD = 2 ** 16;
const R = 8;
const P = 1;
const KEY_BYTES = 32;
const SALT_BYTES = 32;
const NONCE_BYTES = 24;
const TAG_BYTES = 16;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Reads the JSON. Throws `malformed`, and `unsupported` for another way to derive the key or to seal. */
export function readSealedKey(json: Uint8Array): SealedKey {
  const { kdf, cipher, ciphertext } = object(parse(json), 'the file');
  const { name: kdfName, params, salt } = object(kdf, 'kdf');
  const { name: cipherName, nonce } = object(cipher, 'cipher');
  if (kdfName !== 'scrypt') throw new AppError('unsupported', `kdf ${quoted(kdfName)}`);
  if (cipherName !== 'nacl/secretbox') throw new AppError('unsupported', `cipher ${quoted(cipherName)}`);
  const { N, r, p } = object(params, 'params');
  if (!STRENGTHS.includes(N) || r !== R || p !== P)
    throw new AppError('unsupported', `scrypt N ${quoted(N)}, r ${quoted(r)}, p ${quoted(p)}`);
  const sealed = {
    n: N as number,
    salt: base64(salt, 'salt'),
    nonce: base64(nonce, 'nonce'),
    box: base64(ciphertext, 'ciphertext'),
  };
  if (sealed.nonce.length !== NONCE_BYTES) throw new AppError('malformed', 'the nonce has not 24 bytes');
  if (sealed.salt.length === 0) throw new AppError('malformed', 'there is no salt');
  if (sealed.box.length <= TAG_BYTES) throw new AppError('malformed', 'the box is empty');
  return sealed;
}

/** The JSON as Go writes it. */
export function writeSealedKey({ n, salt, nonce, box }: SealedKey): Uint8Array {
  const json = {
    kdf: { name: 'scrypt', params: { N: n, r: R, p: P }, salt: salt.toString('base64') },
    cipher: { name: 'nacl/secretbox', nonce: nonce.toString('base64') },
    ciphertext: box.toString('base64'),
  };
  return new TextEncoder().encode(JSON.stringify(json));
}

/** Seals a secret with the strength that cosign chooses. The passphrase counts byte by byte, as cosign takes it. */
export async function seal(secret: Uint8Array, passphrase: string): Promise<SealedKey> {
  const sealed = { n: STANDARD, salt: randomBytes(SALT_BYTES), nonce: randomBytes(NONCE_BYTES) };
  const key = await derive(passphrase, sealed);
  try {
    return { ...sealed, box: Buffer.from(xsalsa20poly1305(key, sealed.nonce).encrypt(secret)) };
  } finally {
    key.fill(0);
  }
}

/** The secret. Throws `wrong-passphrase`, also for a box that was altered: the two cannot be told apart. */
export async function unseal(sealed: SealedKey, passphrase: string): Promise<Uint8Array> {
  const key = await derive(passphrase, sealed);
  try {
    return xsalsa20poly1305(key, sealed.nonce).decrypt(sealed.box);
  } catch {
    throw new AppError('wrong-passphrase');
  } finally {
    key.fill(0);
  }
}

async function derive(passphrase: string, { n, salt }: Pick<SealedKey, 'n' | 'salt'>): Promise<Buffer> {
  const secret = Buffer.from(passphrase, 'utf8');
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      const maxmem = 128 * n * R + 128 * R * P + 64 * 1024 * 1024;
      scrypt(secret, salt, KEY_BYTES, { N: n, r: R, p: P, maxmem }, (error, key) => {
        if (error === null) resolve(key);
        else reject(error);
      });
    });
  } finally {
    secret.fill(0);
  }
}

function parse(json: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch {
    // What the parser says quotes the content.
    throw new AppError('malformed', 'the block holds no JSON');
  }
}

function object(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new AppError('malformed', `${what} is no object`);
  return value as Record<string, unknown>;
}

function base64(value: unknown, what: string): Buffer {
  if (typeof value !== 'string' || !BASE64.test(value)) throw new AppError('malformed', `${what} is not base64`);
  return Buffer.from(value, 'base64');
}

function quoted(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 60);
}
