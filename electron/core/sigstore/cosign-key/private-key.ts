import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { promisify } from 'node:util';
import { AppError } from '../../../../shared/error.ts';
import type { CosignAlgorithm } from '../../../../shared/model/key.ts';
import { keyMaterial } from '../key-material.ts';
import type { PublicKeyMaterial } from '../public-key.ts';

/** A private key that Sigstore can sign with. */
export interface PrivateKey {
  key: KeyObject;
  public: PublicKeyMaterial;
}

/** How a private key's bytes are laid out: PKCS#8, SEC1 (elliptic curves), PKCS#1 (RSA). */
export type PrivateKeyForm = 'pkcs8' | 'sec1' | 'pkcs1';

/** Cosign signs with these and no other sizes of RSA. */
const ALGORITHMS: readonly string[] = [
  'ECDSA P-256',
  'ECDSA P-384',
  'ECDSA P-521',
  'RSA 2048',
  'RSA 3072',
  'RSA 4096',
  'Ed25519',
];

/** Reads a private key. Throws `malformed`, also where its two halves do not belong together, and `unsupported` for another kind of key. */
export function readPrivateKey(der: Uint8Array, form: PrivateKeyForm): PrivateKey {
  const bytes = Buffer.from(der);
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: bytes, format: 'der', type: form });
  } catch {
    // What the platform says of it may quote the key.
    throw new AppError('malformed', `it holds no private key (${form})`);
  } finally {
    bytes.fill(0);
  }
  return privateKeyOf(key);
}

/** Makes a new key. */
export async function generatePrivateKey(algorithm: CosignAlgorithm): Promise<PrivateKey> {
  return privateKeyOf(await generate(algorithm));
}

/** The key as PKCS#8 (DER), which is the one form that is kept. The caller overwrites it. */
export function pkcs8Of({ key }: PrivateKey): Buffer {
  return key.export({ type: 'pkcs8', format: 'der' });
}

function privateKeyOf(key: KeyObject): PrivateKey {
  const material = keyMaterial(createPublicKey(key));
  if (material === undefined || !ALGORITHMS.includes(material.algorithm)) {
    const kind = material?.algorithm ?? key.asymmetricKeyDetails?.namedCurve ?? key.asymmetricKeyType ?? 'unknown';
    throw new AppError('unsupported', `a private key of the kind ${kind}`);
  }
  // A file may bring a public half of another key: what it signs would verify by neither.
  const digest = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  const probe = randomBytes(32);
  if (!verify(digest, probe, material.key, sign(digest, probe, key)))
    throw new AppError('malformed', 'the private and the public half of the key do not belong together');
  return { key, public: material };
}

const generatePair = promisify(generateKeyPair);
const CURVES = { p256: 'P-256', p384: 'P-384', p521: 'P-521' } as const;
const SIZES = { rsa2048: 2048, rsa3072: 3072, rsa4096: 4096 } as const;

async function generate(algorithm: CosignAlgorithm): Promise<KeyObject> {
  switch (algorithm) {
    case 'p256':
    case 'p384':
    case 'p521':
      return (await generatePair('ec', { namedCurve: CURVES[algorithm] })).privateKey;
    case 'rsa2048':
    case 'rsa3072':
    case 'rsa4096':
      return (await generatePair('rsa', { modulusLength: SIZES[algorithm] })).privateKey;
    case 'ed25519':
      return (await generatePair('ed25519')).privateKey;
  }
}
