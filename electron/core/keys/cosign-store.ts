import { createPublicKey } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, toAppError } from '../../../shared/error.ts';
import { keyMaterial } from '../sigstore/key-material.ts';
import type { PublicKeyMaterial } from '../sigstore/public-key.ts';
import { type JsonFile, jsonFile } from '../util/json-file.ts';

/** What is remembered of a key of cosign's kind beside its public half. Times are RFC 3339. */
export interface CosignMetadata {
  /** As the user calls it; the key itself has no name. */
  name?: string;
  source: 'generated' | 'imported' | 'restored';
  addedAt: string;
  backedUpAt?: string;
  /** Whether the secret store has the secret part. */
  hasSecret: boolean;
}

/** A key as stored. */
export interface StoredCosignKey {
  material: PublicKeyMaterial;
  metadata: CosignMetadata;
}

/** The public halves of cosign's keys in the home folder: `cosign-keys/FINGERPRINT.json`. */
export interface CosignStore {
  /** Those that can be read; `onUnreadable` is told of the others. */
  all(onUnreadable?: (fingerprint: string, error: AppError) => void): Promise<StoredCosignKey[]>;
  get(fingerprint: string): Promise<StoredCosignKey | undefined>;
  /** Replaces what is remembered of a key by what `change` makes of it. Nobody else writes it meanwhile. */
  change(
    material: PublicKeyMaterial,
    change: (old: CosignMetadata | undefined) => CosignMetadata | Promise<CosignMetadata>,
  ): Promise<StoredCosignKey>;
  remove(fingerprint: string): Promise<void>;
}

const FILE = /^([0-9A-F]{64})\.json$/;
const LARGEST = 64 * 1024;

interface Content {
  spki: string;
  metadata: CosignMetadata;
}

/** Opens the keys of `home`. Nothing is read or made before the first call. */
export function openCosignStore(home: string): CosignStore {
  const folder = join(home, 'cosign-keys');
  const get = async (fingerprint: string): Promise<StoredCosignKey | undefined> => {
    const content = await fileOf(folder, fingerprint).read();
    return content === null ? undefined : { material: materialOf(content.spki), metadata: content.metadata };
  };
  return {
    get,
    async all(onUnreadable) {
      const names = await readdir(folder).catch((error: unknown) => {
        if (toAppError(error).code === 'not-found') return [];
        throw toAppError(error);
      });
      const fingerprints = names.flatMap((name) => FILE.exec(name)?.[1] ?? []).toSorted();
      const found = await Promise.all(
        fingerprints.map((fingerprint) =>
          get(fingerprint).catch((error: unknown) => onUnreadable?.(fingerprint, toAppError(error))),
        ),
      );
      return found.filter((stored) => stored !== undefined);
    },
    async change(material, change) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = fileOf(folder, material.fingerprint);
      // The public half is in hand again, so a damaged file is no loss.
      await file.setAside();
      const changed = await file.update(async (old) => ({
        spki: material.spki.toString('base64'),
        metadata: await change(old?.metadata),
      }));
      if (changed === null) throw new AppError('internal', 'a key that was written is not there');
      return { material, metadata: changed.metadata };
    },
    remove: (fingerprint) => rm(fileOf(folder, fingerprint).path, { force: true }),
  };
}

function fileOf(folder: string, fingerprint: string): JsonFile<Content | null> {
  if (!/^[0-9A-F]{64}$/.test(fingerprint)) throw new AppError('key-not-found', fingerprint);
  return jsonFile<Content | null>({
    path: join(folder, `${fingerprint}.json`),
    version: 1,
    empty: () => null,
    largest: LARGEST,
    check: (content) => {
      const checked = checkContent(content);
      if (materialOf(checked.spki).fingerprint !== fingerprint) throw new Error('it holds another key');
      return checked;
    },
  });
}

function materialOf(spki: string): PublicKeyMaterial {
  const key = createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' });
  const material = keyMaterial(key);
  if (material === undefined) throw new AppError('unsupported', 'a key of another kind');
  return material;
}

function checkContent(content: unknown): Content {
  if (typeof content !== 'object' || content === null) throw new Error('no object');
  const { spki, metadata } = content as Record<string, unknown>;
  if (typeof spki !== 'string') throw new Error('there is no key');
  return { spki, metadata: checkCosignMetadata(metadata) };
}

/** `content` as metadata. Throws where it is none. */
export function checkCosignMetadata(content: unknown): CosignMetadata {
  if (typeof content !== 'object' || content === null) throw new Error('no object');
  const { name, source, addedAt, backedUpAt, hasSecret } = content as Record<string, unknown>;
  const known = (['generated', 'imported', 'restored'] as const).find((one) => one === source);
  if (known === undefined || typeof addedAt !== 'string' || typeof hasSecret !== 'boolean')
    throw new Error('a field is missing');
  return {
    ...(typeof name === 'string' && name !== '' && { name }),
    source: known,
    addedAt,
    ...(typeof backedUpAt === 'string' && { backedUpAt }),
    hasSecret,
  };
}
