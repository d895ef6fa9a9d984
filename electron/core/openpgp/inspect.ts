import { AppError } from '../../../shared/error.ts';
import { CLEARTEXT_BEGIN, opensArmor, readArmor, splitLines } from './armor.ts';
import { readCertificates, startsWithByteOrderMark } from './certificate.ts';
import { readCleartext } from './cleartext.ts';
import { MalformedError } from './malformed.ts';
import { readPackets, TAG } from './packets.ts';
import { readSignatureEntry, SIGNATURE_TYPE } from './signature-packet.ts';
import type { Packet } from './packets.ts';
import type { SignatureEntry } from './signature-packet.ts';

/**
 * What a small file is, told by its content and never by its name. `textOutside`: something besides the armored blocks stands there
 * too, so the file may be a document or a program that only quotes them.
 */
export type OpenpgpContent =
  /** Detached signatures, one entry each, in the order they stand. */
  | { kind: 'signatures'; armored: boolean; textOutside: boolean; signatures: SignatureEntry[] }
  /** A cleartext-signed message: `text` is the signed part alone, lines ended by LF. */
  | { kind: 'cleartext'; text: Uint8Array; signatures: SignatureEntry[] }
  /** Public or secret keys; `readCertificates` reads them. `fingerprints` are those of the primary keys. */
  | { kind: 'keys'; armored: boolean; textOutside: boolean; secret: boolean; fingerprints: string[] }
  /** Revocations of a key, apart from it. */
  | { kind: 'revocations'; armored: boolean; textOutside: boolean; signatures: SignatureEntry[] }
  /** A message with its data inside: signed, compressed or encrypted. Never opened, and no detached signature. */
  | { kind: 'message'; armored: boolean }
  /** OpenPGP that breaks its rules: cut off, damaged, mixed, or dressed up. */
  | { kind: 'malformed'; armored: boolean; reason: string }
  /** No OpenPGP: an HTML page, nothing (or white space), anything else. */
  | { kind: 'web-page' | 'empty' | 'other' };

/** The most that is looked at: signatures and keys are smaller. */
export const MAX_INSPECTED_BYTES = 4 * 1024 * 1024;
/** The most signatures in one file. */
export const MAX_SIGNATURES = 64;

/** Says what the bytes are. Throws `too-large` over 4 MiB; whatever else they hold is told, not thrown. */
export function inspectOpenpgp(bytes: Uint8Array): OpenpgpContent {
  if (bytes.length > MAX_INSPECTED_BYTES) throw new AppError('too-large', 'no signature or key is over 4 MiB');
  if (isBinary(bytes)) return inspectBinary(bytes);
  const plain = startsWithByteOrderMark(bytes) ? bytes.subarray(3) : bytes;
  if (plain.every((octet) => WHITE_SPACE.has(octet))) return { kind: 'empty' };
  if (looksLikeWebPage(plain)) return { kind: 'web-page' };
  // Lines are made only where there is reason to: 4 MiB of anything else must cost next to nothing.
  if (!Buffer.from(plain.buffer, plain.byteOffset, plain.length).includes('-----BEGIN PGP ')) return { kind: 'other' };
  const lines = splitLines(plain);
  if (lines.some((line) => line.trimEnd() === CLEARTEXT_BEGIN)) {
    return orMalformed(true, () => inspectCleartext(lines));
  }
  if (!lines.some(opensArmor)) return { kind: 'other' };
  return orMalformed(true, () => inspectArmored(plain, lines));
}

const WHITE_SPACE: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20]);

function orMalformed(armored: boolean, read: () => OpenpgpContent): OpenpgpContent {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedError) return { kind: 'malformed', armored, reason: error.message };
    throw error;
  }
}

/** A packet's first octet has its top bit set; the first byte of other formats often has it too, so the packet must make sense. */
function isBinary(bytes: Uint8Array): boolean {
  return ((bytes[0] ?? 0) & 0x80) !== 0 && !startsWithByteOrderMark(bytes);
}

function inspectBinary(bytes: Uint8Array): OpenpgpContent {
  const first = bytes[0] ?? 0;
  const tag = (first & 0x40) === 0 ? (first >> 2) & 0x0f : first & 0x3f;
  const { packets, problem } = readPackets(bytes);
  if (packets.length === 0 && !startsLikePacket(bytes, tag)) return { kind: 'other' };
  if (packets[0] !== undefined && !isPlausible(packets[0])) return { kind: 'other' };
  if (problem !== undefined) return { kind: 'malformed', armored: false, reason: problem };
  return orMalformed(false, () => classify(packets, { armored: false, textOutside: false }, bytes));
}

/** Whether what may be a cut-off packet begins as a signature or key does: a version right behind the header. */
function startsLikePacket(bytes: Uint8Array, tag: number): boolean {
  if (!VERSIONED.has(tag)) return false;
  const first = bytes[0] ?? 0;
  const oldLength = [1, 2, 4, 0][first & 3] ?? 0;
  const second = bytes[1] ?? 0;
  const newLength = second < 192 ? 1 : second < 255 ? 2 : 5;
  const version = bytes[1 + ((first & 0x40) === 0 ? oldLength : newLength)];
  return version === undefined || (version >= 2 && version <= 6);
}

const VERSIONED: ReadonlySet<number> = new Set([TAG.signature, TAG.secretKey, TAG.publicKey]);
const DATA: ReadonlySet<number> = new Set([1, 3, 4, 8, 9, 11, 18, 20]);
const FILLING: ReadonlySet<number> = new Set([TAG.marker, TAG.trust, TAG.padding]);

function isPlausible({ tag, body }: Packet): boolean {
  const version = body[0] ?? 0;
  if (VERSIONED.has(tag)) return version >= 2 && version <= 6;
  // Data packets without a version: the kind of compression, of literal data.
  if (tag === 8) return version <= 3;
  if (tag === 11) return [0x62, 0x74, 0x75, 0x6c, 0x6d].includes(version);
  if (tag === TAG.marker) return Buffer.from(body).toString('latin1') === 'PGP';
  return DATA.has(tag) && version <= 6;
}

function inspectCleartext(lines: readonly string[]): OpenpgpContent {
  const { text, signatureData } = readCleartext(lines);
  const signatures = signaturesOnly(framed(signatureData));
  if (signatures === undefined) throw new MalformedError('the signed message has no signature');
  return { kind: 'cleartext', text, signatures };
}

function inspectArmored(bytes: Uint8Array, lines: readonly string[]): OpenpgpContent {
  const { blocks, textOutside } = readArmor(lines);
  return classify(
    blocks.flatMap(({ data }) => framed(data)),
    { armored: true, textOutside },
    bytes,
  );
}

interface Wrapping {
  armored: boolean;
  textOutside: boolean;
}

function classify(packets: readonly Packet[], wrapping: Wrapping, bytes: Uint8Array): OpenpgpContent {
  if (packets.some(({ tag }) => DATA.has(tag))) return { kind: 'message', armored: wrapping.armored };
  const signatures = signaturesOnly(packets);
  if (signatures !== undefined) {
    const kind = signatures.every(({ packet }) => isRevocation(packet?.type)) ? 'revocations' : 'signatures';
    return { kind, ...wrapping, signatures };
  }
  const meaningful = packets.find(({ tag }) => !FILLING.has(tag));
  if (meaningful?.tag !== TAG.publicKey && meaningful?.tag !== TAG.secretKey) {
    throw new MalformedError('no signature and no key is in it');
  }
  const { certificates } = readCertificates(bytes);
  return {
    kind: 'keys',
    ...wrapping,
    secret: packets.some(({ tag }) => tag === TAG.secretKey || tag === TAG.secretSubkey),
    fingerprints: certificates.map(({ primary }) => primary.fingerprint),
  };
}

function isRevocation(type: number | undefined): boolean {
  return (
    type === SIGNATURE_TYPE.keyRevocation ||
    type === SIGNATURE_TYPE.subkeyRevocation ||
    type === SIGNATURE_TYPE.certificationRevocation
  );
}

/** The entries, where there is at least one signature packet and nothing but such; nothing where there is something else. */
function signaturesOnly(packets: readonly Packet[]): SignatureEntry[] | undefined {
  const meaningful = packets.filter(({ tag }) => !FILLING.has(tag));
  if (meaningful.length === 0 || meaningful.some(({ tag }) => tag !== TAG.signature)) return undefined;
  if (meaningful.length > MAX_SIGNATURES) throw new MalformedError(`more than ${MAX_SIGNATURES} signatures`);
  return meaningful.map(({ body }) => readSignatureEntry(body));
}

function framed(data: Uint8Array): Packet[] {
  const { packets, problem } = readPackets(data);
  if (problem !== undefined) throw new MalformedError(problem);
  return packets;
}

function looksLikeWebPage(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 4_096)).toString('latin1').trimStart();
  return /^(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)?<(!doctype html|html|head|body|title|script|meta)[\s>]/i.test(start);
}
