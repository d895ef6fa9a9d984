import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/error.ts';
import { type JsonFile, jsonFile } from '../util/json-file.ts';
import { type OnUnreadable, readStored } from './stored-files.ts';

/** What is remembered of a plain key, which says nothing of itself, beside its public half. Times are RFC 3339. */
export interface PlainMetadata {
  /** As the user calls it; the key itself has no name. */
  name?: string;
  source: 'generated' | 'imported' | 'restored';
  addedAt: string;
  backedUpAt?: string;
  /** Whether the secret store has the secret part. */
  hasSecret: boolean;
}

/** A key as stored; `Public` is its public half. */
export interface StoredPlainKey<Public> {
  material: Public;
  metadata: PlainMetadata;
}

/** How the public halves of one kind of key are kept. */
export interface PlainKeyForm<Public> {
  /** The folder in the home folder. */
  folder: string;
  /** What the bytes of the public half are called in its file. */
  field: string;
  encode(material: Public): Buffer;
  /** Throws for bytes that are no such key. */
  decode(bytes: Buffer): Public;
}

/** The public halves of keys of one kind in the home folder: `FOLDER/FINGERPRINT.json`. */
export interface PlainKeyStore<Public> {
  /** Those that can be read; `onUnreadable` is told of the others. */
  all(onUnreadable?: OnUnreadable): Promise<StoredPlainKey<Public>[]>;
  get(fingerprint: string): Promise<StoredPlainKey<Public> | undefined>;
  /** Replaces what is remembered of a key by what `change` makes of it. Nobody else writes it meanwhile. */
  change(
    material: Public,
    change: (old: PlainMetadata | undefined) => PlainMetadata | Promise<PlainMetadata>,
  ): Promise<StoredPlainKey<Public>>;
  remove(fingerprint: string): Promise<void>;
}

const FILE = /^([0-9A-F]{64})\.json$/;
const LARGEST = 64 * 1024;

/** As it stands in the file: the public half in base64, under its form's name. */
type Content = Record<string, unknown> & { metadata: PlainMetadata };

/** Opens the keys of `home`. Nothing is read or made before the first call. */
export function openPlainKeyStore<Public extends { fingerprint: string }>(
  home: string,
  form: PlainKeyForm<Public>,
): PlainKeyStore<Public> {
  const folder = join(home, form.folder);
  const get = async (fingerprint: string): Promise<StoredPlainKey<Public> | undefined> => {
    const content = await fileOf(folder, fingerprint, form).read();
    return content === null ? undefined : { material: publicHalf(content, form), metadata: content.metadata };
  };
  return {
    get,
    all: (onUnreadable) => readStored(folder, FILE, get, onUnreadable),
    async change(material, change) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = fileOf(folder, material.fingerprint, form);
      // The public half is in hand again, so a damaged file is no loss.
      await file.setAside();
      const changed = await file.update(async (old) => ({
        [form.field]: form.encode(material).toString('base64'),
        metadata: await change(old?.metadata),
      }));
      if (changed === null) throw new AppError('internal', 'a key that was written is not there');
      return { material, metadata: changed.metadata };
    },
    remove: (fingerprint) => rm(fileOf(folder, fingerprint, form).path, { force: true }),
  };
}

function fileOf<Public extends { fingerprint: string }>(
  folder: string,
  fingerprint: string,
  form: PlainKeyForm<Public>,
): JsonFile<Content | null> {
  if (!/^[0-9A-F]{64}$/.test(fingerprint)) throw new AppError('key-not-found', fingerprint);
  return jsonFile<Content | null>({
    path: join(folder, `${fingerprint}.json`),
    version: 1,
    empty: () => null,
    largest: LARGEST,
    check: (content) => {
      if (typeof content !== 'object' || content === null) throw new Error('no object');
      const fields = content as Record<string, unknown>;
      const checked = { [form.field]: fields[form.field], metadata: checkPlainMetadata(fields['metadata']) };
      if (publicHalf(checked, form).fingerprint !== fingerprint) throw new Error('it holds another key');
      return checked;
    },
  });
}

function publicHalf<Public>(content: Content, form: PlainKeyForm<Public>): Public {
  const text = content[form.field];
  if (typeof text !== 'string') throw new Error('there is no key');
  return form.decode(Buffer.from(text, 'base64'));
}

/** What a backup remembers of its plain keys, by fingerprint; a damaged part of it keeps no key from being restored. */
export function readPlainMetadata(bytes: Uint8Array | undefined): Record<string, PlainMetadata> {
  try {
    if (bytes === undefined) return {};
    const entries = Object.entries(JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>);
    return Object.fromEntries(entries.map(([fingerprint, value]) => [fingerprint, checkPlainMetadata(value)]));
  } catch {
    return {};
  }
}

/** `content` as metadata. Throws where it is none. */
function checkPlainMetadata(content: unknown): PlainMetadata {
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
