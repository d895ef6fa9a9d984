import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { assertNever } from '../../../shared/assert-never.ts';
import { AppError } from '../../../shared/error.ts';
import { looksLikeManifest } from '../manifest/looks-like.ts';
import { parseManifest } from '../manifest/parse.ts';
import { inspectOpenpgp } from '../openpgp/inspect.ts';
import type { SignatureEntry } from '../openpgp/signature-packet.ts';
import { mayBeKey, nameSigned } from '../util/release-names.ts';
import type { ItemContent } from './item.ts';

/** The largest signature, key or manifest that is read whole. Everything larger is an artifact. */
const LARGEST_EVIDENCE = 4 * 1024 * 1024;
const LARGEST_MANIFEST = 64 * 1024 * 1024;
const HEAD = 4096;

/** Endings that nothing but a signature has. */
const SIGNATURE_ONLY = /\.(asc|sig|sign|minisig|sigstore|sigstore\.json)$/i;

/**
 * What the file at `path` is. Reads the first bytes, and the whole only where these can be a signature, a key or a manifest.
 * Throws what the system says where it can't be read.
 */
export async function detectFile(path: string, name: string, givenAsSignature: boolean): Promise<ItemContent> {
  const { head, size } = await readHead(path);
  const limit = looksLikeManifest(head, name) ? LARGEST_MANIFEST : LARGEST_EVIDENCE;
  const expectsSignature = givenAsSignature || SIGNATURE_ONLY.test(name);
  if (size > limit) {
    if (!expectsSignature) return { kind: 'artifact' };
    return { kind: 'no-signature', fault: 'damaged', detail: `it is ${size} bytes long, more than any signature` };
  }
  if (!expectsSignature && nameSigned(name) === null && !mayBeEvidence(head, name)) return { kind: 'artifact' };
  return detectBytes(size <= head.length ? head : await readWhole(path, size), name, expectsSignature);
}

/** What `bytes` are, with `name` as a hint for a manifest's algorithm. */
export function detectBytes(bytes: Uint8Array, name: string, expectsSignature: boolean): ItemContent {
  const foreign = foreignSignature(bytes);
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
      return expectsSignature ? noSignature('damaged', 'it holds the revocation of a key') : { kind: 'artifact' };
    case 'message':
      return expectsSignature
        ? noSignature('damaged', 'it is a whole message, not a detached signature')
        : { kind: 'artifact' };
    case 'malformed':
      return expectsSignature ? noSignature('damaged', found.reason) : { kind: 'artifact' };
    case 'web-page':
    case 'empty':
      if (expectsSignature) return noSignature(found.kind, 'it holds no signature');
      return found.kind === 'empty' ? { kind: 'artifact' } : detectManifest(bytes, name);
    case 'other':
      return expectsSignature ? noSignature('damaged', 'it holds no signature') : detectManifest(bytes, name);
    default:
      return assertNever(found);
  }
}

function detectCleartext(text: Uint8Array, entries: SignatureEntry[], name: string): ItemContent {
  const parsed = looksLikeManifest(text, name) ? parseManifest(text, name) : null;
  return { kind: 'cleartext', entries, text, ...(parsed?.ok === true ? { manifest: parsed.manifest } : {}) };
}

function detectManifest(bytes: Uint8Array, name: string): ItemContent {
  if (!looksLikeManifest(bytes, name)) return { kind: 'artifact' };
  const parsed = parseManifest(bytes, name);
  if (parsed.ok) return { kind: 'manifest', manifest: parsed.manifest };
  return { kind: 'manifest-malformed', problem: parsed.problem, text: Buffer.from(bytes).toString('latin1') };
}

function noSignature(fault: 'web-page' | 'empty' | 'damaged', detail: string): ItemContent {
  return { kind: 'no-signature', fault, detail };
}

/** Signatures of other formats, by what their first bytes say. */
function foreignSignature(bytes: Uint8Array): ItemContent | null {
  const head = Buffer.from(bytes.subarray(0, HEAD)).toString('latin1').trimStart();
  if (head.startsWith('untrusted comment:'))
    return { kind: 'unreadable-signature', format: 'minisign', label: 'minisign' };
  if (head.startsWith('-----BEGIN SSH SIGNATURE-----'))
    return { kind: 'unreadable-signature', format: 'ssh', label: 'SSH' };
  if (/^-----BEGIN (PKCS7|CMS|SIGNED MESSAGE)-----/.test(head))
    return { kind: 'unreadable-signature', format: 'x509', label: 'X.509' };
  if (head.startsWith('{') && head.includes('application/vnd.dev.sigstore.bundle')) {
    return { kind: 'unreadable-signature', format: 'sigstore', label: 'Sigstore' };
  }
  return null;
}

/** Whether a file without a signature's name is worth reading whole: an armor, an OpenPGP packet, a manifest, another format's mark. */
function mayBeEvidence(head: Uint8Array, name: string): boolean {
  return (
    startsWithArmor(head) || startsWithPacket(head) || looksLikeManifest(head, name) || foreignSignature(head) !== null
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

async function readHead(path: string): Promise<{ head: Uint8Array; size: number }> {
  // A FIFO must not hold the check up: it is opened without waiting, and then refused.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const info = await handle.stat();
    if (!info.isFile()) throw new AppError('not-a-file', path);
    const buffer = new Uint8Array(Math.min(info.size, HEAD));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return { head: buffer.subarray(0, bytesRead), size: info.size };
  } finally {
    await handle.close();
  }
}

async function readWhole(path: string, size: number): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const buffer = new Uint8Array(size);
    const { bytesRead } = await handle.read(buffer, 0, size, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
