import { createHash, verify } from 'node:crypto';
import { SshMalformedError } from './malformed.ts';
import type { SshPublicKey } from './public-key.ts';
import { SshReader } from './wire.ts';

/** Whether a key made a signature. `touched`: of a key on a token, whether somebody touched it for this. */
export interface Fit {
  fits: boolean;
  touched?: boolean;
}

const ECDSA_HASH = {
  'ecdsa-sha2-nistp256': { hash: 'sha256', length: 32 },
  'ecdsa-sha2-nistp384': { hash: 'sha384', length: 48 },
  'ecdsa-sha2-nistp521': { hash: 'sha512', length: 66 },
} as const;
const RSA_HASH: Readonly<Record<string, string>> = { 'rsa-sha2-256': 'sha256', 'rsa-sha2-512': 'sha512' };
const USER_PRESENT = 0x01;

/**
 * Whether `key` made the signature, as SSH writes one, over these bytes. Undefined: by a method that is not for this key, or that can be
 * forged (RSA with SHA-1). Throws `SshMalformedError`.
 */
export function signatureFits(key: SshPublicKey, signature: Buffer, data: Buffer): Fit | undefined {
  const reader = new SshReader(signature);
  const method = reader.name();
  const value = reader.string();
  if (key.type === 'ssh-rsa') {
    const hash = Object.hasOwn(RSA_HASH, method) ? RSA_HASH[method] : undefined;
    if (hash === undefined) return undefined;
    reader.end();
    return { fits: rsaFits(key, hash, value, data) };
  }
  if (method !== key.type) return undefined;
  switch (key.type) {
    case 'ssh-ed25519':
      reader.end();
      return { fits: value.length === 64 && verify(null, data, key.key, value) };
    case 'ecdsa-sha2-nistp256':
    case 'ecdsa-sha2-nistp384':
    case 'ecdsa-sha2-nistp521':
      reader.end();
      return { fits: ecdsaFits(key, ECDSA_HASH[key.type], value, data) };
    case 'sk-ssh-ed25519@openssh.com':
    case 'sk-ecdsa-sha2-nistp256@openssh.com': {
      const [flags, counter] = [reader.take(1), reader.take(4)];
      reader.end();
      const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
      const signed = Buffer.concat([sha256(key.application ?? Buffer.alloc(0)), flags, counter, sha256(data)]);
      const fits =
        key.type === 'sk-ssh-ed25519@openssh.com'
          ? value.length === 64 && verify(null, signed, key.key, value)
          : ecdsaFits(key, ECDSA_HASH['ecdsa-sha2-nistp256'], value, signed);
      return { fits, touched: ((flags[0] ?? 0) & USER_PRESENT) !== 0 };
    }
  }
}

function rsaFits({ key }: SshPublicKey, hash: string, value: Buffer, data: Buffer): boolean {
  const length = Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
  // Numbers lose leading zeros in some programs.
  if (value.length > length) return false;
  return verify(hash, data, key, Buffer.concat([Buffer.alloc(length - value.length), value]));
}

/** Two numbers, which Node takes one behind the other, as long as the curve's. */
function ecdsaFits(
  { key }: SshPublicKey,
  { hash, length }: { hash: string; length: number },
  value: Buffer,
  data: Buffer,
): boolean {
  const reader = new SshReader(value);
  const numbers = [reader.integer(), reader.integer()];
  reader.end();
  if (numbers.some((number) => number.length > length)) throw new SshMalformedError('a number too large for its curve');
  const fixed = numbers.map((number) => Buffer.concat([Buffer.alloc(length - number.length), number]));
  return verify(hash, data, { key, dsaEncoding: 'ieee-p1363' }, Buffer.concat(fixed));
}
