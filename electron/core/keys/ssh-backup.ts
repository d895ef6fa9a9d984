import { AppError, toAppError } from '../../../shared/error.ts';
import { writeOpenSshKeyFile } from '../ssh/private-key-file.ts';
import { sshPublicLine } from '../ssh/public-key-file.ts';
import { type PlainMetadata, readPlainMetadata } from './plain-key-store.ts';
import type { SshKeys } from './ssh-keys.ts';
import type { TarFile } from './tar.ts';

const METADATA = 'ssh-keys.json';
const FILE = /^(?:secret|public)\/([0-9A-F]{64})\.(?:ssh|pub)$/;

const encode = (text: string) => new TextEncoder().encode(text);

/** Told of a key, by its fingerprint, that had to be left out. */
type OnLeftOut = (fingerprint: string, error: AppError) => void;

/** SSH keys as files of a backup, which OpenSSH reads. The secret store is open already. `secret`: whose secret part is in it. */
export async function sshBackupFiles(
  keys: SshKeys,
  onLeftOut: OnLeftOut,
): Promise<{ files: TarFile[]; secret: string[] }> {
  const files: TarFile[] = [];
  const secret: string[] = [];
  const metadata: Record<string, PlainMetadata> = {};
  const own = new Set((await keys.listKeys()).map(({ fingerprint }) => fingerprint));
  for (const { material, metadata: about } of await keys.all(onLeftOut)) {
    const { fingerprint, blob } = material;
    const comment = about.name ?? '';
    metadata[fingerprint] = about;
    try {
      if (own.has(fingerprint)) {
        const text = writeOpenSshKeyFile(await keys.secret(fingerprint), comment);
        files.push({ name: `secret/${fingerprint}.ssh`, bytes: encode(text) });
        secret.push(fingerprint);
        continue;
      }
    } catch (error) {
      onLeftOut(fingerprint, toAppError(error));
    }
    files.push({ name: `public/${fingerprint}.pub`, bytes: encode(sshPublicLine(blob, comment)) });
  }
  if (files.length > 0) files.push({ name: METADATA, bytes: encode(JSON.stringify(metadata, null, 1)) });
  return { files, secret };
}

/** Whether a backup holds a secret part of an SSH key. */
export function hasSshSecret(files: readonly TarFile[]): boolean {
  return files.some(({ name }) => name.startsWith('secret/') && FILE.test(name));
}

/** Adds the keys of a backup; gives back how many. */
export async function restoreSshKeys(keys: SshKeys, files: readonly TarFile[], onLeftOut: OnLeftOut): Promise<number> {
  const metadata = readPlainMetadata(files.find(({ name }) => name === METADATA)?.bytes);
  let restored = 0;
  for (const { name, bytes } of files) {
    const fingerprint = FILE.exec(name)?.[1];
    if (fingerprint === undefined) continue;
    try {
      const [added] = (await keys.import(bytes, undefined, metadata[fingerprint]?.name, 'restored')) ?? [];
      if (added === undefined) throw new AppError('malformed', 'the file holds no key');
      if (added.secret !== 'none') await keys.markBackedUp(added.fingerprint);
      restored++;
    } catch (error) {
      onLeftOut(fingerprint, toAppError(error));
    }
  }
  return restored;
}
