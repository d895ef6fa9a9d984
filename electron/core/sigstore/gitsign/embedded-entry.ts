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
  const kept = bytesIn(entry, 7);
  const body = kept.length === 0 ? MADE_AGAIN[`${kind ?? ''} ${version ?? ''}`]?.(cms, signed) : kept;
  if (body === undefined) throw new UnreadableCmsError(`gitsign, ${kind ?? ''} ${version ?? ''}`);
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
    body,
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

type MakeAgain = (cms: CmsSignature, signed: Uint8Array) => Buffer | undefined;

/** Entries in the one form that logs sign (canonical JSON: names in their order, no space between). What fits not fails by its proof. */
const MADE_AGAIN: Readonly<Record<string, MakeAgain | undefined>> = {
  'hashedrekord 0.0.1': hashedRecord1,
  'hashedrekord 0.0.2': hashedRecord2,
};

/** The curve P-256, the only one that gitsign makes keys on. */
const P256 = Buffer.from('06082a8648ce3d030107', 'hex');

/** Newer logs write down the kind of the key as well; undefined for one of another kind. */
function hashedRecord2({ certificate, signature, signatureDigest }: CmsSignature, signed: Uint8Array) {
  if (signatureDigest !== 'sha256' || !certificate.includes(P256)) return undefined;
  const digest = createHash('sha256').update(signed).digest('base64');
  const verifier = {
    keyDetails: 'PKIX_ECDSA_P256_SHA_256',
    x509Certificate: { rawBytes: certificate.toString('base64') },
  };
  return Buffer.from(
    JSON.stringify({
      apiVersion: '0.0.2',
      kind: 'hashedrekord',
      spec: {
        hashedRekordV002: {
          data: { algorithm: 'SHA2_256', digest },
          signature: { content: signature.toString('base64'), verifier },
        },
      },
    }),
  );
}

function hashedRecord1({ certificate, signature }: CmsSignature, signed: Uint8Array): Buffer {
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
