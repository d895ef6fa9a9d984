import type { Service, TransparencyLogEntry } from '@sigstore/protobuf-specs';
import { AppError } from '../../../../shared/error.ts';
import type { TrustMaterial } from '../trusted-root.ts';
import { endpoint } from './choose.ts';
import { entryAt, inclusionPath } from './tile-tree.ts';
import type { ServiceAnswer, Transport } from './transport.ts';

/** What reading a log takes. */
export interface LogReading {
  transport: Transport;
  trust: TrustMaterial;
  signal?: AbortSignal | undefined;
}

/**
 * The entry that a Rekor v2 log says it has already, with a proof made of the log's tiles. A signature of a deterministic key, and one whose
 * first answer was lost, could never be shown to be logged otherwise. The answer is not judged here. Throws `already-logged` where the log
 * does not say which entry it is or does not show it, and as `Transport.ask`.
 */
export async function findInV2(
  service: Service,
  refusal: ServiceAnswer,
  { transport, trust, signal }: LogReading,
): Promise<TransparencyLogEntry> {
  const index = indexIn(refusal);
  if (index === undefined) throw new AppError('already-logged', service.url);
  const readOnce = async (path: string): Promise<Uint8Array> => {
    const url = endpoint(service, `/api/v2/${path}`);
    return (await transport.ask({ method: 'GET', url, headers: {} }, signal)).body;
  };
  const read = (path: string): Promise<Uint8Array> =>
    readOnce(path).catch((error: unknown) => {
      // A log may drop a tile that was not full as soon as it is (C2SP, tlog-tiles); the full one begins the same.
      const whole = path.replace(/\.p\/\d+$/, '');
      const isGone = whole !== path && error instanceof AppError && error.code === 'service-refused';
      if (isGone) return readOnce(whole);
      throw error;
    });
  try {
    const envelope = Buffer.from(await read('checkpoint')).toString('utf8');
    const [, sizeLine = '', root = ''] = envelope.split('\n');
    const size = /^[1-9]\d{0,15}$/.test(sizeLine) ? Number(sizeLine) : 0;
    // Its entry may be taken in already and not be in a signed state yet.
    if (index >= size) throw new AppError('already-logged', `${service.url}: entry ${index} is not shown yet`);
    const [body, hashes] = [await entryAt(index, size, read), await inclusionPath(index, size, read)];
    return {
      logIndex: String(index),
      logId: { keyId: logIdIn(envelope, trust) },
      kindVersion: { kind: 'hashedrekord', version: '0.0.2' },
      integratedTime: '0',
      inclusionPromise: undefined,
      inclusionProof: {
        logIndex: String(index),
        treeSize: String(size),
        rootHash: Buffer.from(root, 'base64'),
        hashes: hashes.map((hash) => Buffer.from(hash)),
        checkpoint: { envelope },
      },
      canonicalizedBody: Buffer.from(body),
    };
  } catch (error) {
    const isUnreadable = error instanceof RangeError || (error instanceof AppError && error.code === 'service-refused');
    throw isUnreadable ? new AppError('already-logged', service.url, { cause: error }) : error;
  }
}

/** The entry's place: in a header, and in the words of the refusal. */
function indexIn({ headers, body }: ServiceAnswer): number | undefined {
  const header = headers['x-log-index'];
  const said = /\bindex (\d{1,15})\b/.exec(Buffer.from(body.subarray(0, 4096)).toString('latin1'))?.[1];
  const text = typeof header === 'string' && /^\d{1,15}$/.test(header) ? header : said;
  return text === undefined ? undefined : Number(text);
}

/** Which of the known logs signed a checkpoint: the first bytes of a signature name its key. */
function logIdIn(envelope: string, { tlogs }: TrustMaterial): Buffer {
  const hints = [...envelope.matchAll(/^\u2014 \S+ (\S+)$/gm)].map(([, signature = '']) =>
    Buffer.from(signature, 'base64').subarray(0, 4),
  );
  const log = tlogs.find(({ logID }) => hints.some((hint) => hint.equals(logID.subarray(0, 4))));
  if (log === undefined) throw new AppError('service-answer', 'the log: nobody who is known signed its checkpoint');
  return log.logID;
}
