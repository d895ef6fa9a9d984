import { enums, generateKey } from 'openpgp';
import type { PrivateKey, SignaturePacket } from 'openpgp';
import type { KeyAlgorithm } from '../../../../shared/model/key.ts';
import type { KeyParts } from './certificate-parts.ts';
import { MAKING, publicPacketOf, writeSecretPacket } from './key-packets.ts';
import type { SecretPacket } from './key-packets.ts';
import { makeRevocationCertificate } from './revoke.ts';
import { makeSignature, rawSignature } from './signatures.ts';
import type { SignatureFields, SignedMaterial } from './signatures.ts';
import { makeUserId } from './user-id.ts';
import { endOfValidity, secondsOfLife } from './validity.ts';
import type { RawPacket } from './raw-packets.ts';

/** Key material as it is kept: the public certificate, and the secret packets that are here, unprotected. */
export interface KeyMaterial {
  certificate: KeyParts;
  secrets: RawPacket[];
}

/** Key flags (RFC 9580, section 5.2.3.29). */
export const FLAGS = { certify: enums.keyFlags.certifyKeys, sign: enums.keyFlags.signData } as const;

/** What a new key tells others about itself: as GnuPG 2.2 writes it, with SHA-256 first and without what is broken or rare. */
const PREFERENCES: SignatureFields = {
  preferredSymmetricAlgorithms: [enums.symmetric.aes256, enums.symmetric.aes192, enums.symmetric.aes128],
  preferredHashAlgorithms: [enums.hash.sha256, enums.hash.sha512, enums.hash.sha384],
  preferredCompressionAlgorithms: [enums.compression.zlib, enums.compression.zip, enums.compression.uncompressed],
  // Modification detection: what GnuPG 2.2 can read.
  features: Uint8Array.of(1),
  // Only the owner should change this key on a server.
  keyServerPreferences: [0x80],
};

/** A key made new. */
export interface GeneratedKey extends KeyMaterial {
  revocationCertificate: string;
}

/**
 * Makes a key whose primary only certifies and whose subkey signs, both ending after `validity` (`2y`, `18m`, `90d`, `never`), and its
 * revocation certificate. Ed25519 in the form that GnuPG 2.2 reads (algorithm 22), or RSA with 4096 bits. Throws `usage` for names and
 * validities that cannot be.
 */
export async function generateOpenpgpKey(request: {
  name: string;
  email: string;
  algorithm: KeyAlgorithm;
  validity: string;
  now: Date;
}): Promise<GeneratedKey> {
  const user = makeUserId(request.name, request.email);
  const now = wholeSeconds(request.now);
  const life = secondsOfLife(now, endOfValidity(request.validity, now));
  const { primary, subkey } = await makePackets(request.algorithm, now);
  const primaryPublic = publicPacketOf(primary);
  const certification = await makeSignature(
    enums.signature.certPositive,
    primary,
    { primary: primaryPublic.body, user },
    now,
    { ...PREFERENCES, keyFlags: Uint8Array.of(FLAGS.certify), keyExpirationTime: life, isPrimaryUserID: true },
  );
  const certificate: KeyParts = {
    primary: primaryPublic,
    direct: [],
    users: [{ packet: user, signatures: [rawSignature(certification)] }],
    subkeys: [
      {
        packet: publicPacketOf(subkey),
        signatures: [await bindSigningSubkey(primary, primaryPublic.body, subkey, now, life)],
      },
    ],
  };
  return {
    certificate,
    secrets: [writeSecretPacket(primary), writeSecretPacket(subkey)],
    revocationCertificate: await makeRevocationCertificate(certificate, primary, now),
  };
}

/** A subkey's binding as a signing subkey (0x18), with the back-signature (0x19) that a signing subkey owes. `life` in seconds, null without end. */
export async function bindSigningSubkey(
  primary: SecretPacket,
  primaryBody: Uint8Array,
  subkey: SecretPacket,
  date: Date,
  life: number | null,
): Promise<RawPacket> {
  const material = { primary: primaryBody, subkey: publicPacketOf(subkey).body };
  const binding = await makeSignature(enums.signature.subkeyBinding, primary, material, date, {
    keyFlags: Uint8Array.of(FLAGS.sign),
    keyExpirationTime: life,
    embeddedSignature: await makeBackSignature(subkey, material, date),
  });
  return rawSignature(binding);
}

/** The signature (0x19) by which a signing subkey says itself that it belongs to its primary. */
export function makeBackSignature(
  subkey: SecretPacket,
  material: SignedMaterial,
  date: Date,
): Promise<SignaturePacket> {
  return makeSignature(enums.signature.keyBinding, subkey, material, date, {});
}

/** A new primary and a new signing subkey, nothing signed yet. */
export async function makePackets(
  algorithm: KeyAlgorithm,
  date: Date,
): Promise<{ primary: SecretPacket; subkey: SecretPacket }> {
  // The library makes and signs whole keys only, and lets its primaries sign data: its packets are taken, its signatures are not.
  const { privateKey } = await generateKey({
    userIDs: { name: 'unused' },
    ...(algorithm === 'rsa4096' ? { type: 'rsa', rsaBits: 4096 } : { type: 'ecc', curve: 'ed25519Legacy' }),
    subkeys: [{ sign: true }],
    date,
    format: 'object',
    config: MAKING,
  });
  const [subkey] = privateKey.subkeys;
  if (subkey === undefined) throw new Error('the library made no subkey');
  return { primary: secretOf(privateKey), subkey: secretOf(subkey) };
}

function secretOf(key: { keyPacket: unknown } | PrivateKey): SecretPacket {
  return key.keyPacket as SecretPacket;
}

/** OpenPGP counts whole seconds. */
export function wholeSeconds(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}
