import { seen, technical } from '../../../shared/seen.ts';
import type { ReadSigstore } from '../sigstore/read.ts';
import { once } from '../util/once.ts';
import type { ItemContent } from './item.ts';

/** The most that is looked at as a bundle. */
export const MAX_BUNDLE_BYTES = 16 * 1024 * 1024;

/** What only Sigstore's bundles, and cosign's older JSON, name. */
const MARKS =
  /vnd\.dev\.sigstore\.bundle|"(verificationMaterial|verification_material|base64Signature|dsseEnvelope|messageSignature)"/;
/** So many bundles may stand one below the other in a file. */
const MOST_LINES = 64;
const NEWLINE = 0x0a;

/** The readers, loaded when a file may be theirs. */
const readers = once(() => import('../sigstore/read.ts'));

/** Whether a file that begins like this is worth reading whole as a bundle. */
export function mayBeBundle(head: Uint8Array): boolean {
  return startsObject(head) && MARKS.test(latin1(head));
}

/** Whether a file is a PEM public key or certificate from its beginning to its end, whatever its name. */
export function mayBePem(head: Uint8Array): boolean {
  return /^\s*-----BEGIN (PUBLIC KEY|RSA PUBLIC KEY|CERTIFICATE)-----/.test(latin1(head.subarray(0, 200)));
}

/** What bytes that begin as an object are: bundles, or null where they are something else. */
export async function detectBundles(bytes: Uint8Array, expectsSignature: boolean): Promise<ItemContent | null> {
  if (!startsObject(bytes)) return null;
  const { readSigstore } = await readers();
  const lines = linesOf(bytes);
  const found = lines.length > 1 ? lines.map((line) => readSigstore(line)) : [readSigstore(bytes)];
  if (found.every((one) => one === null)) return null;
  return contentOf(found, expectsSignature);
}

/** A detached signature (base64, or bare), as cosign wrote it; null where it is none. */
export async function detectDetached(bytes: Uint8Array): Promise<ItemContent | null> {
  const { readDetached } = await readers();
  const found = readDetached(bytes);
  if (found === null) return null;
  return found.kind === 'content'
    ? { kind: 'sigstore', contents: [found.content], detached: bytes }
    : contentOf([found], true);
}

/**
 * PEM public keys, and certificates, which may be wrapped in base64 once more. Text beside them counts only under a name of theirs: a
 * document that quotes a key is a document.
 */
export function detectPem(bytes: Uint8Array, isNamedSo: boolean): ItemContent | null {
  if (bytes.length > 256 * 1024) return null;
  const text = unwrapped(latin1(bytes));
  if (!isNamedSo && !/^\s*(-----BEGIN ([A-Z ]+)-----[A-Za-z0-9+/=\s]+-----END \2-----\s*)+$/.test(text)) return null;
  if (text.includes('-----BEGIN CERTIFICATE-----')) return { kind: 'x509', bytes };
  return /-----BEGIN (RSA )?PUBLIC KEY-----/.test(text) ? { kind: 'public-key', bytes } : null;
}

function contentOf(found: readonly (ReadSigstore | null)[], expectsSignature: boolean): ItemContent | null {
  const contents = found.flatMap((one) => (one?.kind === 'content' ? [one.content] : []));
  if (contents.length === found.length) return { kind: 'sigstore', contents };
  const fault = found.find((one) => one?.kind === 'malformed');
  if (!expectsSignature) return { kind: 'artifact' };
  const why = fault?.kind === 'malformed' ? technical(fault.reason) : seen('becauseNoSignature');
  return { kind: 'no-signature', fault: 'damaged', why };
}

/** Each line, where every one of several is an object of its own (`gh attestation download` writes such files). */
function linesOf(bytes: Uint8Array): Uint8Array[] {
  if (!bytes.includes(NEWLINE)) return [];
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString('utf8')
    .split('\n', MOST_LINES + 1)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const isList = lines.length <= MOST_LINES && lines.every((line) => line.startsWith('{') && line.endsWith('}'));
  return isList ? lines.map((line) => new TextEncoder().encode(line)) : [];
}

function unwrapped(text: string): string {
  const trimmed = text.trim();
  if (!/^[A-Za-z0-9+/=\s]+$/.test(trimmed)) return text;
  const inner = Buffer.from(trimmed, 'base64').toString('latin1');
  return inner.trimStart().startsWith('-----BEGIN ') ? inner : text;
}

function startsObject(bytes: Uint8Array): boolean {
  return latin1(bytes.subarray(0, 64)).trimStart().startsWith('{');
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
