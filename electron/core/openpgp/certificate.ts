import { AppError } from '../../../shared/error.ts';
import { opensArmor, readArmor, splitLines } from './armor.ts';
import { readKeyPacket } from './key-packet.ts';
import { readPackets, TAG } from './packets.ts';
import { SIGNATURE_TYPE } from './signature-packet.ts';
import type { KeyPacket } from './key-packet.ts';
import type { Packet } from './packets.ts';

/** A user ID with the signatures that stand behind it, not yet read or verified. */
export interface UserIdPart {
  /** As it is hashed. */
  bytes: Uint8Array;
  signatures: Uint8Array[];
}

/** A subkey with the signatures that stand behind it. */
export interface SubkeyPart {
  key: KeyPacket;
  signatures: Uint8Array[];
}

/** A transferable public key (RFC 9580, section 10.1) as it was found: nothing in it is believed yet. */
export interface Certificate {
  primary: KeyPacket;
  /** Direct-key signatures and revocations. */
  signatures: Uint8Array[];
  userIds: UserIdPart[];
  subkeys: SubkeyPart[];
  /** The file held the secret part too. */
  hadSecret: boolean;
}

/** What came of a file of keys: those that could be read, and a sentence for each that could not. */
export interface CertificatesRead {
  certificates: Certificate[];
  /** Revocations of a key (0x20) that stand apart from it, as `gpg --gen-revoke` writes them. */
  revocations: Uint8Array[];
  problems: string[];
}

/** The most that `readCertificates` reads: a whole keyring. */
export const MAX_KEYRING_BYTES = 64 * 1024 * 1024;

/**
 * Reads all transferable public keys of a file, armored or binary, one or many; secret keys give their public part. Text between
 * armored blocks is passed over. A broken key does not lose the others. Throws `too-large` (over 64 MiB), nothing else.
 */
export function readCertificates(bytes: Uint8Array): CertificatesRead {
  if (bytes.length > MAX_KEYRING_BYTES) throw new AppError('too-large', 'a file of keys over 64 MiB');
  const problems: string[] = [];
  const certificates: Certificate[] = [];
  const revocations: Uint8Array[] = [];
  for (const part of binaryParts(bytes, problems)) {
    const { packets, problem } = readPackets(part);
    if (problem !== undefined) problems.push(problem);
    certificates.push(...groupCertificates(packets, revocations, problems));
  }
  return { certificates, revocations, problems };
}

/** Sorts packets into certificates; what belongs to none is passed over. */
function groupCertificates(packets: readonly Packet[], revocations: Uint8Array[], problems: string[]): Certificate[] {
  const certificates: Certificate[] = [];
  let current: Certificate | undefined;
  // Where the next signature belongs; nothing after something that could not be read.
  let target: Uint8Array[] | undefined;
  for (const { tag, body } of packets) {
    switch (tag) {
      case TAG.publicKey:
      case TAG.secretKey: {
        const primary = tryKey(body, tag === TAG.secretKey, problems);
        current = primary && { primary, signatures: [], userIds: [], subkeys: [], hadSecret: tag === TAG.secretKey };
        target = current?.signatures;
        if (current !== undefined) certificates.push(current);
        break;
      }
      case TAG.publicSubkey:
      case TAG.secretSubkey: {
        target = undefined;
        if (current === undefined) break;
        const key = tryKey(body, tag === TAG.secretSubkey, problems);
        if (key !== undefined) current.subkeys.push({ key, signatures: (target = []) });
        break;
      }
      case TAG.userId:
        target = [];
        current?.userIds.push({ bytes: body, signatures: target });
        break;
      case TAG.signature:
        // A revocation counts wherever it stands: a file may have been made by putting it behind the key.
        if (typeOf(body) === SIGNATURE_TYPE.keyRevocation) (current?.signatures ?? revocations).push(body);
        else target?.push(body);
        break;
      case TAG.trust:
      case TAG.marker:
      case TAG.padding:
        break;
      default:
        // A user attribute, or something new: the signatures behind it are over bytes that are not looked at.
        target = undefined;
    }
  }
  return certificates;
}

function typeOf(signature: Uint8Array): number | undefined {
  return signature[0] === 4 ? signature[1] : signature[2];
}

/** All copies of one certificate (same primary key) as one: what any copy knows counts, a revocation above all. */
export function mergeCertificates(copies: readonly [Certificate, ...Certificate[]]): Certificate {
  const [first, ...others] = copies;
  if (others.length === 0) return first;
  const userIds = new Map<string, UserIdPart[]>();
  const subkeys = new Map<string, SubkeyPart[]>();
  for (const copy of copies) {
    for (const part of copy.userIds) append(userIds, Buffer.from(part.bytes).toString('latin1'), part);
    for (const part of copy.subkeys) append(subkeys, part.key.fingerprint, part);
  }
  return {
    primary: first.primary,
    signatures: distinct(copies.flatMap(({ signatures }) => signatures)),
    userIds: [...userIds.values()].flatMap(mergeParts),
    subkeys: [...subkeys.values()].flatMap(mergeParts),
    hadSecret: copies.some(({ hadSecret }) => hadSecret),
  };
}

function mergeParts<T extends { signatures: Uint8Array[] }>(parts: readonly T[]): T[] {
  return parts.slice(0, 1).map((part) => ({ ...part, signatures: distinct(parts.flatMap((p) => p.signatures)) }));
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

function distinct(signatures: readonly Uint8Array[]): Uint8Array[] {
  return [...new Map(signatures.map((body) => [Buffer.from(body).toString('latin1'), body])).values()];
}

function tryKey(body: Uint8Array, secret: boolean, problems: string[]): KeyPacket | undefined {
  try {
    return readKeyPacket(body, secret);
  } catch (error) {
    problems.push(error instanceof Error ? error.message : 'a key cannot be read');
    return undefined;
  }
}

function binaryParts(bytes: Uint8Array, problems: string[]): Uint8Array[] {
  if (((bytes[0] ?? 0) & 0x80) !== 0 && !startsWithByteOrderMark(bytes)) return [bytes];
  const parts: Uint8Array[] = [];
  for (const lines of armoredBlocks(splitLines(bytes))) {
    try {
      parts.push(...readArmor(lines).blocks.map(({ data }) => data));
    } catch (error) {
      problems.push(error instanceof Error ? error.message : 'an armored block cannot be read');
    }
  }
  return parts;
}

/** The lines from each BEGIN to the next, so that one broken block does not lose the others. */
function armoredBlocks(lines: readonly string[]): string[][] {
  const blocks: string[][] = [];
  for (const [index, line] of lines.entries()) {
    if (opensArmor(index === 0 ? line.replace(/^\u00ef\u00bb\u00bf/, '') : line)) blocks.push([]);
    blocks.at(-1)?.push(line.replace(/^\u00ef\u00bb\u00bf/, ''));
  }
  return blocks;
}

/** Some editors put U+FEFF before the armor. */
export function startsWithByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
