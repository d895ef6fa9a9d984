import { createHash } from 'node:crypto';
import type { InclusionProof, LogEntry, SigstoreContent, SignedEnvelope, SignedMessage, Verifier } from './content.ts';
import { DIGEST_LENGTH, digestByEnum } from './digest-algorithm.ts';
import { base64, bytes, field, list, objects, optionalObject, requiredObject, text, unsigned } from './json-fields.ts';
import type { JsonObject } from './json-fields.ts';
import { isSelfSigned } from './leaf-certificate.ts';
import { MalformedError } from './malformed.ts';

type Version = '0.1' | '0.2' | '0.3';

/** The most log entries, and the most timestamps, in one bundle. */
const MAX_PROOFS = 32;
const MAX_CHAIN = 16;
/** The most that one certificate, timestamp or checkpoint has: taking DER apart makes an object of every two bytes. */
const MAX_DER = 64 * 1024;
/** The most that a name, an ID or a hash has: all of them are shown and remembered. */
const MAX_SHORT = 1024;
/** A log of 2^64 entries needs no more. */
const MAX_HASHES = 64;

/** Reads a Sigstore bundle strictly: what its version does not allow is refused, whether or not it would verify. Throws `MalformedError`. */
export function readBundle(bundle: JsonObject): SigstoreContent {
  const version = versionOf(text(bundle, 'mediaType'));
  const material = requiredObject(bundle, 'verificationMaterial');
  const signed = readSigned(bundle);
  const stamps = optionalObject(material, 'timestampVerificationData') ?? {};
  return {
    form: 'bundle',
    signed,
    verifier: readVerifier(material, version),
    entries: objects(material, 'tlogEntries', MAX_PROOFS).map((entry) => readEntry(entry, version)),
    timestamps: objects(stamps, 'rfc3161Timestamps', MAX_PROOFS).map((stamp) =>
      bounded(bytes(stamp, 'signedTimestamp'), 'a timestamp'),
    ),
    signatureDigest: createHash('sha256').update(signed.signature).digest('hex'),
  };
}

/** The media types there are; any other version is not a bundle that anybody made. */
function versionOf(mediaType: string): Version {
  const found =
    /^application\/vnd\.dev\.sigstore\.bundle\+json;version=(0\.[123])$/.exec(mediaType) ??
    /^application\/vnd\.dev\.sigstore\.bundle\.v(0\.[123])\+json$/.exec(mediaType);
  const version = found?.[1];
  if (version === '0.1' || version === '0.2' || version === '0.3') return version;
  throw new MalformedError('a bundle of an unknown version');
}

function readSigned(bundle: JsonObject): SignedMessage | SignedEnvelope {
  const message = optionalObject(bundle, 'messageSignature');
  const envelope = optionalObject(bundle, 'dsseEnvelope');
  if (message !== undefined && envelope !== undefined) throw new MalformedError('a message and an envelope in one');
  if (message !== undefined) {
    const digest = readDigest(optionalObject(message, 'messageDigest'));
    return {
      kind: 'message',
      signature: bounded(bytes(message, 'signature'), 'the signature'),
      ...(digest === undefined ? {} : { digest }),
    };
  }
  if (envelope === undefined) throw new MalformedError('no signature in it');
  const [signature, ...others] = objects(envelope, 'signatures', MAX_PROOFS);
  if (signature === undefined || others.length > 0) throw new MalformedError('an envelope has one signature');
  return {
    kind: 'envelope',
    signature: bounded(bytes(signature, 'sig'), 'the signature'),
    payloadType: short(text(envelope, 'payloadType'), 'payloadType'),
    payload: filled(bytes(envelope, 'payload'), 'the payload'),
  };
}

function readDigest(digest: JsonObject | undefined): SignedMessage['digest'] {
  const value = digest === undefined ? Buffer.alloc(0) : bytes(digest, 'digest');
  if (digest === undefined || value.length === 0) return undefined;
  const named = field(digest, 'algorithm');
  const unnamed = named === undefined || named === 0 || named === 'HASH_ALGORITHM_UNSPECIFIED';
  const algorithm = unnamed ? 'sha256' : digestByEnum(named);
  if (algorithm === undefined) throw new MalformedError('a digest of an unknown kind');
  if (value.length !== DIGEST_LENGTH[algorithm]) throw new MalformedError('a digest of the wrong length');
  return { algorithm, value };
}

function readVerifier(material: JsonObject, version: Version): Verifier {
  const key = optionalObject(material, 'publicKey');
  const chain = optionalObject(material, 'x509CertificateChain');
  const certificate = optionalObject(material, 'certificate');
  if ([key, chain, certificate].filter((one) => one !== undefined).length !== 1) {
    throw new MalformedError('not one certificate or key');
  }
  if (key !== undefined) return { kind: 'key', hint: short(text(key, 'hint'), 'hint') };
  // A bundle keeps the rules of the version that it claims: the single certificate came with 0.3, and the chain went.
  if ((version === '0.3') === (certificate === undefined)) {
    throw new MalformedError(`this form of certificate is not allowed in version ${version}`);
  }
  return { kind: 'certificate', der: certificate === undefined ? leafOf(chain ?? {}) : rawBytes(certificate) };
}

/** The certificates above the leaf are never trusted for standing there; a root among them means that somebody hoped so. */
function leafOf(chain: JsonObject): Buffer {
  const [leaf, ...others] = objects(chain, 'certificates', MAX_CHAIN).map(rawBytes);
  if (leaf === undefined) throw new MalformedError('an empty certificate chain');
  if (others.some(isSelfSigned)) throw new MalformedError('a root certificate in the chain');
  return leaf;
}

function rawBytes(certificate: JsonObject): Buffer {
  return bounded(bytes(certificate, 'rawBytes'), 'a certificate');
}

function readEntry(entry: JsonObject, version: Version): LogEntry {
  const kindVersion = requiredObject(entry, 'kindVersion');
  const promise = optionalObject(entry, 'inclusionPromise');
  const proof = optionalObject(entry, 'inclusionProof');
  if (version === '0.1' ? promise === undefined : proof === undefined) {
    throw new MalformedError(`a log entry without what version ${version} demands`);
  }
  const integratedTime = unsigned(entry, 'integratedTime');
  const read = proof === undefined ? undefined : readProof(proof);
  return {
    logId: short(filled(bytes(requiredObject(entry, 'logId'), 'keyId'), "the log's ID"), "the log's ID"),
    logIndex: unsigned(entry, 'logIndex'),
    kind: short(text(kindVersion, 'kind'), 'kind'),
    version: short(text(kindVersion, 'version'), 'version'),
    ...(integratedTime === 0n ? {} : { integratedTime }),
    ...(promise === undefined
      ? {}
      : { promise: short(bytes(promise, 'signedEntryTimestamp'), 'signedEntryTimestamp') }),
    // Early clients wrote proofs without a checkpoint into 0.1, where the promise is what counts.
    ...(read === undefined || (version === '0.1' && read.checkpoint === undefined) ? {} : { proof: read }),
    body: filled(bytes(entry, 'canonicalizedBody'), "the log entry's body"),
  };
}

function readProof(proof: JsonObject): InclusionProof {
  const checkpoint = optionalObject(proof, 'checkpoint');
  const envelope = checkpoint === undefined ? '' : text(checkpoint, 'envelope');
  if (envelope.length > MAX_DER) throw new MalformedError('a checkpoint larger than any');
  return {
    logIndex: unsigned(proof, 'logIndex'),
    treeSize: unsigned(proof, 'treeSize'),
    rootHash: short(bytes(proof, 'rootHash'), 'rootHash'),
    hashes: list(proof, 'hashes', MAX_HASHES).map((hash) => {
      if (typeof hash !== 'string') throw new MalformedError('hashes holds something else than base64');
      return short(base64(hash, 'hashes'), 'hashes');
    }),
    ...(envelope === '' ? {} : { checkpoint: envelope }),
  };
}

function bounded(value: Buffer, what: string): Buffer {
  if (value.length > MAX_DER) throw new MalformedError(`${what} is larger than any`);
  return filled(value, what);
}

function short<T extends Buffer | string>(value: T, what: string): T {
  if (value.length > MAX_SHORT) throw new MalformedError(`${what} is larger than any`);
  return value;
}

function filled(value: Buffer, what: string): Buffer {
  if (value.length === 0) throw new MalformedError(`${what} is empty`);
  return value;
}
