import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '../../../shared/error.ts';
import { bcryptPbkdf } from './bcrypt-pbkdf.ts';
import { SshMalformedError, SshUnreadableError } from './malformed.ts';
import { readPrivateFields, type SshPrivateKey, writePrivateFields } from './private-key.ts';
import { readPublicKey } from './public-key.ts';
import { SshReader, sshArmor, sshNumber, sshString } from './wire.ts';

/** A private key out of a file of OpenSSH's. */
export interface OpenedSshKey {
  key: SshPrivateKey;
  /** What its owner wrote beside it, often an address. */
  comment: string;
  /** Whoever reads the file has the key too. */
  unprotected: boolean;
}

const LABEL = 'OPENSSH PRIVATE KEY';
const BEGIN = `-----BEGIN ${LABEL}-----`;
const FILE =
  /^-----BEGIN OPENSSH PRIVATE KEY-----\r?\n(?<body>[A-Za-z0-9+/=\r\n \t]*?)\r?\n-----END OPENSSH PRIVATE KEY-----\s*$/;
const MAGIC = Buffer.from('openssh-key-v1\0');
/** RSA of 16,384 bits has some 13,000. */
const MAX_BYTES = 64 * 1024;
/** What `ssh-keygen -a` is given by those who are most careful: some ten seconds. A hostile file must not cost hours. */
const MAX_ROUNDS = 1000;
/** What ssh-keygen asks for today. */
const ROUNDS = 24;
const MAX_SALT = 256;
const KEY_AND_IV = 32 + 16;

/** Whether these are the bytes of a private key as OpenSSH writes it. */
export function isSshPrivateKeyFile(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, BEGIN.length)).toString('latin1') === BEGIN;
}

/** Opens a file of OpenSSH's. Null: it is none. Throws `passphrase-needed`, `wrong-passphrase`, `malformed`, `unsupported`, `too-large`. */
export async function openSshKeyFile(bytes: Uint8Array, passphrase: string | undefined): Promise<OpenedSshKey | null> {
  if (!isSshPrivateKeyFile(bytes)) return null;
  if (bytes.length > MAX_BYTES) throw new AppError('too-large', 'larger than any file of a key');
  const body = FILE.exec(Buffer.from(bytes).toString('latin1'))?.groups?.['body']?.replace(/[\r\n \t]/g, '');
  const decoded = Buffer.from(body ?? '', 'base64');
  if (body === undefined || decoded.toString('base64') !== body)
    throw new AppError('malformed', 'the armor of the key is broken');
  try {
    return await read(decoded, passphrase);
  } catch (error) {
    if (error instanceof SshMalformedError) throw new AppError('malformed', error.message);
    if (error instanceof SshUnreadableError) throw new AppError('unsupported', `a key of the kind ${error.message}`);
    throw error;
  } finally {
    decoded.fill(0);
  }
}

/** The key as OpenSSH keeps it without a passphrase; only into what is sealed itself. */
export function writeOpenSshKeyFile(key: SshPrivateKey, comment: string): string {
  const content = contentOf(key, comment, 8);
  const none = [sshString('none'), sshString('none'), sshString(''), sshNumber(1)];
  try {
    return sshArmor(LABEL, Buffer.concat([MAGIC, ...none, sshString(key.public.blob), sshString(content)]));
  } finally {
    content.fill(0);
  }
}

/** The key as OpenSSH keeps it under a passphrase: bcrypt and AES. */
export async function writeSshKeyFile(key: SshPrivateKey, comment: string, passphrase: string): Promise<string> {
  if (passphrase === '') throw new AppError('passphrase-needed');
  const content = contentOf(key, comment, 16);
  const salt = randomBytes(16);
  const derived = await derive(passphrase, salt, ROUNDS);
  try {
    const cipher = createCipheriv('aes-256-ctr', derived.subarray(0, 32), derived.subarray(32));
    const box = Buffer.concat([cipher.update(content), cipher.final()]);
    const options = Buffer.concat([sshString(salt), sshNumber(ROUNDS)]);
    const parts = [sshString('aes256-ctr'), sshString('bcrypt'), sshString(options), sshNumber(1)];
    return sshArmor(LABEL, Buffer.concat([MAGIC, ...parts, sshString(key.public.blob), sshString(box)]));
  } finally {
    for (const secret of [derived, content]) secret.fill(0);
  }
}

/** What is encrypted: a number twice, by which a wrong passphrase shows, the key, and padding to whole blocks. */
function contentOf(key: SshPrivateKey, comment: string, blockSize: number): Buffer {
  const check = randomBytes(4);
  const fields = writePrivateFields(key);
  const length = 8 + fields.length + 4 + Buffer.byteLength(comment);
  const padding = Array.from({ length: (blockSize - (length % blockSize)) % blockSize }, (_, i) => i + 1);
  const content = Buffer.concat([check, check, fields, sshString(comment), Buffer.from(padding)]);
  fields.fill(0);
  return content;
}

async function read(bytes: Buffer, passphrase: string | undefined): Promise<OpenedSshKey> {
  const reader = new SshReader(bytes);
  if (!reader.take(MAGIC.length).equals(MAGIC)) throw new SshMalformedError('it does not begin as OpenSSH’s keys do');
  const [cipher, kdf, options] = [reader.name(), reader.name(), reader.string()];
  if (reader.number() !== 1) throw new SshMalformedError('it holds another number of keys than one');
  const publicBytes = reader.string();
  const box = reader.string();
  // What other ciphers leave behind the box is theirs to know.
  if (cipher !== 'none') refuseUnread(cipher, kdf);
  reader.end();
  if (cipher === 'none') {
    if (kdf !== 'none' || options.length > 0) throw new SshMalformedError('a passphrase for what is not encrypted');
    return { ...readContent(box, publicBytes, 8), unprotected: true };
  }
  const opened = await decrypt({ cipher, options, box }, passphrase);
  try {
    if (opened.length < 8 || !opened.subarray(0, 4).equals(opened.subarray(4, 8)))
      throw new AppError('wrong-passphrase');
    return { ...readContent(opened, publicBytes, 16), unprotected: passphrase === '' };
  } finally {
    opened.fill(0);
  }
}

const CIPHERS: Readonly<Record<string, string>> = { 'aes256-ctr': 'aes-256-ctr', 'aes256-cbc': 'aes-256-cbc' };

function refuseUnread(cipher: string, kdf: string): void {
  if (!Object.hasOwn(CIPHERS, cipher) || kdf !== 'bcrypt')
    throw new AppError('unsupported', `a key under ${cipher} and ${kdf}`);
}

async function decrypt(
  { cipher, options, box }: { cipher: string; options: Buffer; box: Buffer },
  passphrase: string | undefined,
): Promise<Buffer> {
  const reader = new SshReader(options);
  const [salt, rounds] = [reader.string(), reader.number()];
  reader.end();
  if (salt.length === 0 || salt.length > MAX_SALT || rounds === 0) throw new SshMalformedError('bcrypt of no strength');
  if (rounds > MAX_ROUNDS) throw new AppError('unsupported', `bcrypt of ${rounds} rounds`);
  if (box.length % 16 !== 0) throw new SshMalformedError('what is encrypted has a broken length');
  if (passphrase === undefined) throw new AppError('passphrase-needed');
  const derived = await derive(passphrase, salt, rounds);
  try {
    const decipher = createDecipheriv(
      CIPHERS[cipher] ?? '',
      derived.subarray(0, 32),
      derived.subarray(32),
    ).setAutoPadding(false);
    return Buffer.concat([decipher.update(box), decipher.final()]);
  } finally {
    derived.fill(0);
  }
}

async function derive(passphrase: string, salt: Buffer, rounds: number): Promise<Buffer> {
  const secret = Buffer.from(passphrase, 'utf8');
  try {
    return await bcryptPbkdf(secret, salt, KEY_AND_IV, rounds);
  } finally {
    secret.fill(0);
  }
}

function readContent(content: Buffer, publicBytes: Buffer, blockSize: number): Pick<OpenedSshKey, 'key' | 'comment'> {
  const reader = new SshReader(content);
  if (reader.number() !== reader.number()) throw new SshMalformedError('its check numbers differ');
  const key = readPrivateFields(reader);
  const comment = reader.string().toString('utf8');
  const padding = reader.take(reader.left);
  if (padding.length >= blockSize || content.length % blockSize !== 0 || padding.some((octet, i) => octet !== i + 1))
    throw new SshMalformedError('its padding is broken');
  // What is shown of a file before its passphrase is known must be what signs.
  if (!readPublicKey(publicBytes).blob.equals(key.public.blob))
    throw new SshMalformedError('the private and the public half of the key do not belong together');
  return { key, comment };
}
