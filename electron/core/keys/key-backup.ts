import { AppError } from '../../../shared/error.ts';
import { readOneKey, writeKeyParts } from '../openpgp/make/certificate-parts.ts';
import { secretKeyParts } from '../openpgp/make/export.ts';
import { readKeyMaterial } from '../openpgp/make/import.ts';
import { armorBlock } from '../openpgp/make/key-armor.ts';
import { openBackup, sealBackup } from './backup.ts';
import { checkMetadata } from './certificate-store.ts';
import type { CertificateStore, KeyMetadata } from './certificate-store.ts';
import type { OwnKeys } from './own-keys.ts';
import type { TarFile } from './tar.ts';

/** What a backup holds beside keys: kept by others, as JSON. */
export interface BackupCompanions {
  exportPins(): Promise<string>;
  /** Adds; gives back how many publishers the text held. */
  importPins(json: string): Promise<number>;
  exportSettings(): Promise<string>;
  importSettings(json: string): Promise<void>;
}

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** All keys, pins and settings as one file under `passphrase`. Throws `passphrase-needed`, `store-locked`. */
export async function makeBackup(
  certificates: CertificateStore,
  keys: OwnKeys,
  companions: BackupCompanions,
  passphrase: string,
  now: Date,
): Promise<Uint8Array> {
  const files: TarFile[] = [];
  const metadata: Record<string, KeyMetadata> = {};
  for (const stored of await certificates.all()) {
    const { fingerprint } = stored;
    metadata[fingerprint] = stored.metadata;
    const certificate = readOneKey(stored.bytes);
    if (stored.metadata.secretParts.length === 0) {
      files.push({ name: `public/${fingerprint}.asc`, bytes: encode(armorBlock('PUBLIC KEY BLOCK', stored.bytes)) });
    } else {
      const secrets = await keys.secrets(fingerprint);
      const secret = writeKeyParts(await secretKeyParts({ certificate, secrets }, undefined));
      files.push({ name: `secret/${fingerprint}.asc`, bytes: encode(armorBlock('PRIVATE KEY BLOCK', secret)) });
    }
    const revocation = await certificates.revocation(fingerprint);
    if (revocation !== undefined) files.push({ name: `revocation/${fingerprint}.asc`, bytes: encode(revocation) });
  }
  files.push({ name: 'metadata.json', bytes: encode(JSON.stringify(metadata, null, 1)) });
  files.push({ name: 'publishers.json', bytes: encode(await companions.exportPins()) });
  files.push({ name: 'settings.json', bytes: encode(await companions.exportSettings()) });
  return sealBackup(files, passphrase, now);
}

/** Adds what a backup holds to what is here. Throws `wrong-passphrase`, `malformed`, `store-locked`; everything is read before anything is written. */
export async function restoreBackup(
  certificates: CertificateStore,
  keys: OwnKeys,
  companions: BackupCompanions,
  bytes: Uint8Array,
  passphrase: string,
  now: Date,
): Promise<{ keys: number; publishers: number }> {
  const files = await openBackup(bytes, passphrase);
  const metadata = readMetadata(files.find(({ name }) => name === 'metadata.json')?.bytes);
  const materials = [];
  for (const { name, bytes: file } of files) {
    const fingerprint = /^(?:secret|public)\/([0-9A-F]{40}|[0-9A-F]{64})\.asc$/.exec(name)?.[1];
    if (fingerprint === undefined) continue;
    for (const material of await readKeyMaterial(file)) materials.push({ fingerprint, material });
  }
  for (const { fingerprint, material } of materials) {
    const kept = metadata[fingerprint];
    const refreshed = kept?.refreshedAt === undefined ? {} : { refreshedAt: kept.refreshedAt };
    await keys.add(material, { source: 'restored', addedAt: now.toISOString(), ...refreshed }, now);
    await restoreRevocation(certificates, files, fingerprint);
  }
  await markBackedUp(
    certificates,
    materials.flatMap(({ fingerprint, material }) => (material.secrets.length > 0 ? [fingerprint] : [])),
    now,
  );
  const text = (wanted: string) => files.find(({ name }) => name === wanted)?.bytes;
  const pins = text('publishers.json');
  const publishers = pins === undefined ? 0 : await companions.importPins(decode(pins));
  const settings = text('settings.json');
  if (settings !== undefined) await companions.importSettings(decode(settings));
  return { keys: materials.length, publishers };
}

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

function readMetadata(bytes: Uint8Array | undefined): Record<string, KeyMetadata> {
  if (bytes === undefined) return {};
  try {
    const entries = Object.entries(JSON.parse(decode(bytes)) as Record<string, unknown>);
    return Object.fromEntries(entries.map(([fingerprint, value]) => [fingerprint, checkMetadata(value)]));
  } catch {
    throw new AppError('malformed', 'metadata.json in the backup is damaged');
  }
}
