import { createMessage, decrypt, encrypt, enums, readMessage } from 'openpgp';
import { AppError } from '../../../shared/error.ts';
import { MAKING } from '../openpgp/make/key-packets.ts';
import { readTar, writeTar } from './tar.ts';
import type { TarFile } from './tar.ts';

/** The largest backup that is read, in bytes. */
const LARGEST_BACKUP = 256 * 1024 * 1024;

const README = `This is a backup made by Countersign. You do not need Countersign to read it:

    gpg --decrypt BACKUP > backup.tar
    tar -xf backup.tar
    gpg --import secret/*.asc public/*.asc

Keys of Sigstore's kind are the files that end in .pem; each is imported by itself:

    cosign import-key-pair --key secret/FINGERPRINT.pem

secret/       your keys with their secret parts. They are NOT protected by a passphrase here: delete them after use.
public/       certificates and public keys of others
revocation/   revocation certificates of your keys
publishers.json, settings.json, metadata.json, cosign-keys.json   what Countersign remembers beside
`;

/**
 * The files as a backup under `passphrase`: a tar archive in an OpenPGP message encrypted with the passphrase alone (AES-256 with
 * modification detection; iterated and salted SHA-256 over 65 MB). `gpg --decrypt` and `tar` open it without this app, today and, as far as
 * anything is known of standards, in ten years: that is worth more in a backup than a harder key derivation that only we can read.
 * Throws `passphrase-needed` for an empty passphrase.
 */
export async function sealBackup(files: readonly TarFile[], passphrase: string, now: Date): Promise<Uint8Array> {
  if (passphrase === '') throw new AppError('passphrase-needed');
  const readme = { name: 'README.txt', bytes: new TextEncoder().encode(README) };
  const tar = writeTar([readme, ...files], Math.floor(now.getTime() / 1000));
  try {
    const sealed: unknown = await encrypt({
      message: await createMessage({ binary: tar, filename: 'backup.tar', date: now }),
      passwords: passphrase,
      format: 'binary',
      date: now,
      config: {
        ...MAKING,
        preferredSymmetricAlgorithm: enums.symmetric.aes256,
        preferredCompressionAlgorithm: enums.compression.uncompressed,
      },
    });
    return sealed as Uint8Array;
  } finally {
    tar.fill(0);
  }
}

/** The files of a backup. Throws `malformed`, `too-large`, and `wrong-passphrase` (also for damaged content: it cannot be told from that). */
export async function openBackup(bytes: Uint8Array, passphrase: string): Promise<TarFile[]> {
  if (bytes.length > LARGEST_BACKUP) throw new AppError('too-large', 'the backup is larger than 256 MiB');
  const config = { ...MAKING, maxDecompressedMessageSize: LARGEST_BACKUP };
  const message = await readMessage({ binaryMessage: bytes, config }).catch((error: unknown) => {
    throw new AppError('malformed', error instanceof Error ? error.message : '');
  });
  const tags = new Set(message.packets.map((packet) => (packet.constructor as unknown as { tag?: number }).tag));
  if (!tags.has(enums.packet.symEncryptedSessionKey)) throw new AppError('malformed', 'this is no backup');
  const data = await decrypt({ message, passwords: passphrase, format: 'binary', config }).then(
    (decrypted) => decrypted.data as Uint8Array,
    () => {
      throw new AppError('wrong-passphrase');
    },
  );
  return readTar(data);
}
