import { createHash } from 'node:crypto';
import { CURVES, KEY_ALGORITHM } from './algorithms.ts';
import { ByteReader, concatBytes, upperHex } from './byte-reader.ts';
import { MalformedError, UnreadableError } from './malformed.ts';

/** The public part of a version 4 key packet (RFC 9580, section 5.5.2). */
export interface KeyPacket {
  /** The public part's bytes, as they are hashed. */
  readonly body: Uint8Array;
  /** Seconds since 1970. */
  readonly created: number;
  readonly algorithm: number;
  /** The algorithm's numbers: RSA n, e; DSA p, q, g, y; a curve's point. */
  readonly values: readonly Uint8Array[];
  /** The curve's name, as GnuPG names it; the hex of its identifier where it is not known. */
  readonly curve?: string;
  /** Of the modulus; only RSA, DSA and ElGamal. */
  readonly bits?: number;
  /** Upper-case hex, whole. */
  readonly fingerprint: string;
  /** The fingerprint's last 16 digits. */
  readonly keyId: string;
}

/**
 * Reads a public or secret key packet; of a secret one only the public part. Throws `UnreadableError` for versions other than 4,
 * `MalformedError` for broken ones.
 */
export function readKeyPacket(packetBody: Uint8Array, secret: boolean): KeyPacket {
  const reader = new ByteReader(packetBody);
  const version = reader.octet();
  if (version !== 4) throw new UnreadableError(`key version ${version}`);
  const created = reader.number(4);
  const algorithm = reader.octet();
  const { values, curve } = readValues(algorithm, reader, secret);
  if (!secret && reader.left > 0) throw new MalformedError('something stands behind the key');
  const body = packetBody.subarray(0, reader.position);
  const fingerprint = upperHex(createHash('sha1').update(keyForHash(body)).digest());
  const modulus = HAS_MODULUS.has(algorithm) ? values[0] : undefined;
  return {
    body,
    created,
    algorithm,
    values,
    ...(curve === undefined ? {} : { curve }),
    ...(modulus === undefined ? {} : { bits: bitLength(modulus) }),
    fingerprint,
    keyId: fingerprint.slice(-16),
  };
}

/** A key as signatures over keys hash it (section 5.2.4): also what the fingerprint is made of. */
export function keyForHash(body: Uint8Array): Uint8Array {
  return concatBytes([Uint8Array.of(0x99, body.length >> 8, body.length & 255), body]);
}

const HAS_MODULUS: ReadonlySet<number> = new Set([
  KEY_ALGORITHM.rsa,
  KEY_ALGORITHM.rsaEncrypt,
  KEY_ALGORITHM.rsaSign,
  KEY_ALGORITHM.elgamal,
  KEY_ALGORITHM.dsa,
]);

/** The key's kind in one word, as GnuPG writes it: `rsa4096`, `ed25519`, `nistp256`, `dsa2048`. */
export function keyAlgorithmName(key: KeyPacket): string {
  switch (key.algorithm) {
    case KEY_ALGORITHM.rsa:
    case KEY_ALGORITHM.rsaEncrypt:
    case KEY_ALGORITHM.rsaSign:
      return `rsa${key.bits ?? 0}`;
    case KEY_ALGORITHM.dsa:
      return `dsa${key.bits ?? 0}`;
    case KEY_ALGORITHM.elgamal:
      return `elg${key.bits ?? 0}`;
    case KEY_ALGORITHM.ed25519:
      return 'ed25519';
    case KEY_ALGORITHM.ed448:
      return 'ed448';
    case KEY_ALGORITHM.x25519:
      return 'cv25519';
    case KEY_ALGORITHM.x448:
      return 'cv448';
    default:
      return key.curve ?? `algorithm ${key.algorithm}`;
  }
}

function readValues(algorithm: number, reader: ByteReader, secret: boolean): { values: Uint8Array[]; curve?: string } {
  switch (algorithm) {
    case KEY_ALGORITHM.rsa:
    case KEY_ALGORITHM.rsaEncrypt:
    case KEY_ALGORITHM.rsaSign:
      return { values: [reader.mpi(), reader.mpi()] };
    case KEY_ALGORITHM.dsa:
      return { values: [reader.mpi(), reader.mpi(), reader.mpi(), reader.mpi()] };
    case KEY_ALGORITHM.elgamal:
      return { values: [reader.mpi(), reader.mpi(), reader.mpi()] };
    case KEY_ALGORITHM.ecdsa:
    case KEY_ALGORITHM.eddsaLegacy:
      return readCurve(reader);
    case KEY_ALGORITHM.ecdh: {
      const curve = readCurve(reader);
      reader.take(reader.octet());
      return curve;
    }
    case KEY_ALGORITHM.x25519:
    case KEY_ALGORITHM.ed25519:
      return { values: [reader.take(32)] };
    case KEY_ALGORITHM.x448:
      return { values: [reader.take(56)] };
    case KEY_ALGORITHM.ed448:
      return { values: [reader.take(57)] };
    default:
      // The end of the public part of a secret key is not known then, and so neither is its fingerprint.
      if (secret) throw new UnreadableError(`key algorithm ${algorithm}`);
      return { values: [reader.rest()] };
  }
}

function readCurve(reader: ByteReader): { values: Uint8Array[]; curve: string } {
  const identifier = Buffer.from(reader.take(reader.octet())).toString('hex');
  return { curve: CURVES[identifier] ?? identifier, values: [reader.mpi()] };
}

function bitLength(number: Uint8Array): number {
  const significant = number.findIndex((octet) => octet !== 0);
  if (significant === -1) return 0;
  const top = number[significant] ?? 0;
  return (number.length - significant - 1) * 8 + (32 - Math.clz32(top));
}
