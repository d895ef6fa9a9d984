import { seen, type Seen, technical } from '../../../shared/seen.ts';
import type { KeyObject } from 'node:crypto';
import { bytes, field, isObject, objects, optionalObject, parseJson, requiredObject, text } from './json-fields.ts';
import type { JsonObject } from './json-fields.ts';
import { createPublicKey, X509Certificate } from './library.ts';
import type { CertAuthority, TLogAuthority } from './library.ts';
import { MalformedError } from './malformed.ts';

/** What an instance's trusted root holds, ready to verify with. */
export interface TrustMaterial {
  certificateAuthorities: CertAuthority[];
  timestampAuthorities: CertAuthority[];
  /** Transparency logs. */
  tlogs: TLogAuthority[];
  /** Logs of certificates. */
  ctlogs: TLogAuthority[];
}

/** `reason` completes a sentence (*We couldn't use root.json: its log has no start date*). */
export type ReadTrustedRoot = { kind: 'root'; material: TrustMaterial } | { kind: 'refused'; reason: Seen };

/** The most that is read as a trusted root; public-good's is 7 KB. */
const MAX_ROOT_BYTES = 4 * 1024 * 1024;
const MAX_SERVICES = 256;
const MAX_CHAIN = 16;
const MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.trustedroot(\+json;version=0\.[12]|\.v0\.[12]\+json)$/;
const END_OF_TIME = new Date(8_640_000_000_000_000);
const BEGINNING_OF_TIME = new Date(0);

/** Reads a `trusted_root.json`. Refuses one whose log keys have no start of their validity, among others. Never throws. */
export function readTrustedRoot(file: Uint8Array): ReadTrustedRoot {
  try {
    if (file.length > MAX_ROOT_BYTES) return { kind: 'refused', reason: seen('rootTooLarge') };
    const root = parseJson(file);
    if (!isObject(root) || !MEDIA_TYPE.test(text(root, 'mediaType'))) {
      return { kind: 'refused', reason: seen('rootIsNone') };
    }
    return { kind: 'root', material: readMaterial(root) };
  } catch (error) {
    if (error instanceof RefusedError) return { kind: 'refused', reason: error.reason };
    if (error instanceof MalformedError) return { kind: 'refused', reason: technical(error.message) };
    throw error;
  }
}

/** Something that deserves its own words. */
class RefusedError extends Error {
  readonly reason: Seen;

  constructor(reason: Seen) {
    super(reason.detail);
    this.name = 'RefusedError';
    this.reason = reason;
  }
}

function readMaterial(root: JsonObject): TrustMaterial {
  return {
    certificateAuthorities: objects(root, 'certificateAuthorities', MAX_SERVICES).map(readAuthority),
    timestampAuthorities: objects(root, 'timestampAuthorities', MAX_SERVICES).map(readAuthority),
    tlogs: readLogs(root, 'tlogs'),
    ctlogs: readLogs(root, 'ctlogs'),
  };
}

/** A root that names logs demands entries in them: where none of them can be checked, it must not pass for one that names none. */
function readLogs(root: JsonObject, list: 'tlogs' | 'ctlogs'): TLogAuthority[] {
  const named = objects(root, list, MAX_SERVICES);
  const logs = named.flatMap(readLog);
  if (named.length > 0 && logs.length === 0)
    throw new MalformedError(`no log of ${list} is of a kind that can be read`);
  return logs;
}

function readLog(log: JsonObject): TLogAuthority[] {
  const baseURL = text(log, 'baseUrl');
  const key = requiredObject(log, 'publicKey');
  const publicKey = readKey(bytes(key, 'rawBytes'));
  if (publicKey === undefined) {
    // A log of a later kind is one that this version cannot check; the others go on being of use.
    if (!KEY_DETAILS.test(String(field(key, 'keyDetails')))) return [];
    throw new MalformedError(`the key of the log ${baseURL} cannot be read`);
  }
  const { start, end } = readValidity(optionalObject(key, 'validFor'));
  // A key that was never said to begin would speak for any time, the years before it was made among them.
  if (start === undefined) throw new RefusedError(seen('rootLogNoStart', { log: baseURL }));
  const logID = bytes(optionalObject(log, 'checkpointKeyId') ?? requiredObject(log, 'logId'), 'keyId');
  if (logID.length === 0) throw new MalformedError(`the log ${baseURL} has no ID`);
  return [{ baseURL, logID, publicKey, validFor: { start, end: end ?? END_OF_TIME } }];
}

/** Kinds of keys that this version knows logs to have, by name or by number. */
const KEY_DETAILS = /^(PKCS1_RSA_|PKIX_RSA_|PKIX_ECDSA_|PKIX_ED25519|[1-9]$|1[0-3]$|1[6-9]$|20$)/;

function readKey(raw: Buffer): KeyObject | undefined {
  for (const type of ['spki', 'pkcs1'] as const) {
    try {
      return createPublicKey(raw, type);
    } catch {
      // The other form, or none.
    }
  }
  return undefined;
}

function readAuthority(authority: JsonObject): CertAuthority {
  const { start, end } = readValidity(optionalObject(authority, 'validFor'));
  const chain = objects(requiredObject(authority, 'certChain'), 'certificates', MAX_CHAIN).map((certificate) =>
    readCertificate(bytes(certificate, 'rawBytes')),
  );
  if (chain.length === 0) throw new MalformedError('an authority without a certificate');
  // Its certificates have a beginning of their own, which is checked for each signature.
  return { certChain: chain, validFor: { start: start ?? BEGINNING_OF_TIME, end: end ?? END_OF_TIME } };
}

function readCertificate(der: Buffer): X509Certificate {
  try {
    const certificate = X509Certificate.parse(Buffer.from(der));
    createPublicKey(certificate.publicKey);
    if (Number.isNaN(certificate.notBefore.getTime()) || Number.isNaN(certificate.notAfter.getTime()))
      throw new Error();
    return certificate;
  } catch {
    throw new MalformedError('a certificate that cannot be read');
  }
}

function readValidity(validFor: JsonObject | undefined): { start?: Date; end?: Date } {
  if (validFor === undefined) return {};
  const start = readDate(validFor, 'start');
  const end = readDate(validFor, 'end');
  return { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) };
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

function readDate(object: JsonObject, name: string): Date | undefined {
  const value = text(object, name);
  if (value === '') return undefined;
  const date = new Date(value);
  if (!RFC_3339.test(value) || Number.isNaN(date.getTime())) throw new MalformedError(`${name} is not a date`);
  return date;
}
