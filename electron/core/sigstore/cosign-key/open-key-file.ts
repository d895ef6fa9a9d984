import { AppError } from '../../../../shared/error.ts';
import { openSealedKey, readKeyFile } from './key-file.ts';
import type { PrivateKey } from './private-key.ts';

/** A key out of its file. `unprotected`: whoever reads the file has the key too. */
export interface OpenedKeyFile {
  key: PrivateKey;
  unprotected: boolean;
}

/**
 * Opens a file with a private key. Null: it holds none. Without a passphrase the empty one is tried, which many of cosign's files have.
 * Throws `passphrase-needed`, `wrong-passphrase`, `malformed`, `unsupported`.
 */
export async function openKeyFile(bytes: Uint8Array, passphrase: string | undefined): Promise<OpenedKeyFile | null> {
  const file = readKeyFile(bytes);
  if (file === null) return null;
  if (file.kind === 'plain') return { key: file.key, unprotected: true };
  try {
    return { key: await openSealedKey(file.sealed, passphrase ?? ''), unprotected: (passphrase ?? '') === '' };
  } catch (error) {
    const isWrong = error instanceof AppError && error.code === 'wrong-passphrase';
    throw isWrong && passphrase === undefined ? new AppError('passphrase-needed', '', { cause: error }) : error;
  }
}
