import { createHash } from 'node:crypto';
import type { SigstoreContent } from './content.ts';
import { base64, isObject, parseJson } from './json-fields.ts';
import type { JsonObject } from './json-fields.ts';
import { MalformedError } from './malformed.ts';
import { unwrapPem } from './pem.ts';
import { readBundle } from './read-bundle.ts';
import { isCosignBundle, readCosignBundle, verifierOf } from './read-cosign-bundle.ts';

/** The most that is read as a bundle; an attestation with a large list of parts stays far below. */
export const MAX_SIGSTORE_BYTES = 16 * 1024 * 1024;
/** The most that is read as a bare signature, and as the certificate beside it. */
const MAX_DETACHED_BYTES = 64 * 1024;

/** `reason` is technical English, told as `technical(reason)`. */
export type ReadSigstore = { kind: 'content'; content: SigstoreContent } | { kind: 'malformed'; reason: string };

/**
 * Reads a bundle (v0.1 to v0.3) or cosign's older JSON, and says what it is by its content. Null: it is neither, nor a damaged one.
 * Never throws.
 */
export function readSigstore(bytes: Uint8Array): ReadSigstore | null {
  if (bytes.length > MAX_SIGSTORE_BYTES) {
    return mayBeSigstore(bytes) ? { kind: 'malformed', reason: 'larger than any bundle' } : null;
  }
  if (!mayBeSigstore(bytes)) return null;
  return orMalformed(() => {
    const parsed = parseJson(bytes);
    if (!isObject(parsed)) throw new MalformedError('not an object');
    if (isCosignBundle(parsed)) return readCosignBundle(parsed);
    return looksLikeBundle(parsed) ? readBundle(parsed) : null;
  });
}

/**
 * Reads cosign's older detached signature: `signature` is the `.sig` file (base64 or the bare bytes), `certificate` the `.pem` beside
 * it where there is one (PEM, or base64 of PEM). Null: `signature` holds nothing of the kind. Never throws.
 */
export function readDetached(signature: Uint8Array, certificate?: Uint8Array): ReadSigstore | null {
  if (signature.length > MAX_DETACHED_BYTES) return null;
  const value = bareSignature(signature);
  if (value === null) return null;
  return orMalformed(() => {
    if ((certificate?.length ?? 0) > MAX_DETACHED_BYTES) throw new MalformedError('a certificate larger than any');
    const pem = certificate === undefined ? undefined : unwrapPem(Buffer.from(certificate).toString('latin1'));
    if (certificate !== undefined && pem === undefined) throw new MalformedError('the certificate is not PEM');
    return {
      form: 'detached',
      signed: { kind: 'message', signature: value },
      verifier: pem === undefined ? { kind: 'none' } : verifierOf(pem),
      entries: [],
      timestamps: [],
      signatureDigest: createHash('sha256').update(value).digest('hex'),
    };
  });
}

function orMalformed(read: () => SigstoreContent | null): ReadSigstore | null {
  try {
    const content = read();
    return content === null ? null : { kind: 'content', content };
  } catch (error) {
    if (error instanceof MalformedError) return { kind: 'malformed', reason: error.message };
    throw error;
  }
}

const MARKS = [
  'application/vnd.dev.sigstore.bundle',
  'verificationMaterial',
  'verification_material',
  'base64Signature',
];

/** A cheap look before anything is parsed: text that opens an object and names what only these formats name. */
function mayBeSigstore(bytes: Uint8Array): boolean {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = whole.subarray(0, 64).toString('latin1').trimStart();
  return start.startsWith('{') && MARKS.some((mark) => whole.includes(mark));
}

function looksLikeBundle(object: JsonObject): boolean {
  const { mediaType, media_type: original } = object;
  return (
    [mediaType, original].some((type) => typeof type === 'string' && type.includes('vnd.dev.sigstore.bundle')) ||
    ((Object.hasOwn(object, 'verificationMaterial') || Object.hasOwn(object, 'verification_material')) &&
      ['messageSignature', 'message_signature', 'dsseEnvelope', 'dsse_envelope'].some((name) =>
        Object.hasOwn(object, name),
      ))
  );
}

/** The bytes of a signature of a length and shape that cosign's keys make; null for anything else. */
function bareSignature(file: Uint8Array): Buffer | null {
  const whole = Buffer.from(file);
  if (isSignature(whole)) return whole;
  const text = whole.toString('latin1').trim();
  if (text === '' || text.length > 2_048) return null;
  try {
    const decoded = base64(text.replace(/\s+/g, ''), 'the signature');
    return isSignature(decoded) ? decoded : null;
  } catch {
    return null;
  }
}

/** DER of two numbers (ECDSA), 64 bytes (Ed25519), or as long as an RSA key. */
function isSignature(bytes: Buffer): boolean {
  if ([64, 128, 256, 384, 512, 1024].includes(bytes.length)) return !isText(bytes);
  if (bytes.length < 8 || bytes.length > 150 || bytes[0] !== 0x30) return false;
  const [header, length] = bytes[1] === 0x81 ? [3, bytes[2] ?? 0] : [2, bytes[1] ?? 0];
  return header + length === bytes.length && bytes[header] === 0x02;
}

/** A random signature of 64 bytes is text once in some 10^15 times; base64 of one always is. */
function isText(bytes: Buffer): boolean {
  return bytes.every((octet) => octet === 0x0a || octet === 0x0d || (octet >= 0x20 && octet < 0x7f));
}
