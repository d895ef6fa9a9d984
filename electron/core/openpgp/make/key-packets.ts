import { config, enums, PublicKeyPacket, PublicSubkeyPacket, SecretKeyPacket, SecretSubkeyPacket } from 'openpgp';
import type { Config } from 'openpgp';
import { AppError } from '../../../../shared/error.ts';
import { TAG } from './raw-packets.ts';
import type { RawPacket } from './raw-packets.ts';

/** A secret key or subkey packet that was read, its secret part in the clear or absent. */
export type SecretPacket = SecretKeyPacket | SecretSubkeyPacket;

/** A public key or subkey packet that was read. */
export type PublicPacket = PublicKeyPacket | PublicSubkeyPacket;

/** What the library's packets can do beside what their types say. */
interface Readable {
  read(bytes: Uint8Array): Promise<number>;
  write(): Uint8Array;
  writePublicKey(): Uint8Array;
}

/**
 * Our settings for the library: its lists of refused algorithms emptied (what counts is judged elsewhere), version 4, no
 * salt notations (every signature is verified before it is handed out, which is what they are for), secret keys protected by an
 * iterated and salted S2K and AES-256-CFB, which GnuPG 2.2 opens (Argon2 and AEAD it does not).
 */
export const MAKING: Config = {
  ...config,
  aeadProtect: false,
  v6Keys: false,
  s2kType: enums.s2k.iterated,
  s2kIterationCountByte: 255,
  minRSABits: 1024,
  nonDeterministicSignaturesViaNotation: false,
  rejectHashAlgorithms: new Set(),
  rejectMessageHashAlgorithms: new Set(),
  rejectPublicKeyAlgorithms: new Set(),
  rejectCurves: new Set(),
};

/** Whether a packet holds a secret key or subkey. */
export function isSecretPacket(packet: RawPacket): boolean {
  return packet.tag === TAG.secretKey || packet.tag === TAG.secretSubkey;
}

function isSubkey(packet: RawPacket): boolean {
  return packet.tag === TAG.secretSubkey || packet.tag === TAG.publicSubkey;
}

/** Reads the public part of a public or secret key packet. Throws `unsupported` for kinds that are not known. */
export async function readPublicPacket(packet: RawPacket): Promise<PublicPacket> {
  const key = isSubkey(packet) ? new PublicSubkeyPacket() : new PublicKeyPacket();
  await reading(() => (key as unknown as Readable).read(packet.body));
  return key;
}

/** The public packet inside a secret one, byte for byte; public packets are given back as they are. */
export async function publicPart(packet: RawPacket): Promise<RawPacket> {
  if (!isSecretPacket(packet)) return packet;
  const key = isSubkey(packet) ? new PublicSubkeyPacket() : new PublicKeyPacket();
  const length = await reading(() => (key as unknown as Readable).read(packet.body));
  return { tag: isSubkey(packet) ? TAG.publicSubkey : TAG.publicKey, body: packet.body.slice(0, length) };
}

/** Reads a secret packet, whatever protects it. Throws `malformed` or `unsupported`. */
export async function readSecretPacket(packet: RawPacket): Promise<SecretPacket> {
  const key = isSubkey(packet) ? new SecretSubkeyPacket() : new SecretKeyPacket();
  await reading(() => (key as unknown as Readable).read(packet.body));
  return key;
}

/** A secret packet's bytes as they would stand in a file. */
export function writeSecretPacket(key: SecretPacket): RawPacket {
  const tag = key instanceof SecretSubkeyPacket ? TAG.secretSubkey : TAG.secretKey;
  return { tag, body: (key as unknown as Readable).write() };
}

/** A secret packet's public half. */
export function publicPacketOf(key: SecretPacket): RawPacket {
  const tag = key instanceof SecretSubkeyPacket ? TAG.publicSubkey : TAG.publicKey;
  return { tag, body: (key as unknown as Readable).writePublicKey() };
}

/** The whole fingerprint, upper-case hex. */
export function fingerprintOfPacket(key: SecretPacket | PublicPacket): string {
  return key.getFingerprint().toUpperCase();
}

async function reading<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const detail = error instanceof Error ? error.message : '';
    const unsupported = error instanceof Error && error.constructor.name === 'UnsupportedError';
    throw new AppError(unsupported || /unsupported|unknown/i.test(detail) ? 'unsupported' : 'malformed', detail);
  }
}
