import { AppError } from '../../../shared/error.ts';
import type { KeySummary, SecretPlace } from '../../../shared/model/key.ts';
import type { Clock } from '../util/clock.ts';
import { plainLabel } from '../util/plain-label.ts';
import { openPlainKeyStore, type PlainKeyForm, type PlainMetadata, type StoredPlainKey } from './plain-key-store.ts';
import type { SecretStore } from './secret-store.ts';
import type { OnUnreadable } from './stored-files.ts';

/** One kind of keys that have nothing but two halves: how they are kept and shown. */
export interface PlainKeyKind<Public, Secret> extends PlainKeyForm<Public> {
  /** What ids begin with, before a colon. */
  prefix: string;
  /** The name of the secret part in the secret store. */
  secretId(fingerprint: string): string;
  summary(stored: StoredPlainKey<Public>, secret: SecretPlace): KeySummary;
  /** The secret part as PKCS#8 (DER), and out of it. Loaded when it is needed. */
  writeSecret(secret: Secret): Promise<Buffer>;
  readSecret(pkcs8: Uint8Array): Promise<Secret>;
}

/** The app's keys of one such kind: public halves in the clear, secret parts (PKCS#8) sealed in the secret store. */
export interface PlainKeys<Public, Secret> {
  list(): Promise<KeySummary[]>;
  /** Those with a secret part. */
  listKeys(): Promise<KeySummary[]>;
  all(onUnreadable?: OnUnreadable): Promise<StoredPlainKey<Public>[]>;
  /** Throws `key-not-found`. */
  stored: (id: string) => Promise<StoredPlainKey<Public>>;
  /** Throws `store-locked`, `no-secret-part`. */
  secret: (id: string) => Promise<Secret>;
  add: (
    key: { material: Public; secret?: Secret },
    about: Pick<PlainMetadata, 'source'> & Partial<PlainMetadata>,
  ) => Promise<KeySummary>;
  /** Calls a key something else; an empty name takes its name away. */
  rename(id: string, name: string): Promise<KeySummary>;
  /** Remembers that a backup holds this key. */
  markBackedUp(fingerprint: string): Promise<void>;
  delete(id: string): Promise<void>;
}

/** Opens the keys of one kind in a home folder. Nothing is read before it is needed. */
export function openPlainKeys<Public extends { fingerprint: string }, Secret>(
  home: string,
  store: SecretStore,
  clock: Clock,
  kind: PlainKeyKind<Public, Secret>,
): PlainKeys<Public, Secret> {
  const kept = openPlainKeyStore(home, kind);
  const stored = async (id: string): Promise<StoredPlainKey<Public>> => {
    const fingerprint = id.startsWith(`${kind.prefix}:`) ? id.slice(kind.prefix.length + 1) : id;
    const found = await kept.get(fingerprint.toUpperCase());
    if (found === undefined) throw new AppError('key-not-found', id);
    return found;
  };
  const hasSecret = ({ material, metadata }: StoredPlainKey<Public>, ids: ReadonlySet<string> | undefined): boolean =>
    ids === undefined ? metadata.hasSecret : ids.has(kind.secretId(material.fingerprint));
  const place = (): Promise<SecretPlace> =>
    store.place().catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'store-damaged') return 'passphrase';
      throw error;
    });
  const summary = async (one: StoredPlainKey<Public>): Promise<KeySummary> =>
    kind.summary(one, hasSecret(one, await store.ids().catch(() => undefined)) ? await place() : 'none');
  const list = async (): Promise<KeySummary[]> => Promise.all((await kept.all()).map(summary));
  return {
    list,
    listKeys: async () => (await list()).filter((key) => key.secret !== 'none'),
    all: (onUnreadable) => kept.all(onUnreadable),
    stored,
    async secret(id) {
      const { material } = await stored(id);
      const bytes = await store.read(kind.secretId(material.fingerprint));
      try {
        return await kind.readSecret(bytes);
      } finally {
        bytes.fill(0);
      }
    },
    async add({ material, secret }, about) {
      // Asked now: a question must not keep others waiting for the key.
      if (secret !== undefined) await store.ready();
      const added = await kept.change(material, async (old) => {
        if (secret !== undefined) {
          const bytes = await kind.writeSecret(secret);
          // Written before what says that it is there: a crash between the two loses nothing that was promised.
          await store.write(kind.secretId(material.fingerprint), bytes).finally(() => bytes.fill(0));
        }
        const fresh = { addedAt: clock().toISOString(), hasSecret: false };
        return { ...fresh, ...about, ...old, ...(secret !== undefined && { hasSecret: true }) };
      });
      return summary(added);
    },
    async rename(id, name) {
      const { material } = await stored(id);
      const renamed = await kept.change(material, (old) => {
        if (old === undefined) throw new AppError('key-not-found', id);
        const nameless = { ...old };
        delete nameless.name;
        return { ...nameless, ...called(name) };
      });
      return summary(renamed);
    },
    async markBackedUp(fingerprint) {
      const one = await kept.get(fingerprint);
      if (one === undefined) return;
      const backedUpAt = clock().toISOString();
      await kept.change(one.material, (old) => ({ ...one.metadata, ...old, backedUpAt }));
    },
    async delete(id) {
      const { material } = await stored(id);
      // The secret part goes first: what is left after a crash is still in the list.
      await store.remove(kind.secretId(material.fingerprint)).catch(nothingUsable);
      await kept.remove(material.fingerprint);
    },
  };
}

/** A name as it is kept: a line that can be seen, or none. */
export function called(name: string): { name?: string } {
  const plain = plainLabel(name, 200);
  return plain === '' ? {} : { name: plain };
}

/** What cannot be opened ever need not be removed. */
function nothingUsable(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'store-damaged') throw error;
}
