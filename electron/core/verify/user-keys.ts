import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { toAppError } from '../../../shared/error.ts';
import { seen, type Seen } from '../../../shared/seen.ts';
import { CertificateIndex } from '../openpgp/certificate-index.ts';
import { MAX_KEYRING_BYTES } from '../openpgp/certificate.ts';
import { detectPem, mayBePem } from './detect-sigstore.ts';

/** The keys that a call named: they replace the stored pins. */
export interface UserKeys {
  fingerprints: string[];
  /** Files of OpenPGP certificates, and of PEM public keys. */
  bytes: Uint8Array[];
  pem: Uint8Array[];
  /** A FILE that holds no key, or a DIR with none left. */
  unusable?: { input: string; problem: Seen };
  /** Files in a DIR that are no keys. */
  remarks: Seen[];
}

const MOST_REMARKS = 100;

/** Reads `--key FILE|DIR`. A FILE must hold a key; in a DIR, files that are no keys are remarks. Throws `not-found`. */
export async function readUserKeys(paths: readonly string[]): Promise<UserKeys> {
  const keys: UserKeys = { fingerprints: [], bytes: [], pem: [], remarks: [] };
  for (const path of paths.map((one) => resolve(one))) {
    const info = await stat(path).catch((error: unknown) => {
      throw toAppError(error);
    });
    if (info.isDirectory()) await addFolder(keys, path);
    else if (!(await addFile(keys, path)))
      keys.unusable ??= { input: basename(path), problem: seen('becauseNoKeyInFile') };
  }
  return keys;
}

async function addFolder(keys: UserKeys, folder: string): Promise<void> {
  const names = (await readdir(folder)).sort();
  let found = 0;
  for (const name of names) {
    if (await addFile(keys, join(folder, name))) found += 1;
    else if (keys.remarks.length < MOST_REMARKS)
      keys.remarks.push(seen('noKeyInFolder', { name, folder: basename(folder) }));
  }
  if (found === 0) keys.unusable ??= { input: basename(folder), problem: seen('becauseNoKeyInFolder') };
}

async function addFile(keys: UserKeys, path: string): Promise<boolean> {
  try {
    const info = await stat(path);
    if (!info.isFile() || info.size > MAX_KEYRING_BYTES) return false;
    const bytes = new Uint8Array(await readFile(path));
    if (mayBePem(bytes) || detectPem(bytes, true)?.kind === 'public-key') return await addPem(keys, bytes);
    const fingerprints = new CertificateIndex().add(bytes).fingerprints();
    if (fingerprints.length === 0) return false;
    keys.fingerprints.push(...fingerprints);
    keys.bytes.push(bytes);
    return true;
  } catch {
    return false;
  }
}

async function addPem(keys: UserKeys, bytes: Uint8Array): Promise<boolean> {
  const { readPublicKeys } = await import('../sigstore/public-key.ts');
  const found = readPublicKeys(bytes);
  keys.fingerprints.push(...found.map(({ fingerprint }) => fingerprint));
  if (found.length > 0) keys.pem.push(bytes);
  return found.length > 0;
}
