import { AppError } from '../../../../shared/error.ts';
import type { PublicKeyMaterial } from '../public-key.ts';
import { MAX_KEY_FILE, readPemBlocks, writePem } from './pem-blocks.ts';
import { pkcs8Of, type PrivateKey, type PrivateKeyForm, readPrivateKey } from './private-key.ts';
import { readSealedKey, seal, type SealedKey, unseal, writeSealedKey } from './sealed-key.ts';

/** A file with one private key: in cosign's format, which asks for a passphrase, or plain, which anybody can use who reads it. */
export type KeyFile = { kind: 'sealed'; sealed: SealedKey } | { kind: 'plain'; key: PrivateKey };

const SEALED: readonly string[] = ['ENCRYPTED SIGSTORE PRIVATE KEY', 'ENCRYPTED COSIGN PRIVATE KEY'];
const PLAIN: Readonly<Record<string, PrivateKeyForm>> = {
  'PRIVATE KEY': 'pkcs8',
  'EC PRIVATE KEY': 'sec1',
  'RSA PRIVATE KEY': 'pkcs1',
};

/**
 * Reads a file with a private key: cosign's format and its older name, PKCS#8, SEC1, RSA's PKCS#1. Null: it holds no private key in PEM.
 * Throws `malformed`, and `unsupported` for keys encrypted in another way (OpenSSL's, OpenSSH's) or of another kind.
 */
export function readKeyFile(bytes: Uint8Array): KeyFile | null {
  if (bytes.length > MAX_KEY_FILE || !Buffer.from(bytes).includes('PRIVATE KEY-----')) return null;
  const blocks = readPemBlocks(bytes).filter(({ label }) => label.endsWith('PRIVATE KEY'));
  const [block, other] = blocks;
  if (block === undefined) return null;
  if (other !== undefined) throw new AppError('malformed', 'the file holds several private keys');
  const { label, der, hasHeaders } = block;
  if (SEALED.includes(label)) return { kind: 'sealed', sealed: readSealedKey(der) };
  const form = Object.hasOwn(PLAIN, label) ? PLAIN[label] : undefined;
  if (form === undefined || hasHeaders)
    throw new AppError('unsupported', hasHeaders ? `an encrypted ${label}` : `a key file of the kind ${label}`);
  try {
    return { kind: 'plain', key: readPrivateKey(der, form) };
  } finally {
    der.fill(0);
  }
}

/** Opens a key in cosign's format. Throws `wrong-passphrase`, `malformed`, `unsupported`. */
export async function openSealedKey(sealed: SealedKey, passphrase: string): Promise<PrivateKey> {
  const pkcs8 = await unseal(sealed, passphrase);
  try {
    return readPrivateKey(pkcs8, 'pkcs8');
  } finally {
    pkcs8.fill(0);
  }
}

/** The key as cosign writes it under a passphrase. */
export async function sealedKeyFile(key: PrivateKey, passphrase: string): Promise<string> {
  const pkcs8 = pkcs8Of(key);
  try {
    return writePem('ENCRYPTED SIGSTORE PRIVATE KEY', writeSealedKey(await seal(pkcs8, passphrase)));
  } finally {
    pkcs8.fill(0);
  }
}

/** The public half as cosign, openssl and we read it. */
export function publicKeyFile({ spki }: Pick<PublicKeyMaterial, 'spki'>): string {
  return writePem('PUBLIC KEY', spki);
}
