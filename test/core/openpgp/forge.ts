import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { concatBytes, fourOctets } from '../../../electron/core/openpgp/byte-reader.ts';
import { keyForHash, readKeyPacket } from '../../../electron/core/openpgp/key-packet.ts';
import type { KeyPacket } from '../../../electron/core/openpgp/key-packet.ts';

/** Builds OpenPGP packets byte by byte, honest or forged, so that every point of the policy can be put to the test. */
export interface TestKey {
  packet: KeyPacket;
  /** The signature's integers over the bytes. */
  sign(digest: string, data: Uint8Array): Uint8Array;
  algorithm: number;
}

export const DAY = 86_400;
export const T0 = Date.UTC(2025, 0, 1) / 1000;

export function ed25519(created = T0): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const point = Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url');
  const oid = Buffer.from('092b06010401da470f01', 'hex');
  const body = concatBytes([
    Uint8Array.of(4),
    fourOctets(created),
    Uint8Array.of(22),
    oid,
    mpi(concatBytes([Uint8Array.of(0x40), point])),
  ]);
  return {
    packet: readKeyPacket(body, false),
    algorithm: 22,
    sign: (digest, data) => {
      const both = sign(null, createHash(digest).update(data).digest(), privateKey);
      return concatBytes([mpi(both.subarray(0, 32)), mpi(both.subarray(32))]);
    },
  };
}

/** `exponent` replaces the real one in the key's packet. */
export function rsa(bits: number, created = T0, exponent?: Uint8Array): TestKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  const { n, e } = createPublicKey(privateKey).export({ format: 'jwk' });
  const body = concatBytes([
    Uint8Array.of(4),
    fourOctets(created),
    Uint8Array.of(1),
    mpi(Buffer.from(n!, 'base64url')),
    mpi(exponent ?? Buffer.from(e!, 'base64url')),
  ]);
  return {
    packet: readKeyPacket(body, false),
    algorithm: 1,
    sign: (digest, data) => mpi(sign(digest, data, privateKey)),
  };
}

export function packet(tag: number, body: Uint8Array): Uint8Array {
  return concatBytes([Uint8Array.of(0xc0 | tag, 0xff), fourOctets(body.length), body]);
}

export function subpacket(type: number, body: Uint8Array | number[], critical = false): Uint8Array {
  const content = Uint8Array.from(body);
  return concatBytes([
    Uint8Array.of(0xff),
    fourOctets(content.length + 1),
    Uint8Array.of(type | (critical ? 0x80 : 0)),
    content,
  ]);
}

export interface SignatureOptions {
  created?: number;
  digest?: string;
  hashed?: Uint8Array[];
  unhashed?: Uint8Array[];
  /** The creation time goes here instead of the hashed area. */
  createdUnhashed?: boolean;
  /** Who really signs; the issuer's hint stays. */
  signer?: TestKey;
  /** Leave the issuer's hint out. */
  anonymous?: boolean;
  /** Name this key in the hint. */
  hint?: TestKey;
}

const DIGEST_NUMBER: Record<string, number> = {
  md5: 1,
  sha1: 2,
  ripemd160: 3,
  sha256: 8,
  sha384: 9,
  sha512: 10,
  sha224: 11,
};

/** A version 4 signature packet's body. */
export function signature(key: TestKey, type: number, data: Uint8Array[], options: SignatureOptions = {}): Uint8Array {
  const { created = T0 + DAY, digest = 'sha256', hashed = [], unhashed = [], signer = key } = options;
  const date = subpacket(2, fourOctets(created));
  const issuer = subpacket(16, Buffer.from((options.hint ?? key).packet.keyId, 'hex'));
  const hashedArea = concatBytes([...(options.createdUnhashed === true ? [] : [date]), ...hashed]);
  const unhashedArea = concatBytes([
    ...(options.createdUnhashed === true ? [date] : []),
    ...(options.anonymous === true ? [] : [issuer]),
    ...unhashed,
  ]);
  const number = DIGEST_NUMBER[digest]!;
  const head = concatBytes([Uint8Array.of(4, type, key.algorithm, number), twoOctets(hashedArea.length), hashedArea]);
  const toHash = concatBytes([...data, head, Uint8Array.of(4, 0xff), fourOctets(head.length)]);
  const start = createHash(digest).update(toHash).digest().subarray(0, 2);
  return concatBytes([head, twoOctets(unhashedArea.length), unhashedArea, start, signer.sign(digest, toHash)]);
}

/** A version 3 signature packet's body. */
export function oldSignature(key: TestKey, type: number, data: Uint8Array[], created = T0 + DAY): Uint8Array {
  const trailer = concatBytes([Uint8Array.of(type), fourOctets(created)]);
  const toHash = concatBytes([...data, trailer]);
  const start = createHash('sha256').update(toHash).digest().subarray(0, 2);
  const keyId = Buffer.from(key.packet.keyId, 'hex');
  return concatBytes([
    Uint8Array.of(3, 5),
    trailer,
    keyId,
    Uint8Array.of(key.algorithm, 8),
    start,
    key.sign('sha256', toHash),
  ]);
}

export const publicKey = (key: TestKey): Uint8Array => packet(6, key.packet.body);
export const subkeyPacket = (key: TestKey): Uint8Array => packet(14, key.packet.body);
export const userId = (text: string): Uint8Array => packet(13, Buffer.from(text));
export const flags = (octet: number): Uint8Array => subpacket(27, [octet]);
export const keyExpires = (seconds: number): Uint8Array => subpacket(9, fourOctets(seconds));
export const reason = (code: number): Uint8Array => subpacket(29, [code]);

/** A certification (0x13) of a user ID. */
export function certify(key: TestKey, text: string, options: SignatureOptions = {}, type = 0x13): Uint8Array {
  const bytes = Buffer.from(text);
  const data = [keyForHash(key.packet.body), Uint8Array.of(0xb4), fourOctets(bytes.length), bytes];
  return packet(2, signature(key, type, data, { hashed: [flags(3)], ...options }));
}

/** A signature over the primary key alone: direct (0x1f) or revocation (0x20). */
export function onKey(key: TestKey, type: number, options: SignatureOptions = {}): Uint8Array {
  return packet(2, signature(key, type, [keyForHash(key.packet.body)], options));
}

export interface BindingOptions extends SignatureOptions {
  /** The back-signature's own options; `none` leaves it out. */
  back?: SignatureOptions | 'none';
  backInHashedArea?: boolean;
  flags?: number | 'none';
}

/** A subkey's binding (0x18), with its back-signature. */
export function bind(primary: TestKey, subkey: TestKey, options: BindingOptions = {}): Uint8Array {
  const data = [keyForHash(primary.packet.body), keyForHash(subkey.packet.body)];
  const back =
    options.back === 'none'
      ? []
      : [subpacket(32, signature(subkey, 0x19, data, { created: options.created ?? T0 + DAY, ...options.back }))];
  const inHashed = options.backInHashedArea === true ? back : [];
  const inUnhashed = options.backInHashedArea === true ? [] : back;
  const flag = options.flags === 'none' ? [] : [flags(options.flags ?? 2)];
  return packet(
    2,
    signature(primary, 0x18, data, {
      ...options,
      hashed: [...flag, ...inHashed, ...(options.hashed ?? [])],
      unhashed: inUnhashed,
    }),
  );
}

/** A revocation of a subkey (0x28). */
export function revokeSubkey(primary: TestKey, subkey: TestKey, options: SignatureOptions = {}): Uint8Array {
  return packet(
    2,
    signature(primary, 0x28, [keyForHash(primary.packet.body), keyForHash(subkey.packet.body)], options),
  );
}

/** Armor with the label given. */
export function armor(label: string, data: Uint8Array): string {
  const lines =
    Buffer.from(data)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN PGP ${label}-----\n\n${lines.join('\n')}\n-----END PGP ${label}-----\n`;
}

export const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

function mpi(number: Uint8Array): Uint8Array {
  let start = 0;
  while (start < number.length && number[start] === 0) start += 1;
  const significant = number.subarray(start);
  const bits = significant.length === 0 ? 0 : significant.length * 8 - Math.clz32(significant[0]!) + 24;
  return concatBytes([twoOctets(bits), significant]);
}

function twoOctets(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 255);
}
