import { createHash } from 'node:crypto';
import { digestByNumber, KEY_ALGORITHM } from './algorithms.ts';
import { ByteReader, concatBytes, fourOctets, upperHex } from './byte-reader.ts';
import { MalformedError, UnreadableError } from './malformed.ts';
import { criticalUnknown, readSubpackets, single, SUBPACKET } from './subpackets.ts';
import type { Subpacket } from './subpackets.ts';
import type { DigestAlgorithm } from '../hash/reading.ts';

/** Signature types (RFC 9580, section 5.2.1) that are read here. */
export const SIGNATURE_TYPE = {
  binary: 0x00,
  text: 0x01,
  certificationLowest: 0x10,
  certificationHighest: 0x13,
  subkeyBinding: 0x18,
  primaryBinding: 0x19,
  directKey: 0x1f,
  keyRevocation: 0x20,
  subkeyRevocation: 0x28,
  certificationRevocation: 0x30,
} as const;

/** A signature packet of version 4 (RFC 9580, section 5.2.3) or the old version 3 (section 5.2.2), taken apart. */
export interface SignaturePacket {
  readonly version: 3 | 4;
  readonly type: number;
  readonly keyAlgorithm: number;
  readonly digest: DigestAlgorithm;
  /** Seconds since 1970; from the hashed area only. */
  readonly created: number;
  /** Seconds after `created`, from the hashed area only. */
  readonly expiresAfter?: number;
  readonly hashed: readonly Subpacket[];
  /** Nothing here is protected by the signature: hints, and the back-signature, which stands for itself. */
  readonly unhashed: readonly Subpacket[];
  /** What is hashed behind the signed data (section 5.2.4). */
  readonly trailer: Uint8Array;
  /** The first two octets of the digest. */
  readonly digestStart: Uint8Array;
  /** The algorithm's own numbers: one or two integers, or one native string. */
  readonly values: readonly Uint8Array[];
  /** Key IDs (16 hex digits) and fingerprints that the signature hints at. */
  readonly issuers: readonly string[];
  /** The number of a critical subpacket in the hashed area that this app does not know: the signature must not be relied on. */
  readonly unknownCritical?: number;
}

/** One signature packet as a file holds it: taken apart, or why that could not be. */
export interface SignatureEntry {
  readonly body: Uint8Array;
  readonly packet?: SignaturePacket;
  /** Set where `packet` is not. `malformed`: breaks the rules; `unsupported`: of a kind that this app does not read. */
  readonly problem?: { kind: 'malformed' | 'unsupported'; reason: string };
}

/** Takes one signature packet's body apart; what it cannot read it names. Never throws. */
export function readSignatureEntry(body: Uint8Array): SignatureEntry {
  try {
    return { body, packet: readSignature(body) };
  } catch (error) {
    if (error instanceof UnreadableError) return { body, problem: { kind: 'unsupported', reason: error.message } };
    const reason = error instanceof MalformedError ? error.message : 'the signature packet cannot be read';
    return { body, problem: { kind: 'malformed', reason } };
  }
}

/** SHA-256 of the packet's body, hex: names this very signature. */
export function signatureDigest(entry: SignatureEntry): string {
  return createHash('sha256').update(entry.body).digest('hex');
}

function readSignature(body: Uint8Array): SignaturePacket {
  const reader = new ByteReader(body);
  const version = reader.octet();
  if (version === 4) return readVersion4(body, reader);
  if (version === 2 || version === 3) return readVersion3(reader);
  if (version === 5 || version === 6) throw new UnreadableError(`signature version ${version}`);
  throw new MalformedError('no known signature version');
}

function readVersion4(body: Uint8Array, reader: ByteReader): SignaturePacket {
  const type = reader.octet();
  const keyAlgorithm = reader.octet();
  const digest = readDigestName(reader);
  const hashed = readSubpackets(reader.take(reader.number(2)));
  const signedPart = body.subarray(0, reader.position);
  const unhashed = readSubpackets(reader.take(reader.number(2)));
  const digestStart = reader.take(2);
  const created = single(hashed, SUBPACKET.created, 4);
  if (created === undefined) throw new MalformedError('the signature has no date');
  const expiresAfter = single(hashed, SUBPACKET.expires, 4);
  const unknownCritical = criticalUnknown(hashed);
  return {
    version: 4,
    type,
    keyAlgorithm,
    digest,
    created,
    ...(expiresAfter === undefined || expiresAfter === 0 ? {} : { expiresAfter }),
    hashed,
    unhashed,
    trailer: concatBytes([signedPart, Uint8Array.of(4, 0xff), fourOctets(signedPart.length)]),
    digestStart,
    values: readValues(keyAlgorithm, reader),
    issuers: readIssuers([...hashed, ...unhashed]),
    ...(unknownCritical === undefined ? {} : { unknownCritical }),
  };
}

function readVersion3(reader: ByteReader): SignaturePacket {
  if (reader.octet() !== 5) throw new MalformedError('wrong length of the hashed part');
  const trailer = reader.take(5);
  const issuer = upperHex(reader.take(8));
  const keyAlgorithm = reader.octet();
  const digest = readDigestName(reader);
  const digestStart = reader.take(2);
  const fields = new ByteReader(trailer);
  return {
    version: 3,
    type: fields.octet(),
    created: fields.number(4),
    keyAlgorithm,
    digest,
    hashed: [],
    unhashed: [],
    trailer,
    digestStart,
    values: readValues(keyAlgorithm, reader),
    issuers: [issuer],
  };
}

function readDigestName(reader: ByteReader): DigestAlgorithm {
  const number = reader.octet();
  const digest = digestByNumber(number);
  if (digest === undefined) throw new UnreadableError(`digest algorithm ${number}`);
  return digest;
}

function readValues(algorithm: number, reader: ByteReader): Uint8Array[] {
  const values = takeValues(algorithm, reader);
  if (reader.left > 0) throw new MalformedError('something stands behind the signature');
  return values;
}

function takeValues(algorithm: number, reader: ByteReader): Uint8Array[] {
  switch (algorithm) {
    case KEY_ALGORITHM.rsa:
    case KEY_ALGORITHM.rsaSign:
      return [reader.mpi()];
    case KEY_ALGORITHM.dsa:
    case KEY_ALGORITHM.ecdsa:
    case KEY_ALGORITHM.eddsaLegacy:
      return [reader.mpi(), reader.mpi()];
    case KEY_ALGORITHM.ed25519:
      return [reader.take(64)];
    case KEY_ALGORITHM.ed448:
      return [reader.take(114)];
    default:
      throw new UnreadableError(`signature algorithm ${algorithm}`);
  }
}

function readIssuers(subpackets: readonly Subpacket[]): string[] {
  const issuers = new Set<string>();
  for (const { type, body } of subpackets) {
    if (type === SUBPACKET.issuer && body.length === 8) issuers.add(upperHex(body));
    if (type === SUBPACKET.issuerFingerprint && body.length > 1) issuers.add(upperHex(body.subarray(1)));
  }
  return [...issuers];
}
