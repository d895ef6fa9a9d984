import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Blowfish } from './blowfish.ts';

const CIPHERTEXT = bigEndian(Buffer.from('OxychromaticBlowfishSwatDynamite'));
const HASH_BYTES = 32;

/**
 * A key of a passphrase as OpenSSH derives it (bcrypt_pbkdf of OpenBSD): PBKDF2's shape around bcrypt and SHA-512, its output bytes dealt
 * out in turn. Others get their turn between the rounds.
 */
export async function bcryptPbkdf(
  passphrase: Uint8Array,
  salt: Uint8Array,
  length: number,
  rounds: number,
): Promise<Buffer> {
  const key = Buffer.alloc(length);
  const stride = Math.ceil(length / HASH_BYTES);
  const secret = sha512(passphrase);
  for (let block = 0; block < stride; block++) {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(block + 1);
    let last = bcryptHash(secret, sha512(Buffer.concat([salt, count])));
    const all = Buffer.from(last);
    for (let round = 1; round < rounds; round++) {
      await setImmediate();
      last = bcryptHash(secret, sha512(last));
      for (const [i, octet] of last.entries()) all[i] = (all[i] ?? 0) ^ octet;
    }
    for (let i = 0; i * stride + block < length; i++) key[i * stride + block] = all[i] ?? 0;
    all.fill(0);
  }
  secret.fill(0);
  return key;
}

function bcryptHash(secret: Buffer, salt: Buffer): Buffer {
  const state = new Blowfish();
  const [key, salted] = [bigEndian(secret), bigEndian(salt)];
  state.expand(key, salted);
  for (let i = 0; i < 64; i++) {
    state.expand(salted);
    state.expand(key);
  }
  const words = Uint32Array.from(CIPHERTEXT);
  for (let i = 0; i < 64; i++) state.encipher(words);
  key.fill(0);
  const out = Buffer.alloc(HASH_BYTES);
  for (const [i, word] of words.entries()) out.writeUInt32LE(word, 4 * i);
  return out;
}

function bigEndian(bytes: Buffer): Uint32Array {
  return Uint32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readUInt32BE(4 * i));
}

function sha512(bytes: Uint8Array): Buffer {
  return createHash('sha512').update(bytes).digest();
}
