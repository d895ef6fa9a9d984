import { AppError, toAppError } from '../../../shared/error.ts';
import { publicKeyFile, readKeyFile } from '../sigstore/cosign-key/key-file.ts';
import { writePem } from '../sigstore/cosign-key/pem-blocks.ts';
import { pkcs8Of, type PrivateKey } from '../sigstore/cosign-key/private-key.ts';
import { type PublicKeyMaterial, readPublicKeys } from '../sigstore/public-key.ts';
import type { CosignKeys } from './cosign-keys.ts';
import { type PlainMetadata, readPlainMetadata } from './plain-key-store.ts';
import type { TarFile } from './tar.ts';

const METADATA = 'cosign-keys.json';
const FILE = /^(?:secret|public)\/([0-9A-F]{64})\.pem$/;

const encode = (text: string) => new TextEncoder().encode(text);

/** Told of a key, by its fingerprint, that had to be left out. */
type OnLeftOut = (fingerprint: string, error: AppError) => void;

/** Cosign's keys as files of a backup: plain PEM, which cosign imports. The secret store is open already. `secret`: whose secret part is in it. */
export async function cosignBackupFiles(
  keys: CosignKeys,
  onLeftOut: OnLeftOut,
): Promise<{ files: TarFile[]; secret: string[] }> {
  const files: TarFile[] = [];
  const secret: string[] = [];
  const metadata: Record<string, PlainMetadata> = {};
  const own = new Set((await keys.listKeys()).map(({ fingerprint }) => fingerprint));
  for (const { material, metadata: about } of await keys.all(onLeftOut)) {
    const { fingerprint } = material;
    metadata[fingerprint] = about;
    const key = own.has(fingerprint) ? await secretOf(keys, fingerprint, onLeftOut) : undefined;
    if (key === undefined) {
      files.push({ name: `public/${fingerprint}.pem`, bytes: encode(publicKeyFile(material)) });
      continue;
    }
    const pkcs8 = pkcs8Of(key);
    files.push({ name: `secret/${fingerprint}.pem`, bytes: encode(writePem('PRIVATE KEY', pkcs8)) });
    pkcs8.fill(0);
    secret.push(fingerprint);
  }
  if (files.length > 0) files.push({ name: METADATA, bytes: encode(JSON.stringify(metadata, null, 1)) });
  return { files, secret };
}

/** Whether a backup holds a secret part of a key of cosign's kind. */
export function hasCosignSecret(files: readonly TarFile[]): boolean {
  return files.some(({ name }) => name.startsWith('secret/') && FILE.test(name));
}

/** Adds the keys of a backup; gives back how many. */
export async function restoreCosignKeys(
  keys: CosignKeys,
  files: readonly TarFile[],
  onLeftOut: OnLeftOut,
): Promise<number> {
  const metadata = readPlainMetadata(files.find(({ name }) => name === METADATA)?.bytes);
  let restored = 0;
  for (const { name, bytes } of files) {
    const fingerprint = FILE.exec(name)?.[1];
    if (fingerprint === undefined) continue;
    try {
      const key = readOne(bytes);
      const called = metadata[key.material.fingerprint]?.name;
      await keys.add(key, { source: 'restored', ...(called !== undefined && { name: called }) });
      if (key.secret !== undefined) await keys.markBackedUp(key.material.fingerprint);
      restored++;
    } catch (error) {
      onLeftOut(fingerprint, toAppError(error));
    }
  }
  return restored;
}

async function secretOf(keys: CosignKeys, fingerprint: string, onLeftOut: OnLeftOut): Promise<PrivateKey | undefined> {
  try {
    return await keys.secret(`cosign:${fingerprint}`);
  } catch (error) {
    onLeftOut(fingerprint, toAppError(error));
    return undefined;
  }
}

function readOne(bytes: Uint8Array): { material: PublicKeyMaterial; secret?: PrivateKey } {
  const file = readKeyFile(bytes);
  if (file?.kind === 'plain') return { material: file.key.public, secret: file.key };
  const [material] = file === null ? readPublicKeys(bytes) : [];
  if (material === undefined) throw new AppError('malformed', 'the file holds no key');
  return { material };
}
