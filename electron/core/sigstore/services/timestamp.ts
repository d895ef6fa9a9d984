import { createHash, randomBytes } from 'node:crypto';
import type { Service } from '@sigstore/protobuf-specs';
import { AppError } from '../../../../shared/error.ts';
import type { TrustMaterial } from '../trusted-root.ts';
import { checkTimestamp } from './check-answer.ts';
import { BOOLEAN, der, INTEGER, NULL, OCTET_STRING, OID, SEQUENCE } from './der.ts';
import type { SignedDigest } from './signed.ts';
import type { Transport } from './transport.ts';

/**
 * Asks a timestamp authority (RFC 3161) for proof of when a signature was there, and checks the answer. Gives the whole response (DER), as
 * bundles hold it. Throws as `Transport.ask`, and `service-answer`.
 */
export async function askTimestamp(
  service: Service,
  signed: SignedDigest,
  { transport, trust, signal }: { transport: Transport; trust: TrustMaterial; signal?: AbortSignal | undefined },
): Promise<{ response: Uint8Array; at: Date }> {
  const nonce = positiveNonce();
  const answer = await transport.ask(
    {
      method: 'POST',
      url: timestampUrl(service),
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: timestampQuery(signed.signature, nonce),
    },
    signal,
  );
  return { response: answer.body, at: checkTimestamp(answer.body, nonce, signed, trust) };
}

/** A configuration names the whole address; older ones and hand-written ones the server alone. */
function timestampUrl(service: Service): URL {
  if (!URL.canParse(service.url)) throw new AppError('service-absent', service.url);
  const url = new URL(service.url);
  if (url.pathname === '/') url.pathname = '/api/v1/timestamp';
  return url;
}

/** Eight bytes that DER writes as they are: a positive integer without zeros in front. */
function positiveNonce(): Buffer {
  const nonce = randomBytes(8);
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40;
  return nonce;
}

const SHA256_OID = Buffer.from('608648016503040201', 'hex');

/** A `TimeStampReq` (RFC 3161, section 2.4.1) that asks for the authority's certificate too. */
export function timestampQuery(signature: Uint8Array, nonce: Uint8Array): Buffer {
  const digest = createHash('sha256').update(signature).digest();
  const algorithm = der(SEQUENCE, der(OID, SHA256_OID), der(NULL));
  const imprint = der(SEQUENCE, algorithm, der(OCTET_STRING, digest));
  const certificateToo = der(BOOLEAN, Buffer.of(0xff));
  return der(SEQUENCE, der(INTEGER, Buffer.of(1)), imprint, der(INTEGER, nonce), certificateToo);
}
