import type { Service, TransparencyLogEntry } from '@sigstore/protobuf-specs';
import { AppError } from '../../../../shared/error.ts';
import { endpoint } from './choose.ts';
import { pem } from './pem.ts';
import type { SignedDigest } from './signed.ts';
import type { Transport } from './transport.ts';

const ENTRIES = '/api/v1/log/entries';
const HEADERS = { 'content-type': 'application/json', accept: 'application/json' };

/**
 * Puts a signature into a Rekor v1 log (`hashedrekord` 0.0.1). One that is in it already is fetched. The answer is not judged here.
 * Throws as `Transport.ask`, and `service-answer` where it does not parse.
 */
export async function logToV1(
  service: Service,
  signed: SignedDigest,
  transport: Transport,
  signal?: AbortSignal,
): Promise<TransparencyLogEntry> {
  const url = endpoint(service, ENTRIES);
  const body = JSON.stringify(proposedEntry(signed));
  const answer = await transport.ask({ method: 'POST', url, headers: HEADERS, body, expects: [409] }, signal);
  if (answer.status !== 409) return readEntry(answer.body);
  // A first attempt whose answer was lost, or a run that was killed: the log keeps each entry once.
  const uuid = /\/([0-9a-f]{64,80})$/.exec(answer.headers.location ?? '')?.[1];
  if (uuid === undefined) throw new AppError('service-answer', 'the log has the entry already and does not say where');
  const there = endpoint(service, `${ENTRIES}/${uuid}`);
  const found = await transport.ask({ method: 'GET', url: there, headers: { accept: 'application/json' } }, signal);
  return readEntry(found.body);
}

/** What a Rekor v1 log is asked to keep. It stays public for ever. */
export function proposedEntry({ digest, signature, verifier }: SignedDigest): object {
  const armored = pem(verifier.kind === 'certificate' ? 'CERTIFICATE' : 'PUBLIC KEY', verifier.der);
  return {
    apiVersion: '0.0.1',
    kind: 'hashedrekord',
    spec: {
      data: { hash: { algorithm: digest.algorithm, value: Buffer.from(digest.bytes).toString('hex') } },
      signature: {
        content: Buffer.from(signature).toString('base64'),
        publicKey: { content: Buffer.from(armored).toString('base64') },
      },
    },
  };
}

/** The one entry of an answer, in the form of a bundle. Throws `service-answer` where it does not parse. */
export function readEntry(body: Uint8Array): TransparencyLogEntry {
  try {
    const entries = Object.values(asObject(JSON.parse(Buffer.from(body).toString('utf8'))));
    if (entries.length !== 1) throw new Error(`there are ${entries.length} entries`);
    const entry = asObject(entries[0]);
    const { inclusionProof, signedEntryTimestamp } = asObject(entry['verification']);
    const proof = asObject(inclusionProof);
    const canonicalizedBody = Buffer.from(asText(entry['body']), 'base64');
    const { kind, apiVersion } = asObject(JSON.parse(canonicalizedBody.toString('utf8')));
    return {
      logIndex: asCount(entry['logIndex']),
      logId: { keyId: asHex(entry['logID']) },
      kindVersion: { kind: asText(kind), version: asText(apiVersion) },
      integratedTime: asCount(entry['integratedTime']),
      // The promise is this log's source of time.
      inclusionPromise: { signedEntryTimestamp: Buffer.from(asText(signedEntryTimestamp), 'base64') },
      inclusionProof: {
        logIndex: asCount(proof['logIndex']),
        rootHash: asHex(proof['rootHash']),
        treeSize: asCount(proof['treeSize']),
        hashes: asList(proof['hashes']).map(asHex),
        checkpoint: { envelope: asText(proof['checkpoint']) },
      },
      canonicalizedBody,
    };
  } catch (error) {
    throw new AppError('service-answer', `the log: ${error instanceof Error ? error.message : ''}`, { cause: error });
  }
}

function asObject(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new Error('an object was expected');
  return value as Record<string, unknown>;
}

function asText(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new Error('a text was expected');
  return value;
}

function asCount(value: unknown): string {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new Error('a count was expected');
  return String(value);
}

function asHex(value: unknown): Buffer {
  const text = asText(value);
  if (!/^([0-9a-f]{2}){1,64}$/i.test(text)) throw new Error('hex digits were expected');
  return Buffer.from(text, 'hex');
}

const MOST_HASHES = 64;

function asList(value: unknown): unknown[] {
  if (!Array.isArray(value) || value.length > MOST_HASHES) throw new Error('a list of hashes was expected');
  return value;
}
