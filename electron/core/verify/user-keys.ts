import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { toAppError } from '../../../shared/error.ts';
import { seen, type Seen } from '../../../shared/seen.ts';
import { CertificateIndex } from '../openpgp/certificate-index.ts';
import type { AllowedSigners } from '../ssh/allowed-signers.ts';
import { MAX_KEYRING_BYTES } from '../openpgp/certificate.ts';
import { detectPem, mayBePem } from './detect-sigstore.ts';

/** The keys that a call named: they replace the stored pins. */
export interface UserKeys {
  fingerprints: string[];
  /** Files of OpenPGP certificates, and of PEM public keys. */
  bytes: Uint8Array[];
  pem: Uint8Array[];
  /** What lists of allowed signers say, all together, and what the first of them is called. */
  allowed: AllowedSigners;
  allowedIn?: string;
  /** A FILE that holds no key, or a DIR with none left. */
  unusable?: { input: string; problem: Seen };
  /** Files in a DIR that are no keys. */
  remarks: Seen[];
}

const MOST_REMARKS = 100;

/** Reads `--key FILE|DIR`. A FILE must hold a key; in a DIR, files that are no keys are remarks. Throws `not-found`. */
export async function readUserKeys(paths: readonly string[]): Promise<UserKeys> {
  const keys: UserKeys = { fingerprints: [], bytes: [], pem: [], allowed: { signers: [], problems: [] }, remarks: [] };
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
    if (fingerprints.length === 0) return await addSsh(keys, bytes, basename(path));
    keys.fingerprints.push(...fingerprints);
    keys.bytes.push(bytes);
    return true;
  } catch {
    return false;
  }
}

/** A list of allowed signers, or public keys of SSH's. */
async function addSsh(keys: UserKeys, bytes: Uint8Array, name: string): Promise<boolean> {
  const [{ readAllowedSigners }, { readPublicKeyFile }] = await Promise.all([
    import('../ssh/allowed-signers.ts'),
    import('../ssh/public-key-file.ts'),
  ]);
  const found = readPublicKeyFile(bytes);
  keys.fingerprints.push(...found.map(({ fingerprint }) => fingerprint));
  if (found.length > 0) return true;
  const { signers, problems } = readAllowedSigners(bytes);
  if (signers.length === 0) return false;
  keys.allowed = {
    signers: [...keys.allowed.signers, ...signers],
    problems: [...keys.allowed.problems, ...problems],
  };
  keys.allowedIn ??= name;
  return true;
}

async function addPem(keys: UserKeys, bytes: Uint8Array): Promise<boolean> {
  const { readPublicKeys } = await import('../sigstore/public-key.ts');
  const found = readPublicKeys(bytes);
  keys.fingerprints.push(...found.map(({ fingerprint }) => fingerprint));
  if (found.length > 0) keys.pem.push(bytes);
  return found.length > 0;
}
