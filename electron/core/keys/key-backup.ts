import { AppError, toAppError } from '../../../shared/error.ts';
import type { ErrorCode } from '../../../shared/error.ts';
import { readOneKey, writeKeyParts } from '../openpgp/make/certificate-parts.ts';
import type { KeyParts } from '../openpgp/make/certificate-parts.ts';
import { secretKeyParts } from '../openpgp/make/export.ts';
import type { KeyMaterial } from '../openpgp/make/generate.ts';
import { readKeyMaterial } from '../openpgp/make/import.ts';
import { armorBlock } from '../openpgp/make/key-armor.ts';
import { standingOf } from '../openpgp/make/standing.ts';
import { openBackup, sealBackup } from './backup.ts';
import { cosignBackupFiles, hasCosignSecret, restoreCosignKeys } from './cosign-backup.ts';
import type { CosignKeys } from './cosign-keys.ts';
import { hasSshSecret, restoreSshKeys, sshBackupFiles } from './ssh-backup.ts';
import type { SshKeys } from './ssh-keys.ts';
import { checkMetadata } from './certificate-store.ts';
import type { CertificateStore, KeyMetadata } from './certificate-store.ts';
import type { LeftOut, Restored } from './key-service.ts';
import type { OwnKeys } from './own-keys.ts';
import type { TarFile } from './tar.ts';

/** What a backup holds beside keys: kept by others, as JSON. */
export interface BackupCompanions {
  exportPins(): Promise<string>;
  /** Adds; gives back how many publishers the text held. */
  importPins(json: string): Promise<number>;
  /** Moves pins that cannot be read out of the way, and gives back where to; undefined where they can be read. */
  setPinsAside?(): Promise<string | undefined>;
  exportSettings(): Promise<string>;
  importSettings(json: string): Promise<void>;
}

/** The keys that have no certificate. */
interface OtherKeys {
  cosign: CosignKeys;
  ssh: SshKeys;
}

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** All keys, pins and settings as one file. What cannot be read is left out, and named in `left` and in the file itself. */
export interface MadeBackup {
  bytes: Uint8Array;
  /** Fingerprints of the keys whose secret part is in it: OpenPGP's, those of cosign's kind, and SSH's. */
  secret: string[];
  cosign: string[];
  ssh: string[];
  left: LeftOut[];
}

/** Makes a backup under `passphrase`. Throws `passphrase-needed`, `store-locked`, and `store-damaged` where no secret part at all can be read. */
export async function makeBackup(
  certificates: CertificateStore,
  keys: OwnKeys,
  others: OtherKeys,
  companions: BackupCompanions,
  passphrase: string,
  now: Date,
): Promise<MadeBackup> {
  if (passphrase === '') throw new AppError('passphrase-needed');
  const files: TarFile[] = [];
  const left: LeftOut[] = [];
  const secret: string[] = [];
  const metadata: Record<string, KeyMetadata> = {};
  const all = await certificates.all((fingerprint, error) => left.push(leftOut(fingerprint, error)));
  const own = await keys.ownFingerprints(all);
  if (own.size > 0 || (await secretsOf(others)) > 0) await keys.ready();
  for (const stored of all) {
    const { fingerprint } = stored;
    try {
      const certificate = readOneKey(stored.bytes);
      metadata[fingerprint] = stored.metadata;
      const revocation = await certificates.revocation(fingerprint);
      if (revocation !== undefined) files.push({ name: `revocation/${fingerprint}.asc`, bytes: encode(revocation) });
      const parts = own.has(fingerprint) ? await secretOf(keys, certificate, fingerprint, left) : undefined;
      if (parts === undefined) {
        files.push({ name: `public/${fingerprint}.asc`, bytes: encode(armorBlock('PUBLIC KEY BLOCK', stored.bytes)) });
      } else {
        const bytes = encode(armorBlock('PRIVATE KEY BLOCK', writeKeyParts(parts)));
        files.push({ name: `secret/${fingerprint}.asc`, bytes });
        secret.push(fingerprint);
      }
    } catch (error) {
      left.push(leftOut(fingerprint, error));
    }
  }
  const onLeftOut = (name: string, error: AppError) => left.push(leftOut(name, error));
  const cosign = await cosignBackupFiles(others.cosign, onLeftOut);
  const ssh = await sshBackupFiles(others.ssh, onLeftOut);
  files.push(...cosign.files, ...ssh.files);
  files.push({ name: 'metadata.json', bytes: encode(JSON.stringify(metadata, null, 1)) });
  const companion = async (name: string, read: () => Promise<string>) => {
    try {
      files.push({ name, bytes: encode(await read()) });
    } catch (error) {
      left.push(leftOut(name, error));
    }
  };
  await companion('publishers.json', () => companions.exportPins());
  await companion('settings.json', () => companions.exportSettings());
  if (left.length > 0) files.push({ name: 'LEFT-OUT.txt', bytes: encode(listed(left)) });
  try {
    return { bytes: await sealBackup(files, passphrase, now), secret, cosign: cosign.secret, ssh: ssh.secret, left };
  } finally {
    for (const { name, bytes } of files) if (name.startsWith('secret/')) bytes.fill(0);
  }
}

async function secretsOf({ cosign, ssh }: OtherKeys): Promise<number> {
  return (await cosign.listKeys()).length + (await ssh.listKeys()).length;
}

const listed = (left: readonly LeftOut[]): string =>
  left.map(({ name, code, why }) => `${name}: ${code}${why === '' ? '' : `: ${why}`}\n`).join('');

/** The key with its secret part; undefined, and told in `left`, where that is missing or does not open. */
async function secretOf(
  keys: OwnKeys,
  certificate: KeyParts,
  fingerprint: string,
  left: LeftOut[],
): Promise<KeyParts | undefined> {
  try {
    return await secretKeyParts({ certificate, secrets: await keys.secrets(fingerprint) }, undefined);
  } catch (error) {
    left.push(leftOut(fingerprint, error));
    return undefined;
  }
}

/**
 * Adds what a backup holds to what is here. What cannot be restored does not keep the rest from it: it is told. A store of secret
 * parts that cannot be opened ever, and pins that cannot be read, are set aside for it, as files; nothing is deleted.
 * Throws `wrong-passphrase`, `malformed`, `store-locked`, `passphrase-needed`; the backup is read before anything is written.
 */
export async function restoreBackup(
  certificates: CertificateStore,
  keys: OwnKeys,
  others: OtherKeys,
  companions: BackupCompanions,
  bytes: Uint8Array,
  passphrase: string,
  now: Date,
): Promise<Restored> {
  const files = await openBackup(bytes, passphrase);
  const restored: Restored = { keys: 0, publishers: 0, left: [], setAside: [] };
  const text = (wanted: string) => files.find(({ name }) => name === wanted)?.bytes;
  const materials: { fingerprint: string; material: KeyMaterial }[] = [];
  for (const { name, bytes: file } of files) {
    const fingerprint = /^(?:secret|public)\/([0-9A-F]{40}|[0-9A-F]{64})\.asc$/.exec(name)?.[1];
    if (fingerprint === undefined) continue;
    try {
      for (const material of await readKeyMaterial(file)) materials.push({ fingerprint, material });
    } catch (error) {
      restored.left.push(leftOut(fingerprint, error));
    }
  }
  if (materials.some(({ material }) => material.secrets.length > 0) || hasCosignSecret(files) || hasSshSecret(files)) {
    restored.setAside.push(...(await keys.readyForRestore()));
  }
  const metadata = readMetadata(text('metadata.json'));
  for (const { fingerprint, material } of materials) {
    try {
      const refreshedAt = metadata[fingerprint]?.refreshedAt;
      const about = { source: 'restored', addedAt: now.toISOString(), ...(refreshedAt && { refreshedAt }) } as const;
      const { bytes: kept } = await keys.add(material, about, now);
      await restoreRevocation(certificates, files, fingerprint);
      if (material.secrets.length > 0) await markBackedUp(certificates, [fingerprint], now);
      restored.keys++;
      if ((await standingOf(kept, now)) === undefined) restored.left.push(notYet(fingerprint, now));
    } catch (error) {
      restored.left.push(leftOut(fingerprint, error));
    }
  }
  const onLeftOut = (name: string, error: AppError) => restored.left.push(leftOut(name, error));
  restored.keys += await restoreCosignKeys(others.cosign, files, onLeftOut);
  restored.keys += await restoreSshKeys(others.ssh, files, onLeftOut);
  try {
    const pins = text('publishers.json');
    if (pins !== undefined) restored.publishers = await restorePins(companions, decode(pins), restored.setAside);
  } catch (error) {
    restored.left.push(leftOut('publishers.json', error));
  }
  try {
    const settings = text('settings.json');
    if (settings !== undefined) await companions.importSettings(decode(settings));
  } catch (error) {
    restored.left.push(leftOut('settings.json', error));
  }
  return restored;
}

async function restorePins(companions: BackupCompanions, pins: string, setAside: string[]): Promise<number> {
  try {
    return await companions.importPins(pins);
  } catch (error) {
    if (toAppError(error).code !== 'store-damaged') throw error;
    const aside = await companions.setPinsAside?.();
    if (aside === undefined) throw error;
    setAside.push(aside);
    return companions.importPins(pins);
  }
}

/** What ends a whole backup or restore: the next key would fail by it too. */
const ENDS: readonly ErrorCode[] = ['cancelled', 'store-locked', 'passphrase-needed', 'disk-full', 'read-only'];

/** What is told of a part that failed. Throws the error again where it ends everything. */
function leftOut(name: string, error: unknown): LeftOut {
  const { code, detail } = toAppError(error);
  if (ENDS.includes(code)) throw error;
  return { name, code, why: detail };
}

/** A key that is kept, but that lists do not show as of now. */
const notYet = (fingerprint: string, now: Date): LeftOut => ({
  name: fingerprint,
  code: 'malformed',
  why: `it was restored, but by this clock (${now.toISOString()}) it is not made yet: set the clock`,
});

/** Remembers that a backup holds these keys. */
export async function markBackedUp(
  certificates: CertificateStore,
  fingerprints: readonly string[],
  now: Date,
): Promise<void> {
  for (const fingerprint of fingerprints) {
    await certificates.change(fingerprint, (old) => {
      if (old === undefined) throw new AppError('key-not-found', fingerprint);
      return Promise.resolve({ bytes: old.bytes, metadata: { ...old.metadata, backedUpAt: now.toISOString() } });
    });
  }
}

async function restoreRevocation(
  certificates: CertificateStore,
  files: readonly TarFile[],
  fingerprint: string,
): Promise<void> {
  const saved = files.find(({ name }) => name === `revocation/${fingerprint}.asc`);
  if (saved === undefined || (await certificates.revocation(fingerprint)) !== undefined) return;
  await certificates.addRevocation(fingerprint, decode(saved.bytes));
}

/** What the backup remembers of its keys; a damaged part of it keeps no key from being restored. */
function readMetadata(bytes: Uint8Array | undefined): Record<string, KeyMetadata> {
  try {
    if (bytes === undefined) return {};
    const entries = Object.entries(JSON.parse(decode(bytes)) as Record<string, unknown>);
    return Object.fromEntries(entries.map(([fingerprint, value]) => [fingerprint, checkMetadata(value)]));
  } catch {
    return {};
  }
}
