import { AppError } from '../../../../shared/error.ts';
import { concatBytes } from '../byte-reader.ts';
import type { KeyParts } from './certificate-parts.ts';
import type { KeyMaterial } from './generate.ts';
import { fingerprintOfPacket, MAKING, readPublicPacket, readSecretPacket, writeSecretPacket } from './key-packets.ts';
import type { SecretPacket } from './key-packets.ts';
import { TAG } from './raw-packets.ts';
import type { RawPacket } from './raw-packets.ts';

/** GNU dummy S2K (usage 255, no cipher, S2K 101, "GNU", 1): the secret part is elsewhere. */
const DUMMY = Uint8Array.of(255, 0, 101, 0, 0x47, 0x4e, 0x55, 1);

/**
 * The secret key as a file that GnuPG 2.2 imports, protected by `passphrase` (iterated and salted S2K, AES-256-CFB); secret parts that
 * are not here become stubs. Without a passphrase the secret parts stand in the clear: for the inside of an encrypted backup only.
 * Throws `no-secret-part` where there is none at all.
 */
export async function secretKeyParts(material: KeyMaterial, passphrase: string | undefined): Promise<KeyParts> {
  if (material.secrets.length === 0) throw new AppError('no-secret-part', '');
  const secrets = await openSecrets(material.secrets);
  const secretOf = async (packet: RawPacket): Promise<RawPacket> => {
    const key = secrets.get(fingerprintOfPacket(await readPublicPacket(packet)));
    const tag = packet.tag === TAG.publicKey ? TAG.secretKey : TAG.secretSubkey;
    if (key === undefined) return { tag, body: concatBytes([packet.body, DUMMY]) };
    if (passphrase !== undefined) await key.encrypt(passphrase, MAKING);
    return { tag, body: writeSecretPacket(key).body };
  };
  const { certificate } = material;
  const subkeys = [];
  for (const subkey of certificate.subkeys) {
    subkeys.push({ packet: await secretOf(subkey.packet), signatures: subkey.signatures });
  }
  return { ...certificate, primary: await secretOf(certificate.primary), subkeys };
}

/** Unprotected secret packets, read, by fingerprint. */
export async function openSecrets(secrets: readonly RawPacket[]): Promise<Map<string, SecretPacket>> {
  const opened = new Map<string, SecretPacket>();
  for (const packet of secrets) {
    const key = await readSecretPacket(packet);
    opened.set(fingerprintOfPacket(key), key);
  }
  return opened;
}

/** The fingerprints of the primary and the subkeys, upper-case hex. */
export async function publicFingerprints(certificate: KeyParts): Promise<string[]> {
  const packets = [certificate.primary, ...certificate.subkeys.map(({ packet }) => packet)];
  return Promise.all(packets.map(async (packet) => fingerprintOfPacket(await readPublicPacket(packet))));
}

/** Adds the secret packets of `more` that `secrets` lacks. */
export async function joinSecrets(secrets: readonly RawPacket[], more: readonly RawPacket[]): Promise<RawPacket[]> {
  const known = await openSecrets(secrets);
  const joined = [...secrets];
  for (const [fingerprint, key] of await openSecrets(more)) {
    if (!known.has(fingerprint)) joined.push(writeSecretPacket(key));
  }
  return joined;
}

/** The fingerprints of the secret packets, upper-case hex. */
export async function secretFingerprints(secrets: readonly RawPacket[]): Promise<string[]> {
  return [...(await openSecrets(secrets)).keys()];
}
