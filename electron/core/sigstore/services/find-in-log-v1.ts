import { AppError } from '../../../../shared/error.ts';
import type { LogEntry } from '../content.ts';
import { underAddress } from './choose.ts';
import { readEntry } from './log-v1.ts';
import { pem } from './pem.ts';
import type { Transport } from './transport.ts';

/** A certificate lives for ten minutes: nobody signs more with one. */
const MOST_ENTRIES = 32;
const HEADERS = { 'content-type': 'application/json', accept: 'application/json' };

/** What a log says that has no such door: Rekor v2 has none, and v1 may be run without. */
const NO_SEARCH = [404, 405, 501];

/**
 * The entries that a Rekor v1 log has of a certificate, judged in no way. The log learns the certificate, which it has already where it has
 * an entry. Throws as `Transport.ask`, `unsupported` where a log cannot be searched (Rekor v2), and `service-answer` where an answer does not
 * parse.
 */
export async function findInV1(
  address: string,
  certificate: Uint8Array,
  transport: Transport,
  signal?: AbortSignal,
): Promise<LogEntry[]> {
  const content = Buffer.from(pem('CERTIFICATE', certificate)).toString('base64');
  const asked = JSON.stringify({ publicKey: { format: 'x509', content } });
  const url = underAddress(address, '/api/v1/index/retrieve');
  const found = await transport.ask({ method: 'POST', url, headers: HEADERS, body: asked, expects: NO_SEARCH }, signal);
  if (NO_SEARCH.includes(found.status)) throw new AppError('unsupported', `${url.host} cannot be searched`);
  return Promise.all(
    namesIn(found.body).map(async (name) => {
      const at = underAddress(address, `/api/v1/log/entries/${name}`);
      const answer = await transport.ask({ method: 'GET', url: at, headers: { accept: 'application/json' } }, signal);
      return asLogEntry(readEntry(answer.body));
    }),
  );
}

function namesIn(body: Uint8Array): string[] {
  let names: unknown;
  try {
    names = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch (error) {
    throw new AppError('service-answer', 'the log: an answer that is no list', { cause: error });
  }
  const isName = (name: unknown): name is string => typeof name === 'string' && /^[0-9a-f]{64,80}$/.test(name);
  if (!Array.isArray(names) || !names.every(isName))
    throw new AppError('service-answer', 'the log: no list of entries');
  return [...new Set(names)].slice(0, MOST_ENTRIES);
}

function asLogEntry(entry: ReturnType<typeof readEntry>): LogEntry {
  const { logId, logIndex, kindVersion, integratedTime, inclusionPromise, inclusionProof, canonicalizedBody } = entry;
  return {
    logId: Buffer.from(logId?.keyId ?? []),
    logIndex: BigInt(logIndex),
    kind: kindVersion?.kind ?? '',
    version: kindVersion?.version ?? '',
    integratedTime: BigInt(integratedTime),
    promise: Buffer.from(inclusionPromise?.signedEntryTimestamp ?? []),
    ...(inclusionProof === undefined
      ? {}
      : {
          proof: {
            logIndex: BigInt(inclusionProof.logIndex),
            treeSize: BigInt(inclusionProof.treeSize),
            rootHash: Buffer.from(inclusionProof.rootHash),
            hashes: inclusionProof.hashes.map((hash) => Buffer.from(hash)),
            checkpoint: inclusionProof.checkpoint?.envelope ?? '',
          },
        }),
    body: Buffer.from(canonicalizedBody),
  };
}
