import { createHash } from 'node:crypto';
import type { LogEntry, SigstoreContent, Verifier } from './content.ts';
import { base64, bytes, isObject, optionalObject, parseJson, requiredObject, text, unsigned } from './json-fields.ts';
import type { JsonObject } from './json-fields.ts';
import { MalformedError } from './malformed.ts';
import { pemBlocks, unwrapPem } from './pem.ts';

/** The most that a signature, or a log's promise, has. */
const MAX_SIGNATURE = 64 * 1024;
/** The most that an entry's kind and version have: they are shown. */
const MAX_KIND = 100;

/** Whether an object is the JSON that `cosign sign-blob --bundle` wrote before there was a bundle format. */
export function isCosignBundle(object: JsonObject): boolean {
  return Object.hasOwn(object, 'base64Signature');
}

/** Reads cosign's older JSON. Throws `MalformedError`. */
export function readCosignBundle(bundle: JsonObject): SigstoreContent {
  const signature = base64(text(bundle, 'base64Signature').trim(), 'base64Signature');
  if (signature.length === 0) throw new MalformedError('the signature is empty');
  if (signature.length > MAX_SIGNATURE) throw new MalformedError('the signature is larger than any');
  const rekor = optionalObject(bundle, 'rekorBundle');
  return {
    form: 'cosign-bundle',
    signed: { kind: 'message', signature },
    verifier: readVerifier(text(bundle, 'cert')),
    entries: rekor === undefined ? [] : [readEntry(rekor)],
    timestamps: [],
    signatureDigest: createHash('sha256').update(signature).digest('hex'),
  };
}

function readVerifier(cert: string): Verifier {
  if (cert.trim() === '') return { kind: 'none' };
  const pem = unwrapPem(cert);
  if (pem === undefined) throw new MalformedError('cert is not PEM');
  return verifierOf(pem);
}

/** The certificate, or the key, that a PEM text begins with. Throws `MalformedError`. */
export function verifierOf(pem: string): Verifier {
  const [first] = pemBlocks(pem);
  if (first?.label === 'CERTIFICATE') return { kind: 'certificate', der: first.der };
  if (first?.label === 'PUBLIC KEY') return { kind: 'key', hint: '', spki: first.der };
  throw new MalformedError('neither a certificate nor a public key');
}

/** The entry as Rekor's first version answered it: with its promise, without a proof. */
function readEntry(rekor: JsonObject): LogEntry {
  const payload = requiredObject(rekor, 'Payload');
  const body = bytes(payload, 'body');
  const said = parseJson(body);
  if (!isObject(said)) throw new MalformedError("the log entry's body is not an object");
  const [kind, version] = [text(said, 'kind'), text(said, 'apiVersion')];
  if (kind.length + version.length > MAX_KIND) throw new MalformedError("the log entry's kind is larger than any");
  const integratedTime = unsigned(payload, 'integratedTime');
  const promise = bytes(rekor, 'SignedEntryTimestamp');
  if (promise.length > MAX_SIGNATURE) throw new MalformedError("the log's promise is larger than any");
  const logId = text(payload, 'logID');
  if (!/^([0-9a-f]{2}){1,64}$/i.test(logId)) throw new MalformedError("the log's ID is not hexadecimal");
  return {
    logId: Buffer.from(logId, 'hex'),
    logIndex: unsigned(payload, 'logIndex'),
    kind,
    version,
    ...(integratedTime === 0n ? {} : { integratedTime }),
    ...(promise.length === 0 ? {} : { promise }),
    body,
  };
}
