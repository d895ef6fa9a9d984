import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { AppError } from '../../../shared/error.ts';
import type { SshAlgorithm } from '../../../shared/model/key.ts';
import { SshMalformedError, SshUnreadableError } from './malformed.ts';
import { readPublicKey, type SshPublicKey } from './public-key.ts';
import { signatureFits } from './signature-fit.ts';
import { sshInteger, type SshReader, sshString } from './wire.ts';

/** A private key that SSH signatures are made with. */
export interface SshPrivateKey {
  key: KeyObject;
  public: SshPublicKey;
}

/** What verifiers call weak is not signed with. */
const LEAST_RSA_BITS = 2048;

/** A private key of the platform's as one of SSH's. Throws `unsupported` for other kinds, `malformed` where its halves do not belong together. */
export function sshPrivateKey(key: KeyObject): SshPrivateKey {
  try {
    const blob = publicBlob(key);
    if (blob === undefined) throw new AppError('unsupported', `a private key of the kind ${kindOf(key)}`);
    const made = { key, public: readPublicKey(blob) };
    const probe = randomBytes(32);
    if (!signatureFits(made.public, signBlob(made, probe), probe)?.fits) throw notOne();
    const bits =
      key.asymmetricKeyType === 'rsa' ? (made.public.key.asymmetricKeyDetails?.modulusLength ?? 0) : Infinity;
    if (bits < LEAST_RSA_BITS) throw new AppError('unsupported', `${made.public.algorithm} is too short to sign with`);
    return made;
  } catch (error) {
    if (error instanceof AppError) throw error;
    // What the platform says of it may quote the key.
    if (error instanceof SshMalformedError || error instanceof SshUnreadableError) throw notOne(error.message);
    throw notOne();
  }
}

/** Reads PKCS#8 (DER), the one form in which keys are kept. Throws as `sshPrivateKey`. */
export function readSshPkcs8(der: Uint8Array): SshPrivateKey {
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
  } catch {
    throw new AppError('malformed', 'it holds no private key (pkcs8)');
  }
  return sshPrivateKey(key);
}

/** The key as PKCS#8 (DER). The caller overwrites it. */
export function sshPkcs8({ key }: SshPrivateKey): Buffer {
  return key.export({ type: 'pkcs8', format: 'der' });
}

const generatePair = promisify(generateKeyPair);
const CURVES = { p256: 'P-256', p384: 'P-384', p521: 'P-521' } as const;
const SIZES = { rsa3072: 3072, rsa4096: 4096 } as const;

/** Makes a new key. */
export async function generateSshKey(algorithm: SshAlgorithm): Promise<SshPrivateKey> {
  switch (algorithm) {
    case 'ed25519':
      return sshPrivateKey((await generatePair('ed25519')).privateKey);
    case 'p256':
    case 'p384':
    case 'p521':
      return sshPrivateKey((await generatePair('ec', { namedCurve: CURVES[algorithm] })).privateKey);
    case 'rsa3072':
    case 'rsa4096':
      return sshPrivateKey((await generatePair('rsa', { modulusLength: SIZES[algorithm] })).privateKey);
  }
}

const ECDSA_HASH = {
  'ecdsa-sha2-nistp256': 'sha256',
  'ecdsa-sha2-nistp384': 'sha384',
  'ecdsa-sha2-nistp521': 'sha512',
} as const;

/** Signs bytes as SSH writes signatures; RSA with SHA-512. */
export function signBlob({ key, public: { type } }: SshPrivateKey, data: Uint8Array): Buffer {
  switch (type) {
    case 'ssh-ed25519':
      return Buffer.concat([sshString(type), sshString(sign(null, data, key))]);
    case 'ssh-rsa':
      return Buffer.concat([sshString('rsa-sha2-512'), sshString(sign('sha512', data, key))]);
    case 'ecdsa-sha2-nistp256':
    case 'ecdsa-sha2-nistp384':
    case 'ecdsa-sha2-nistp521': {
      const pair = sign(ECDSA_HASH[type], data, { key, dsaEncoding: 'ieee-p1363' });
      const numbers = [pair.subarray(0, pair.length / 2), pair.subarray(pair.length / 2)].map(sshInteger);
      return Buffer.concat([sshString(type), sshString(Buffer.concat(numbers))]);
    }
    case 'sk-ssh-ed25519@openssh.com':
    case 'sk-ecdsa-sha2-nistp256@openssh.com':
      throw new AppError('internal', `${type} has no private half outside of its token`);
  }
}

const EC_NAMES: Readonly<Record<string, string>> = { 'P-256': 'nistp256', 'P-384': 'nistp384', 'P-521': 'nistp521' };

function publicBlob(key: KeyObject): Buffer | undefined {
  const jwk = createPublicKey(key).export({ format: 'jwk' });
  const part = (name: 'x' | 'y' | 'n' | 'e'): Buffer => Buffer.from(jwk[name] ?? '', 'base64url');
  const { crv = '' } = jwk;
  if (jwk.kty === 'OKP' && crv === 'Ed25519') return Buffer.concat([sshString('ssh-ed25519'), sshString(part('x'))]);
  if (jwk.kty === 'RSA') return Buffer.concat([sshString('ssh-rsa'), sshInteger(part('e')), sshInteger(part('n'))]);
  const curve = Object.hasOwn(EC_NAMES, crv) ? EC_NAMES[crv] : undefined;
  if (jwk.kty !== 'EC' || curve === undefined) return undefined;
  const point = Buffer.concat([Buffer.of(4), part('x'), part('y')]);
  return Buffer.concat([sshString(`ecdsa-sha2-${curve}`), sshString(curve), sshString(point)]);
}

/** The fields of a private key as OpenSSH writes them behind each other, its type first. */
export function writePrivateFields({ key, public: { type, blob } }: SshPrivateKey): Buffer {
  const jwk = key.export({ format: 'jwk' });
  const part = (name: 'd' | 'n' | 'e' | 'p' | 'q' | 'qi'): Buffer => Buffer.from(jwk[name] ?? '', 'base64url');
  if (type === 'ssh-rsa') {
    const numbers = [part('n'), part('e'), part('d'), part('qi'), part('p'), part('q')];
    return Buffer.concat([sshString(type), ...numbers.map(sshInteger)]);
  }
  if (type !== 'ssh-ed25519') return Buffer.concat([blob, sshInteger(part('d'))]);
  const point = blob.subarray(-32);
  return Buffer.concat([blob, sshString(Buffer.concat([part('d'), point]))]);
}

/** The same, read. Throws `SshMalformedError`, `SshUnreadableError` and `AppError`. */
export function readPrivateFields(reader: SshReader): SshPrivateKey {
  const type = reader.name();
  switch (type) {
    case 'ssh-ed25519': {
      const [point, secret] = [reader.string(), reader.string()];
      if (point.length !== 32 || secret.length !== 64 || !secret.subarray(32).equals(point)) throw notOne();
      const made = fromJwk({ kty: 'OKP', crv: 'Ed25519', d: secret.subarray(0, 32), x: point });
      // The platform counts the public half anew, and does not look at the one that stands there.
      if (!made.public.blob.subarray(-32).equals(point)) throw notOne();
      return made;
    }
    case 'ecdsa-sha2-nistp256':
    case 'ecdsa-sha2-nistp384':
    case 'ecdsa-sha2-nistp521': {
      const curve = reader.name();
      if (type !== `ecdsa-sha2-${curve}`) throw new SshMalformedError('a key on another curve than its kind says');
      const [crv = ''] = Object.entries(EC_NAMES).find(([, name]) => name === curve) ?? [];
      const [point, number] = [reader.string(), reader.integer()];
      const length = (point.length - 1) / 2;
      if (point[0] !== 4 || !Number.isInteger(length) || number.length > length) throw notOne();
      const [x, y] = [point.subarray(1, 1 + length), point.subarray(1 + length)];
      const d = Buffer.concat([Buffer.alloc(length - number.length), number]);
      return fromJwk({ kty: 'EC', crv, x, y, d });
    }
    case 'ssh-rsa': {
      const [n, e, d] = [reader.integer(), reader.integer(), reader.integer()];
      const [qi, p, q] = [reader.integer(), reader.integer(), reader.integer()];
      // As in a public key: a signature must not take seconds.
      if (e.length > 8) throw new SshUnreadableError('RSA with a large exponent');
      return fromJwk({ kty: 'RSA', n, e, d, p, q, qi, dp: lessOne(d, p), dq: lessOne(d, q) });
    }
    case 'sk-ssh-ed25519@openssh.com':
    case 'sk-ecdsa-sha2-nistp256@openssh.com':
      throw new AppError('unsupported', 'the key is on a token, which ssh-agent speaks to: ssh-add FILE');
    default:
      throw new SshUnreadableError(type);
  }
}

/** What is left of a number over another one less one. */
function lessOne(number: Buffer, prime: Buffer): Buffer {
  const modulus = bigOf(prime) - 1n;
  if (modulus <= 0n) throw notOne();
  const digits = (bigOf(number) % modulus).toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
}

function bigOf(bytes: Buffer): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString('hex')}`);
}

function fromJwk(parts: { kty: string; crv?: string } & Record<string, string | Buffer>): SshPrivateKey {
  const jwk = Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? part : part.toString('base64url')]),
  );
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: jwk, format: 'jwk' });
  } catch {
    throw notOne();
  }
  return sshPrivateKey(key);
}

function kindOf(key: KeyObject): string {
  return key.asymmetricKeyDetails?.namedCurve ?? key.asymmetricKeyType ?? 'unknown';
}

function notOne(why = 'the private and the public half of the key do not belong together'): AppError {
  return new AppError('malformed', why);
}
