import { type Service, TransparencyLogEntry } from '@sigstore/protobuf-specs';
import { CreateEntryRequest } from '@sigstore/protobuf-specs/rekor/v2';
import { AppError } from '../../../../shared/error.ts';
import { endpoint } from './choose.ts';
import { findInV2, type LogReading } from './find-in-log-v2.ts';
import type { SignedDigest } from './signed.ts';

const ENTRIES = '/api/v2/log/entries';
const HEADERS = { 'content-type': 'application/json', accept: 'application/json' };

/**
 * Puts a signature into a Rekor v2 log (`hashedrekord` 0.0.2). One that is in it already is looked up. The answer is not judged here.
 * Throws as `Transport.ask`, `already-logged`, and `service-answer` where it does not parse.
 */
export async function logToV2(
  service: Service,
  signed: SignedDigest,
  reading: LogReading,
): Promise<TransparencyLogEntry> {
  const body = JSON.stringify(toJson(createRequest(signed)));
  const url = endpoint(service, ENTRIES);
  const { transport, signal } = reading;
  const answer = await transport.ask({ method: 'POST', url, headers: HEADERS, body, expects: [409] }, signal);
  if (answer.status === 409) return findInV2(service, answer, reading);
  try {
    return TransparencyLogEntry.fromJSON(JSON.parse(Buffer.from(answer.body).toString('utf8')));
  } catch (error) {
    throw new AppError('service-answer', `the log: ${error instanceof Error ? error.message : ''}`, { cause: error });
  }
}

/** A request as it goes over the wire. */
export function toJson(request: CreateEntryRequest): unknown {
  return CreateEntryRequest.toJSON(request);
}

/** What a Rekor v2 log is asked to keep. It stays public for ever. */
export function createRequest({ digest, signature, verifier }: SignedDigest): CreateEntryRequest {
  const rawBytes = Buffer.from(verifier.der);
  return {
    spec: {
      $case: 'hashedRekordRequestV002',
      hashedRekordRequestV002: {
        digest: Buffer.from(digest.bytes),
        signature: {
          content: Buffer.from(signature),
          verifier: {
            keyDetails: verifier.keyDetails,
            verifier:
              verifier.kind === 'certificate'
                ? { $case: 'x509Certificate', x509Certificate: { rawBytes } }
                : { $case: 'publicKey', publicKey: { rawBytes } },
          },
        },
      },
    },
  };
}
