import { AppError } from '../../../../shared/error.ts';
import { readKeyParts } from './certificate-parts.ts';
import type { KeyParts, SignedPart } from './certificate-parts.ts';
import { readKeyFile } from './key-armor.ts';
import type { KeyMaterial } from './generate.ts';
import { isSecretPacket, publicPart, readSecretPacket, writeSecretPacket } from './key-packets.ts';
import type { RawPacket } from './raw-packets.ts';

/**
 * Every key of a file, public or secret, armored or binary. Secret packets protected by a passphrase are opened with `passphrase`, and
 * what is given back is unprotected; stubs (GNU dummy S2K as `gpg --export-secret-subkeys` leaves it, or a card's) have no secret part.
 * Throws `malformed`, `unsupported` (secret parts on curves that Electron's crypto lacks among them), `too-large`, `passphrase-needed`, `wrong-passphrase`.
 */
export async function readKeyMaterial(bytes: Uint8Array, passphrase?: string): Promise<KeyMaterial[]> {
  const keys: KeyMaterial[] = [];
  for (const parts of readKeyParts(readKeyFile(bytes))) {
    const secrets: RawPacket[] = [];
    for (const packet of [parts.primary, ...parts.subkeys.map((subkey) => subkey.packet)]) {
      if (!isSecretPacket(packet)) continue;
      const secret = await openSecret(packet, passphrase);
      if (secret !== undefined) secrets.push(secret);
    }
    keys.push({ certificate: await publicParts(parts), secrets });
  }
  return keys;
}

/** The certificate of a key, secret or public. */
async function publicParts(parts: KeyParts): Promise<KeyParts> {
  const subkeys: SignedPart[] = [];
  for (const subkey of parts.subkeys) {
    subkeys.push({ packet: await publicPart(subkey.packet), signatures: subkey.signatures });
  }
  return { primary: await publicPart(parts.primary), direct: parts.direct, users: parts.users, subkeys };
}

async function openSecret(packet: RawPacket, passphrase: string | undefined): Promise<RawPacket | undefined> {
  const key = await readSecretPacket(packet);
  if (key.isMissingSecretKeyMaterial()) return undefined;
  if (!key.isDecrypted()) {
    if (passphrase === undefined || passphrase === '') throw new AppError('passphrase-needed', '');
    try {
      await key.decrypt(passphrase);
    } catch (error) {
      const detail = error instanceof Error ? error.message : '';
      if (/insecure/.test(detail)) throw new AppError('unsupported', detail);
      throw new AppError('wrong-passphrase', '');
    }
  }
  const { curve } = key.getAlgorithmInfo();
  if (curve === 'secp256k1' || curve?.startsWith('brainpool') === true) throw new AppError('unsupported', curve);
  try {
    // A public half that does not belong to the secret one could be used to betray the secret.
    await key.validate();
  } catch {
    throw new AppError('malformed', 'the secret part does not belong to the public part');
  }
  return writeSecretPacket(key);
}
