import { ByteReader, sameBytes } from './byte-reader.ts';
import { MalformedError } from './malformed.ts';

/** Signature subpackets that are read here, by number (RFC 9580, section 5.2.3.7). */
export const SUBPACKET = {
  created: 2,
  expires: 3,
  keyExpires: 9,
  issuer: 16,
  notation: 20,
  primaryUserId: 25,
  keyFlags: 27,
  signersUserId: 28,
  revocationReason: 29,
  embeddedSignature: 32,
  issuerFingerprint: 33,
} as const;

/** One signature subpacket. */
export interface Subpacket {
  type: number;
  critical: boolean;
  body: Uint8Array;
}

const MAX_SUBPACKETS = 1_000;

/** The subpackets of one area, in order. Throws `MalformedError`. */
export function readSubpackets(area: Uint8Array): Subpacket[] {
  const reader = new ByteReader(area);
  const subpackets: Subpacket[] = [];
  while (reader.left > 0) {
    if (subpackets.length === MAX_SUBPACKETS) throw new MalformedError('too many subpackets');
    const first = reader.octet();
    const length = first < 192 ? first : first < 255 ? (first - 192) * 256 + reader.octet() + 192 : reader.number(4);
    if (length === 0) throw new MalformedError('an empty subpacket');
    const type = reader.octet();
    subpackets.push({ type: type & 0x7f, critical: (type & 0x80) !== 0, body: reader.take(length - 1) });
  }
  return subpackets;
}

/**
 * The number in the one subpacket of a type, from the area given; nothing where there is none. Two that differ, or a wrong
 * length, throw `MalformedError`: whoever reads the first and whoever reads the last must not read different things.
 */
export function single(area: readonly Subpacket[], type: number, octets: 4): number | undefined {
  const body = onlyBody(area, type);
  if (body === undefined) return undefined;
  if (body.length !== octets) throw new MalformedError(`subpacket ${type} has a wrong length`);
  return new ByteReader(body).number(octets);
}

/** The bytes of the one subpacket of a type; nothing where there is none. Throws `MalformedError` for two that differ. */
export function onlyBody(area: readonly Subpacket[], type: number): Uint8Array | undefined {
  const [first, ...others] = area.filter((subpacket) => subpacket.type === type);
  if (first !== undefined && others.some((other) => !sameBytes(other.body, first.body))) {
    throw new MalformedError(`subpacket ${type} stands there twice and differs`);
  }
  return first?.body;
}

/** The first critical subpacket whose meaning this app does not know (section 5.2.3.7): the signature is in error then. No notation is known. */
export function criticalUnknown(area: readonly Subpacket[]): number | undefined {
  return area.find(({ critical, type }) => critical && !UNDERSTOOD.has(type))?.type;
}

const UNDERSTOOD: ReadonlySet<number> = new Set([
  2, 3, 4, 5, 7, 9, 11, 12, 16, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 39,
]);
