import { createHash } from 'node:crypto';
import { assertNever } from '../../../shared/assert-never.ts';
import { seen, type Seen, technical } from '../../../shared/seen.ts';
import { assertSame, type OpenFile, openRegularFile } from '../hash/regular-file.ts';
import { looksLikeManifest } from '../manifest/looks-like.ts';
import { MAX_MANIFEST_BYTES, parseManifestInSlices } from '../manifest/parse.ts';
import { inspectOpenpgp, MAX_INSPECTED_BYTES } from '../openpgp/inspect.ts';
import type { SignatureEntry } from '../openpgp/signature-packet.ts';
import { mayBeKey, nameCertified, nameSigned } from '../util/release-names.ts';
import {
  detectBundles,
  detectDetached,
  detectPem,
  MAX_BUNDLE_BYTES,
  mayBeBundle,
  mayBePem,
} from './detect-sigstore.ts';
import type { ItemContent } from './item.ts';

const HEAD = 4096;

/** Endings that nothing but a signature has. */
const SIGNATURE_ONLY = /\.(asc|sig|sign|minisig|sigstore|sigstore\.json)$/i;
const BUNDLE_ONLY = /\.sigstore(\.json)?$/i;

/** What a file is, with the SHA-256 of its bytes where all of them were looked at. */
export interface Detected {
  content: ItemContent;
  sha256?: string;
  /** In bytes. */
  size: number;
}

/**
 * What the file at `path` is. Reads the first bytes, and the whole only where these can be a signature, a key or a manifest.
 * Throws `not-a-file`, `changed-while-read`, or what the system says where it can't be read.
 */
export async function detectFile(path: string, name: string, givenAsSignature: boolean): Promise<Detected> {
  // A FIFO must not hold the check up: it is opened without waiting, and then refused. Head and whole come from one open file.
  const { handle, identity } = await openRegularFile(path);
  try {
    const size = Number(identity.size);
    const head = await readBytes(handle, Math.min(size, HEAD));
    const isBundle = mayBeBundle(head) || BUNDLE_ONLY.test(name);
    const limit = looksLikeManifest(head, name)
      ? MAX_MANIFEST_BYTES
      : isBundle
        ? MAX_BUNDLE_BYTES
        : MAX_INSPECTED_BYTES;
    const expectsSignature = givenAsSignature || SIGNATURE_ONLY.test(name);
    if (size > limit) {
      if (!expectsSignature) return { content: { kind: 'artifact' }, size };
      return { content: noSignature('damaged', seen('becauseTooLong', { bytes: size })), size };
    }
    const isNamedSo = nameSigned(name) !== null || mayBeKey(name) || nameCertified(name) !== null;
    if (!expectsSignature && !isNamedSo && !isBundle && !mayBeEvidence(head, name))
      return { content: { kind: 'artifact' }, size };
    const bytes = size <= head.length ? head : await readBytes(handle, size);
    assertSame(path, identity, await handle.stat({ bigint: true }));
    const content = await detectBytes(bytes, name, expectsSignature);
    return { content, sha256: createHash('sha256').update(bytes).digest('hex'), size };
  } finally {
    await handle.close();
  }
}

/** What `bytes` are, with `name` as a hint for a manifest's algorithm. */
export async function detectBytes(bytes: Uint8Array, name: string, expectsSignature: boolean): Promise<ItemContent> {
  const isForSignature = expectsSignature || nameSigned(name) !== null;
  const bundles = bytes.length > MAX_BUNDLE_BYTES ? null : await detectBundles(bytes, isForSignature);
  if (bundles !== null) return bundles;
  if (bytes.length > MAX_INSPECTED_BYTES) return detectLarge(bytes, name, expectsSignature);
  const pem = detectPem(bytes, mayBeKey(name) || nameCertified(name) !== null);
  if (pem !== null) return pem.kind === 'x509' && expectsSignature ? { kind: 'public-key', bytes } : pem;
  const foreign = foreignSignature(bytes);
  if (foreign === 'ssh') return detectSsh(bytes);
  if (foreign !== null) return foreign;
  const found = inspectOpenpgp(bytes);
  switch (found.kind) {
    case 'signatures':
      // A text that quotes a signature or a key is not one: it must not hide from what asks who covers it.
      if (found.textOutside && !expectsSignature) return { kind: 'artifact' };
      return { kind: 'signature', entries: found.signatures };
    case 'cleartext':
      return detectCleartext(found.text, found.signatures, nameSigned(name) ?? name);
    case 'keys':
      return found.textOutside && !expectsSignature && !mayBeKey(name)
        ? { kind: 'artifact' }
        : { kind: 'certificate', bytes };
    case 'revocations':
      return expectsSignature ? noSignature('damaged', seen('becauseRevocation')) : { kind: 'artifact' };
    case 'message':
      return expectsSignature ? noSignature('damaged', seen('becauseMessage')) : { kind: 'artifact' };
    case 'malformed':
      return expectsSignature ? noSignature('damaged', technical(found.reason)) : { kind: 'artifact' };
    case 'web-page':
    case 'empty':
      if (expectsSignature) return noSignature(found.kind, seen('becauseNoSignature'));
      return found.kind === 'empty' ? { kind: 'artifact' } : detectManifest(bytes, name);
    case 'other':
      return expectsSignature ? detectExpected(bytes, name) : detectManifest(bytes, name);
    default:
      return assertNever(found);
  }
}

/** What stands where a signature should, and is none of OpenPGP's. */
async function detectExpected(bytes: Uint8Array, name: string): Promise<ItemContent> {
  const detached = await detectDetached(bytes);
  if (detached !== null) return detached;
  // A list may be named among the signatures; under a signature's name it is not what it should be.
  return nameSigned(name) !== null || !looksLikeManifest(bytes, name)
    ? noSignature('damaged', seen('becauseNoSignature'))
    : detectManifest(bytes, name);
}

/** Only lists may be larger than any signature or key. */
function detectLarge(bytes: Uint8Array, name: string, expectsSignature: boolean): ItemContent | Promise<ItemContent> {
  if (expectsSignature) return noSignature('damaged', seen('becauseTooLong', { bytes: bytes.length }));
  return startsWithArmor(bytes) ? { kind: 'artifact' } : detectManifest(bytes, name);
}

async function detectCleartext(text: Uint8Array, entries: SignatureEntry[], name: string): Promise<ItemContent> {
  const parsed = looksLikeManifest(text, name) ? await parseManifestInSlices(text, name) : null;
  return { kind: 'cleartext', entries, text, ...(parsed?.ok === true ? { manifest: parsed.manifest } : {}) };
}

async function detectManifest(bytes: Uint8Array, name: string): Promise<ItemContent> {
  if (!looksLikeManifest(bytes, name)) return { kind: 'artifact' };
  const parsed = await parseManifestInSlices(bytes, name);
  if (parsed.ok) return { kind: 'manifest', manifest: parsed.manifest };
  return { kind: 'manifest-malformed', problem: parsed.problem, text: Buffer.from(bytes).toString('utf8') };
}

function noSignature(fault: 'web-page' | 'empty' | 'damaged', why: Seen): ItemContent {
  return { kind: 'no-signature', fault, why };
}

/** Signatures of other formats, by what their first bytes say. */
function foreignSignature(bytes: Uint8Array): ItemContent | 'ssh' | null {
  const head = Buffer.from(bytes.subarray(0, HEAD)).toString('latin1').trimStart();
  if (head.startsWith('untrusted comment:'))
    return { kind: 'unreadable-signature', format: 'minisign', label: 'minisign' };
  if (head.startsWith('-----BEGIN SSH SIGNATURE-----')) return 'ssh';
  if (/^-----BEGIN (PKCS7|CMS|SIGNED MESSAGE)-----/.test(head))
    return { kind: 'unreadable-signature', format: 'x509', label: 'X.509' };
  return null;
}

async function detectSsh(bytes: Uint8Array): Promise<ItemContent> {
  const { readSshSignature } = await import('../ssh/signature.ts');
  const read = readSshSignature(bytes);
  return { kind: 'ssh', bytes, ...(read.kind === 'signature' ? { hash: read.signature.hash } : {}) };
}

/** Whether a file without a signature's name is worth reading whole: an armor, an OpenPGP packet, a manifest, another format's mark. */
function mayBeEvidence(head: Uint8Array, name: string): boolean {
  return (
    startsWithArmor(head) ||
    startsWithPacket(head) ||
    mayBePem(head) ||
    looksLikeManifest(head, name) ||
    foreignSignature(head) !== null
  );
}

function startsWithArmor(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, HEAD)).includes('-----BEGIN PGP ');
}

/** A signature, public or secret key packet's first octet (RFC 9580, section 4.2). */
function startsWithPacket(bytes: Uint8Array): boolean {
  const first = bytes[0] ?? 0;
  if ((first & 0x80) === 0) return false;
  const tag = (first & 0x40) === 0 ? (first >> 2) & 0x0f : first & 0x3f;
  return tag === 2 || tag === 5 || tag === 6;
}

/** The first `length` bytes, or all where there are fewer. */
async function readBytes(handle: OpenFile, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(buffer, done, length - done, done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}
