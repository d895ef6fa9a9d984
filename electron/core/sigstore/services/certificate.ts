import { AppError } from '../../../../shared/error.ts';
import type { IdentityToken } from '../../oidc/identity-token.ts';
import { certificateRequest } from './certificate-request.ts';
import { checkCertificate, type SigningCertificate } from './check-certificate.ts';
import { endpoint, operatorsOf } from './choose.ts';
import { certificatesOfPem, pem } from './pem.ts';
import type { WitnessServices } from './witness.ts';

/** The key that a certificate is asked for (ECDSA P-256). */
export interface CertificateKey {
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Uint8Array;
  /** Signs a message with SHA-256; the signature in DER. */
  signMessage(message: Uint8Array): Uint8Array;
}

const CA_VERSIONS = [1];

/**
 * Asks the certificate authority (Fulcio) for a certificate that names who logged in, and checks it against the key, the identity and its SCT.
 * A refusal is final: another authority would be shown the same token for nothing.
 * Throws `service-absent`, `service-refused`, `service-failed`, `service-answer`, `clock-wrong`, `cancelled`, `offline`, `network-tls`.
 */
export async function askCertificate(
  { config, trust, transport, clock }: WitnessServices,
  token: IdentityToken,
  key: CertificateKey,
  signal?: AbortSignal,
): Promise<SigningCertificate> {
  const authorities = operatorsOf(config.caUrls, CA_VERSIONS, clock()).flat();
  let failure: AppError | undefined;
  const request = pem(
    'CERTIFICATE REQUEST',
    certificateRequest(key.publicKey, (message) => key.signMessage(message)),
  );
  const body = JSON.stringify({
    credentials: { oidcIdentityToken: token.reveal() },
    certificateSigningRequest: Buffer.from(request).toString('base64'),
  });
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  for (const authority of authorities) {
    try {
      const url = endpoint(authority, '/api/v2/signingCert');
      const answer = await transport.ask({ method: 'POST', url, headers, body }, signal);
      const wish = { publicKey: key.publicKey, names: token.names };
      return checkCertificate(leafOf(answer.body), wish, trust, clock());
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'service-failed') throw error;
      failure ??= error;
    }
  }
  throw failure ?? new AppError('service-absent', 'certificate authority');
}

/** The first certificate of the answer's chain. */
function leafOf(body: Uint8Array): Uint8Array {
  try {
    const answer = JSON.parse(Buffer.from(body).toString('utf8')) as Partial<Record<string, { chain?: Chain }>>;
    const { chain } = answer['signedCertificateEmbeddedSct'] ?? answer['signedCertificateDetachedSct'] ?? {};
    const first = chain?.certificates?.[0];
    const [leaf] = typeof first === 'string' ? certificatesOfPem(first) : [];
    if (leaf !== undefined) return leaf;
  } catch {
    // Said below.
  }
  throw new AppError('service-answer', 'the certificate authority gave no certificate');
}

interface Chain {
  certificates?: unknown[];
}
