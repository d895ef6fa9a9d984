import { createHash } from 'node:crypto';
import type { InclusionProof, LogEntry } from '../content.ts';
import { MalformedError } from '../malformed.ts';
import type { CmsSignature } from './cms.ts';
import { UnreadableCmsError } from './der-reader.ts';
import { bytesIn, numberIn, readFields, type Fields } from './protobuf.ts';

const MAX_HASHES = 64;

/**
 * Reads the log entry that gitsign puts into a signature (protobuf's `TransparencyLogEntry`). It leaves out what the log has of the
 * signature, which is made again here: digest, signature and certificate, as the log writes them down.
 */
export function readEmbeddedEntry(bytes: Buffer, cms: CmsSignature, signed: Uint8Array): LogEntry {
  const entry = readFields(bytes);
  const kindVersion = readFields(bytesIn(entry, 3));
  const [kind, version] = [1, 2].map((field) => bytesIn(kindVersion, field).toString('latin1'));
  const body = bytesIn(entry, 7);
  if (body.length === 0 && (kind !== 'hashedrekord' || version !== '0.0.1'))
    throw new UnreadableCmsError(`gitsign, ${kind ?? ''} ${version ?? ''}`);
  const promise = bytesIn(readFields(bytesIn(entry, 5)), 1);
  const proof = bytesIn(entry, 6);
  return {
    logId: bytesIn(readFields(bytesIn(entry, 2)), 1),
    logIndex: numberIn(entry, 1),
    kind: kind ?? '',
    version: version ?? '',
    integratedTime: numberIn(entry, 4),
    ...(promise.length === 0 ? {} : { promise }),
    ...(proof.length === 0 ? {} : { proof: readProof(readFields(proof)) }),
    body: body.length === 0 ? hashedRecord(cms, signed) : body,
  };
}

function readProof(proof: Fields): InclusionProof {
  const hashes = proof.get(4) ?? [];
  if (hashes.length > MAX_HASHES) throw new MalformedError('a proof longer than any');
  const checkpoint = bytesIn(readFields(bytesIn(proof, 5)), 1).toString('utf8');
  return {
    logIndex: numberIn(proof, 1),
    rootHash: bytesIn(proof, 2),
    treeSize: numberIn(proof, 3),
    hashes: hashes.map((hash) => {
      if (typeof hash === 'bigint') throw new MalformedError('a proof that is none');
      return hash;
    }),
    ...(checkpoint === '' ? {} : { checkpoint }),
  };
}

/** The entry in the one form that the log signs (canonical JSON: names in their order, no space between). */
function hashedRecord({ certificate, signature }: CmsSignature, signed: Uint8Array): Buffer {
  const lines = certificate.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  const pem = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  const value = createHash('sha256').update(signed).digest('hex');
  return Buffer.from(
    JSON.stringify({
      apiVersion: '0.0.1',
      kind: 'hashedrekord',
      spec: {
        data: { hash: { algorithm: 'sha256', value } },
        signature: {
          content: signature.toString('base64'),
          publicKey: { content: Buffer.from(pem).toString('base64') },
        },
      },
    }),
  );
}
