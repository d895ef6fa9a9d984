import { concatBytes } from './byte-reader.ts';
import { MalformedError } from './malformed.ts';

/** The packet types that this app knows by name (RFC 9580, section 5). */
export const TAG = {
  signature: 2,
  secretKey: 5,
  publicKey: 6,
  secretSubkey: 7,
  marker: 10,
  trust: 12,
  userId: 13,
  publicSubkey: 14,
  userAttribute: 17,
  padding: 21,
} as const;

/** One packet: its type and the bytes that its header frames. */
export interface Packet {
  tag: number;
  body: Uint8Array;
}

/** Packets in the order they stand; `problem` is set where the rest does not frame, and what stands before it is still given. */
export interface PacketSequence {
  packets: Packet[];
  problem?: string;
}

const MAX_PACKETS = 100_000;
/** Types whose length may come in pieces or be left open (section 4.2.1.4): literal, compressed and encrypted data. */
const STREAMED = new Set([8, 9, 11, 18, 20]);

/** Frames the packets of a binary sequence, copying nothing. Never throws. */
export function readPackets(bytes: Uint8Array): PacketSequence {
  const packets: Packet[] = [];
  let at = 0;
  try {
    while (at < bytes.length) {
      if (packets.length === MAX_PACKETS) throw new MalformedError('too many packets');
      const { packet, next } = readPacket(bytes, at);
      packets.push(packet);
      at = next;
    }
  } catch (error) {
    return { packets, problem: error instanceof Error ? error.message : 'unknown' };
  }
  return { packets };
}

function readPacket(bytes: Uint8Array, start: number): { packet: Packet; next: number } {
  const first = octetAt(bytes, start);
  if ((first & 0x80) === 0) throw new MalformedError('a packet header was expected');
  return (first & 0x40) === 0 ? readOld(bytes, start, first) : readNew(bytes, start, first & 0x3f);
}

function readOld(bytes: Uint8Array, start: number, first: number): { packet: Packet; next: number } {
  const tag = (first >> 2) & 0x0f;
  const lengthOctets = [1, 2, 4, 0][first & 3] ?? 0;
  if (lengthOctets === 0) {
    if (!STREAMED.has(tag)) throw new MalformedError('a packet has no length');
    return { packet: { tag, body: bytes.subarray(start + 1) }, next: bytes.length };
  }
  let length = 0;
  for (let i = 1; i <= lengthOctets; i += 1) length = length * 256 + octetAt(bytes, start + i);
  return framed(bytes, tag, start + 1 + lengthOctets, length);
}

function readNew(bytes: Uint8Array, start: number, tag: number): { packet: Packet; next: number } {
  let at = start + 1;
  const pieces: Uint8Array[] = [];
  for (;;) {
    const { length, partial, octets } = readLength(bytes, at);
    const { packet, next } = framed(bytes, tag, at + octets, length);
    if (!partial && pieces.length === 0) return { packet, next };
    if (!STREAMED.has(tag)) throw new MalformedError('a packet comes in pieces that must not');
    pieces.push(packet.body);
    if (!partial) return { packet: { tag, body: concatBytes(pieces) }, next };
    at = next;
  }
}

/** A length in the new format (section 4.2.1). */
function readLength(bytes: Uint8Array, at: number): { length: number; partial: boolean; octets: number } {
  const first = octetAt(bytes, at);
  if (first < 192) return { length: first, partial: false, octets: 1 };
  if (first < 224) return { length: (first - 192) * 256 + octetAt(bytes, at + 1) + 192, partial: false, octets: 2 };
  if (first < 255) return { length: 2 ** (first & 0x1f), partial: true, octets: 1 };
  let length = 0;
  for (let i = 1; i <= 4; i += 1) length = length * 256 + octetAt(bytes, at + i);
  return { length, partial: false, octets: 5 };
}

function framed(bytes: Uint8Array, tag: number, start: number, length: number): { packet: Packet; next: number } {
  if (tag === 0) throw new MalformedError('packet type 0 is reserved');
  if (start + length > bytes.length) throw new MalformedError('a packet is cut off');
  return { packet: { tag, body: bytes.subarray(start, start + length) }, next: start + length };
}

function octetAt(bytes: Uint8Array, at: number): number {
  const octet = bytes[at];
  if (octet === undefined) throw new MalformedError('a packet header is cut off');
  return octet;
}
