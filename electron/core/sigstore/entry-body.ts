import type { DigestAlgorithm } from '../hash/reading.ts';
import type { LogEntry } from './content.ts';
import { digestByEnum, digestByName } from './digest-algorithm.ts';
import {
  base64,
  bytes,
  field,
  isObject,
  objects,
  optionalObject,
  parseJson,
  requiredObject,
  text,
} from './json-fields.ts';
import type { JsonObject } from './json-fields.ts';
import { MalformedError } from './malformed.ts';
import { pemBlocks, unwrapPem } from './pem.ts';

/** What a log entry says was signed, by whom, and with which signature: all three must be those of the bundle. */
export interface LoggedSignature {
  signature: Buffer;
  /** `signed`: the digest of the very bytes that were signed (of an envelope: of its encoding). `payload`: of an envelope's payload. */
  over: 'signed' | 'payload';
  digest: { algorithm: DigestAlgorithm; value: Buffer };
  verifier: { kind: 'certificate' | 'key'; der: Buffer };
}

const known = new WeakMap<LogEntry, LoggedSignature | undefined>();

/** Reads the body that the log signed for, once. Undefined: of a kind that this app does not know. Throws `MalformedError`. */
export function readEntryBody(entry: LogEntry): LoggedSignature | undefined {
  if (!known.has(entry)) known.set(entry, readBody(entry));
  return known.get(entry);
}

function readBody({ kind, version, body }: LogEntry): LoggedSignature | undefined {
  const entry = parseJson(body);
  if (!isObject(entry)) throw new MalformedError('the entry is not an object');
  if (text(entry, 'kind') !== kind || text(entry, 'apiVersion') !== version) {
    throw new MalformedError('the entry is of another kind than it says');
  }
  const spec = requiredObject(entry, 'spec');
  switch (`${kind} ${version}`) {
    case 'hashedrekord 0.0.1':
    case 'rekord 0.0.1':
      return hashedRekord1(spec);
    case 'dsse 0.0.1':
      return dsse1(spec);
    case 'intoto 0.0.2':
      return intoto2(spec);
    case 'hashedrekord 0.0.2':
      return hashedRekord2(requiredObject(spec, 'hashedRekordV002'));
    case 'dsse 0.0.2':
      return dsse2(requiredObject(spec, 'dsseV002'));
    default:
      return undefined;
  }
}

function hashedRekord1(spec: JsonObject): LoggedSignature {
  const signature = requiredObject(spec, 'signature');
  return {
    signature: bytes(signature, 'content'),
    over: 'signed',
    digest: hexDigest(requiredObject(requiredObject(spec, 'data'), 'hash')),
    verifier: verifierOf(text(requiredObject(signature, 'publicKey'), 'content')),
  };
}

function dsse1(spec: JsonObject): LoggedSignature {
  const signature = only(spec);
  return {
    signature: bytes(signature, 'signature'),
    over: 'payload',
    digest: hexDigest(requiredObject(spec, 'payloadHash')),
    verifier: verifierOf(text(signature, 'verifier')),
  };
}

function intoto2(spec: JsonObject): LoggedSignature {
  const content = requiredObject(spec, 'content');
  const signature = only(requiredObject(content, 'envelope'));
  return {
    // Base64 within base64, as the first version of the log stored it.
    signature: base64(bytes(signature, 'sig').toString('latin1'), 'the signature'),
    over: 'payload',
    digest: hexDigest(requiredObject(content, 'payloadHash')),
    verifier: verifierOf(text(signature, 'publicKey')),
  };
}

function hashedRekord2(spec: JsonObject): LoggedSignature {
  const signature = requiredObject(spec, 'signature');
  return {
    signature: bytes(signature, 'content'),
    over: 'signed',
    digest: enumDigest(requiredObject(spec, 'data')),
    verifier: rawVerifier(requiredObject(signature, 'verifier')),
  };
}

function dsse2(spec: JsonObject): LoggedSignature {
  const signature = only(spec);
  return {
    signature: bytes(signature, 'content'),
    over: 'payload',
    digest: enumDigest(requiredObject(spec, 'payloadHash')),
    verifier: rawVerifier(requiredObject(signature, 'verifier')),
  };
}

function only(holder: JsonObject): JsonObject {
  const [signature, ...others] = objects(holder, 'signatures', 32);
  if (signature === undefined || others.length > 0) throw new MalformedError('the entry has not one signature');
  return signature;
}

function hexDigest(hash: JsonObject): LoggedSignature['digest'] {
  const algorithm = digestByName(text(hash, 'algorithm'));
  const value = text(hash, 'value');
  if (algorithm === undefined || !/^([0-9a-f]{2})+$/i.test(value)) throw new MalformedError('the entry has no digest');
  return { algorithm, value: Buffer.from(value, 'hex') };
}

function enumDigest(hash: JsonObject): LoggedSignature['digest'] {
  const algorithm = digestByEnum(field(hash, 'algorithm'));
  if (algorithm === undefined) throw new MalformedError('the entry has no digest');
  return { algorithm, value: bytes(hash, 'digest') };
}

function verifierOf(wrapped: string): LoggedSignature['verifier'] {
  const [first] = pemBlocks(unwrapPem(wrapped) ?? '');
  if (first?.label === 'CERTIFICATE') return { kind: 'certificate', der: first.der };
  if (first?.label === 'PUBLIC KEY') return { kind: 'key', der: first.der };
  throw new MalformedError('the entry names no certificate and no key');
}

function rawVerifier(verifier: JsonObject): LoggedSignature['verifier'] {
  const certificate = optionalObject(verifier, 'x509Certificate');
  const key = optionalObject(verifier, 'publicKey');
  if ((certificate === undefined) === (key === undefined)) {
    throw new MalformedError('the entry has not one certificate or key');
  }
  return certificate === undefined
    ? { kind: 'key', der: bytes(key ?? {}, 'rawBytes') }
    : { kind: 'certificate', der: bytes(certificate, 'rawBytes') };
}
