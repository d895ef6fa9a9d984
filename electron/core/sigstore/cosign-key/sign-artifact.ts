import { constants, privateEncrypt, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { AppError } from '../../../../shared/error.ts';
import type { Reading } from '../../hash/reading.ts';
import { signEd25519, signEd25519ph } from './ed25519.ts';
import type { PrivateKey } from './private-key.ts';
import type { Scheme } from './scheme.ts';

/** DER of a SHA-256 DigestInfo up to the digest (RFC 8017, section 9.2, note 1). */
const SHA256_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

const CURVES: Readonly<Record<string, typeof p256>> = {
  'ECDSA P-256': p256,
  'ECDSA P-384': p384,
  'ECDSA P-521': p521,
};

const PIECE = 256 * 1024;

/**
 * Signs what was read, by its digest; pure Ed25519 reads the file again, twice. An elliptic curve's signature is DER with a hedged nonce, RSA's
 * is PKCS#1 v1.5: as cosign's. Throws `changed-while-read`, `cancelled`.
 */
export async function signArtifact(
  { key, public: { algorithm } }: PrivateKey,
  { over }: Scheme,
  reading: Reading,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  if (over === 'message') return signMessage(secretOf(key), reading, signal);
  const digest = await reading.digest({ algorithm: over });
  if (algorithm === 'Ed25519') return signEd25519ph(secretOf(key), digest);
  if (algorithm.startsWith('RSA ')) {
    if (over !== 'sha256') throw new AppError('internal', `RSA over ${over}`);
    const info = Buffer.concat([SHA256_INFO, digest]);
    return new Uint8Array(privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, info));
  }
  const curve = Object.hasOwn(CURVES, algorithm) ? CURVES[algorithm] : undefined;
  if (curve === undefined) throw new AppError('unsupported', algorithm);
  // The platform signs no digest that was made elsewhere.
  const extraEntropy = randomBytes(32);
  return curve.sign(digest, secretOf(key), { prehash: false, lowS: false, format: 'der', extraEntropy });
}

async function signMessage(seed: Uint8Array, reading: Reading, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const expected = Buffer.from(await reading.digest({ algorithm: 'sha256' }));
  const message = () =>
    createReadStream(reading.path, { highWaterMark: PIECE, ...(signal === undefined ? {} : { signal }) });
  return signEd25519(seed, message as () => AsyncIterable<Uint8Array>, (sha256) => {
    if (!expected.equals(sha256)) throw new AppError('changed-while-read', reading.path);
  });
}

/** The number or seed that the key is. */
function secretOf(key: PrivateKey['key']): Uint8Array {
  return Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url');
}
