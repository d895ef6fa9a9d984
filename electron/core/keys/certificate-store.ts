import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, toAppError } from '../../../shared/error.ts';
import { writeFileAtomic } from '../util/atomic-file.ts';
import { freeName, jsonFile } from '../util/json-file.ts';
import type { JsonFile } from '../util/json-file.ts';
import { withProcessLock } from '../util/process-lock.ts';
import { type OnUnreadable, readStored } from './stored-files.ts';

/** What is remembered of a certificate beside its bytes. Times are RFC 3339. */
export interface KeyMetadata {
  source: 'generated' | 'imported' | 'lookup' | 'restored';
  addedAt: string;
  refreshedAt?: string;
  backedUpAt?: string;
  /** Fingerprints of the primary and subkeys whose secret part the secret store has. */
  secretParts: string[];
}

/** A certificate as stored; `fingerprint` is the primary's, upper-case hex. */
export interface StoredCertificate {
  fingerprint: string;
  bytes: Uint8Array;
  metadata: KeyMetadata;
}

/** The certificates in the home folder: `certificates/FINGERPRINT.pgp` (binary) with `.json` beside it, `revocations/FINGERPRINT.asc`. */
export interface CertificateStore {
  /** Those that can be read; `onUnreadable` is told of the others. Damaged metadata is as none: a revocation in the certificate still counts. */
  all(onUnreadable?: OnUnreadable): Promise<StoredCertificate[]>;
  get(fingerprint: string): Promise<StoredCertificate | undefined>;
  /** Replaces one certificate by what `change` makes of it; nobody else writes it meanwhile. Damaged metadata is set aside. */
  change(
    fingerprint: string,
    change: (old: StoredCertificate | undefined) => Promise<Omit<StoredCertificate, 'fingerprint'>>,
  ): Promise<StoredCertificate>;
  /** Moves a damaged certificate to a free name beside it; for use within `change`. */
  setAside(fingerprint: string): Promise<void>;
  /** Removes a certificate after `before` is done; nobody else writes it meanwhile. Its revocation certificate stays: copies of the key may live on. */
  remove(fingerprint: string, before: () => Promise<void>): Promise<void>;
  /** The armored revocation certificate made with the key. Kept readable: it is for the day when the secret part is lost. */
  revocation(fingerprint: string): Promise<string | undefined>;
  addRevocation(fingerprint: string, armored: string): Promise<void>;
}

const FILE = /^([0-9A-F]{40}|[0-9A-F]{64})\.pgp$/;

/** Opens the certificates of `home`. Nothing is read or made before the first call. */
export function openCertificateStore(home: string): CertificateStore {
  const folder = join(home, 'certificates');
  const revocations = join(home, 'revocations');
  const certificatePath = (fingerprint: string) => join(folder, `${fingerprint}.pgp`);
  const revocationPath = (fingerprint: string) => join(revocations, `${fingerprint}.asc`);

  const get = async (fingerprint: string): Promise<StoredCertificate | undefined> => {
    const bytes = await readIfThere(certificatePath(fingerprint));
    if (bytes === undefined) return undefined;
    return { fingerprint, bytes, metadata: await metadataFile(folder, fingerprint).read().catch(noMetadata) };
  };

  return {
    get,
    all: (onUnreadable) => readStored(folder, FILE, get, onUnreadable),
    async change(fingerprint, change) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return withProcessLock(certificatePath(fingerprint), async () => {
        const old = await get(fingerprint);
        const { bytes, metadata } = await change(old);
        // The metadata first: without a certificate it is nothing, while a certificate without it would forget its secret part.
        const file = metadataFile(folder, fingerprint);
        await file
          .update(() => metadata)
          .catch(async (error: unknown) => {
            if (!(error instanceof AppError) || error.code !== 'store-damaged') throw error;
            await file.setAside();
            await file.update(() => metadata);
          });
        await writeFileAtomic(certificatePath(fingerprint), bytes, { overwrite: true, mode: 0o600 });
        return { fingerprint, bytes, metadata };
      });
    },
    async setAside(fingerprint) {
      const path = certificatePath(fingerprint);
      await rename(path, await freeName(path));
    },
    async remove(fingerprint, before) {
      await withProcessLock(certificatePath(fingerprint), async () => {
        await before();
        await rm(certificatePath(fingerprint), { force: true });
        await rm(metadataFile(folder, fingerprint).path, { force: true });
      });
    },
    async revocation(fingerprint) {
      const bytes = await readIfThere(revocationPath(fingerprint));
      return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
    },
    async addRevocation(fingerprint, armored) {
      await mkdir(revocations, { recursive: true, mode: 0o700 });
      await writeFileAtomic(revocationPath(fingerprint), new TextEncoder().encode(armored), {
        overwrite: true,
        mode: 0o600,
      });
    },
  };
}

/** What is remembered of a certificate that somebody copied into the folder by hand, or whose metadata is lost. */
const empty = (): KeyMetadata => ({ source: 'imported', addedAt: '', secretParts: [] });

function noMetadata(error: unknown): KeyMetadata {
  if (error instanceof AppError) return empty();
  throw error;
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    const known = toAppError(error);
    if (known.code === 'not-found') return undefined;
    throw known;
  }
}

function metadataFile(folder: string, fingerprint: string): JsonFile<KeyMetadata> {
  return jsonFile<KeyMetadata>({
    path: join(folder, `${fingerprint}.json`),
    version: 1,
    empty,
    check: checkMetadata,
  });
}

/** `content` as metadata. Throws where it is none. */
export function checkMetadata(content: unknown): KeyMetadata {
  if (typeof content !== 'object' || content === null) throw new Error('no object');
  const { source, addedAt, refreshedAt, backedUpAt, secretParts } = content as Record<string, unknown>;
  const known = (['generated', 'imported', 'lookup', 'restored'] as const).find((one) => one === source);
  if (known === undefined || typeof addedAt !== 'string') throw new Error('a field is missing');
  if (!Array.isArray(secretParts) || !secretParts.every((part): part is string => typeof part === 'string')) {
    throw new Error('the secret parts are no list of fingerprints');
  }
  return {
    source: known,
    addedAt,
    ...(typeof refreshedAt === 'string' && { refreshedAt }),
    ...(typeof backedUpAt === 'string' && { backedUpAt }),
    secretParts,
  };
}
