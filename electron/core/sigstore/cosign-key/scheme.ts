import { PublicKeyDetails } from '@sigstore/protobuf-specs';
import { AppError } from '../../../../shared/error.ts';
import type { LogDigest } from '../services/signed.ts';

/** How a key signs: over this digest of the artifact, or over the artifact itself (`message`); `details` is Sigstore's name for it. */
export interface Scheme {
  over: LogDigest | 'message';
  details: PublicKeyDetails;
}

const SCHEMES: Readonly<Record<string, Scheme>> = {
  'ECDSA P-256': { over: 'sha256', details: PublicKeyDetails.PKIX_ECDSA_P256_SHA_256 },
  'ECDSA P-384': { over: 'sha384', details: PublicKeyDetails.PKIX_ECDSA_P384_SHA_384 },
  'ECDSA P-521': { over: 'sha512', details: PublicKeyDetails.PKIX_ECDSA_P521_SHA_512 },
  'RSA 2048': { over: 'sha256', details: PublicKeyDetails.PKIX_RSA_PKCS1V15_2048_SHA256 },
  'RSA 3072': { over: 'sha256', details: PublicKeyDetails.PKIX_RSA_PKCS1V15_3072_SHA256 },
  'RSA 4096': { over: 'sha256', details: PublicKeyDetails.PKIX_RSA_PKCS1V15_4096_SHA256 },
  Ed25519: { over: 'message', details: PublicKeyDetails.PKIX_ED25519 },
};

/** Logs know digests only, so what they are told of is signed with Ed25519ph, as cosign does. */
const LOGGED_ED25519: Scheme = { over: 'sha512', details: PublicKeyDetails.PKIX_ED25519_PH };

/** How cosign signs with a key of this algorithm (as `PublicKeyMaterial` spells it). Throws `unsupported`. */
export function schemeOf(algorithm: string, logged: boolean): Scheme {
  if (algorithm === 'Ed25519' && logged) return LOGGED_ED25519;
  const scheme = Object.hasOwn(SCHEMES, algorithm) ? SCHEMES[algorithm] : undefined;
  if (scheme === undefined) throw new AppError('unsupported', `signing with ${algorithm}`);
  return scheme;
}
