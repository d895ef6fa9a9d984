import { createHash } from 'node:crypto';
import { AppError } from '../../../../shared/error.ts';
import { concatBytes } from '../byte-reader.ts';
import { bigEndian, splitPackets, TAG, toHex, writePackets } from './raw-packets.ts';
import type { RawPacket } from './raw-packets.ts';

/** A packet of a certificate with the signatures that stand behind it. */
export interface SignedPart {
  packet: RawPacket;
  signatures: RawPacket[];
}

/**
 * A transferable key cut into its parts (RFC 9580, section 10.1), nothing judged and nothing dropped but trust, marker and
 * padding packets. `primary` and `subkeys` hold secret packets where the file did.
 */
export interface KeyParts {
  primary: RawPacket;
  /** Signatures on the primary key itself: direct (0x1F) and revocations (0x20). */
  direct: RawPacket[];
  /** User IDs and user attributes. */
  users: SignedPart[];
  subkeys: SignedPart[];
}

/** All keys of a file. Throws `malformed` where the first packet is no primary key, as `splitPackets` does otherwise. */
export function readKeyParts(bytes: Uint8Array): KeyParts[] {
  const keys: KeyParts[] = [];
  let target: RawPacket[] | undefined;
  for (const packet of splitPackets(bytes)) {
    const key = keys.at(-1);
    if (packet.tag === TAG.publicKey || packet.tag === TAG.secretKey) {
      const parts: KeyParts = { primary: packet, direct: [], users: [], subkeys: [] };
      keys.push(parts);
      target = parts.direct;
    } else if (packet.tag === TAG.trust || packet.tag === TAG.marker || packet.tag === TAG.padding) {
      continue;
    } else if (key === undefined || target === undefined) {
      throw new AppError('malformed', 'the file does not begin with a key');
    } else if (packet.tag === TAG.signature) {
      target.push(packet);
    } else if (packet.tag === TAG.userId || packet.tag === TAG.userAttribute) {
      target = [];
      key.users.push({ packet, signatures: target });
    } else if (packet.tag === TAG.publicSubkey || packet.tag === TAG.secretSubkey) {
      target = [];
      key.subkeys.push({ packet, signatures: target });
    } else {
      throw new AppError('malformed', `a packet of type ${packet.tag} does not belong into a key`);
    }
  }
  if (keys.length === 0) throw new AppError('malformed', 'the file holds no key');
  return keys;
}

/** The one key of `bytes`. Throws `malformed` for more. */
export function readOneKey(bytes: Uint8Array): KeyParts {
  const [key, other] = readKeyParts(bytes);
  if (key === undefined || other !== undefined) throw new AppError('malformed', 'one key was expected');
  return key;
}

/** The parts as one binary transferable key. */
export function writeKeyParts(parts: KeyParts): Uint8Array {
  return writePackets([
    parts.primary,
    ...parts.direct,
    ...parts.users.flatMap((user) => [user.packet, ...user.signatures]),
    ...parts.subkeys.flatMap((subkey) => [subkey.packet, ...subkey.signatures]),
  ]);
}

/** The version 4 fingerprint (SHA-1) or version 6 fingerprint (SHA-256) of a public key packet's body, upper-case hex. */
export function fingerprintOf(publicBody: Uint8Array): string {
  const version = publicBody[0];
  const hash = createHash(version === 6 ? 'sha256' : 'sha1');
  return toHex(hash.update(hashedKey(publicBody)).digest());
}

/** A public key body as signatures and fingerprints hash it (RFC 9580, section 5.2.4). */
export function hashedKey(publicBody: Uint8Array): Uint8Array {
  return publicBody[0] === 6
    ? concatBytes([Uint8Array.of(0x9b), bigEndian(publicBody.length, 4), publicBody])
    : concatBytes([Uint8Array.of(0x99), bigEndian(publicBody.length, 2), publicBody]);
}

/** A deep enough copy: the lists are new, the packets shared, as they are never changed. */
export function copyParts(parts: KeyParts): KeyParts {
  const copy = (part: SignedPart): SignedPart => ({ packet: part.packet, signatures: [...part.signatures] });
  return {
    primary: parts.primary,
    direct: [...parts.direct],
    users: parts.users.map(copy),
    subkeys: parts.subkeys.map(copy),
  };
}
