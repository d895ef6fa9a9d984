import { AppError } from '../../../shared/error.ts';
import type { CosignAlgorithm, KeySummary, SecretPlace } from '../../../shared/model/key.ts';
import type { CosignKeySource } from '../engines/cosign-key/cosign-key-engine.ts';
import type { PublicKeyMaterial } from '../sigstore/public-key.ts';
import type { PrivateKey } from '../sigstore/cosign-key/private-key.ts';
import type { Clock } from '../util/clock.ts';
import { plainLabel } from '../util/plain-label.ts';
import { type CosignMetadata, openCosignStore, type StoredCosignKey } from './cosign-store.ts';
import { cosignSummary } from './cosign-summary.ts';
import type { ImportedKey } from './key-service.ts';
import { cosignSecretId } from './secret-id.ts';
import type { SecretStore } from './secret-store.ts';

/** The app's keys of cosign's kind: public halves in the clear, secret parts (PKCS#8) sealed in the secret store. */
export interface CosignKeys extends CosignKeySource {
  list(): Promise<KeySummary[]>;
  all(onUnreadable?: (fingerprint: string, error: AppError) => void): Promise<StoredCosignKey[]>;
  generate(request: { name: string; algorithm: CosignAlgorithm }): Promise<KeySummary>;
  /**
   * Undefined: the bytes hold no key of this kind. `name`: what a key is called that is not here yet, or has none. Throws `malformed`,
   * `unsupported`, `passphrase-needed`, `wrong-passphrase`.
   */
  import(bytes: Uint8Array, passphrase: string | undefined, name?: string): Promise<ImportedKey[] | undefined>;
  /** Calls a key something else; an empty name takes its name away. */
  rename(id: string, name: string): Promise<KeySummary>;
  add(
    key: { material: PublicKeyMaterial; secret?: PrivateKey },
    about: Pick<CosignMetadata, 'source'> & Partial<CosignMetadata>,
  ): Promise<KeySummary>;
  exportPublic(id: string): Promise<Uint8Array>;
  /** In cosign's format. Throws `passphrase-needed`, `no-secret-part`, `store-locked`. */
  exportSecret(id: string, passphrase: string): Promise<Uint8Array>;
  /** Remembers that a backup holds this key. */
  markBackedUp(fingerprint: string): Promise<void>;
  delete(id: string): Promise<void>;
}

/** Whether an id of `KeySummary` names a key of cosign's kind. */
export const isCosignId = (id: string): boolean => id.startsWith('cosign:');

const encode = (text: string) => new TextEncoder().encode(text);

/** Opens cosign's keys of a home folder. Nothing is read, and none of the code that makes keys is loaded, before it is needed. */
export function openCosignKeys(home: string, store: SecretStore, clock: Clock): CosignKeys {
  const kept = openCosignStore(home);
  const stored = async (id: string): Promise<StoredCosignKey> => {
    const found = await kept.get(fingerprintOf(id));
    if (found === undefined) throw new AppError('key-not-found', id);
    return found;
  };
  const hasSecret = ({ material, metadata }: StoredCosignKey, ids: ReadonlySet<string> | undefined): boolean =>
    ids === undefined ? metadata.hasSecret : ids.has(cosignSecretId(material.fingerprint));
  const place = (): Promise<SecretPlace> =>
    store.place().catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'store-damaged') return 'passphrase';
      throw error;
    });
  const summary = async (one: StoredCosignKey): Promise<KeySummary> =>
    cosignSummary(one, hasSecret(one, await store.ids().catch(() => undefined)) ? await place() : 'none');
  const list = async (): Promise<KeySummary[]> => Promise.all((await kept.all()).map(summary));

  const secret = async (id: string): Promise<PrivateKey> => {
    const { material } = await stored(id);
    const { readPrivateKey } = await import('../sigstore/cosign-key/private-key.ts');
    const bytes = await store.read(cosignSecretId(material.fingerprint));
    try {
      return readPrivateKey(bytes, 'pkcs8');
    } finally {
      bytes.fill(0);
    }
  };
  const add: CosignKeys['add'] = async ({ material, secret: key }, about) => {
    const { pkcs8Of } = await import('../sigstore/cosign-key/private-key.ts');
    // Asked now: a question must not keep others waiting for the key.
    if (key !== undefined) await store.ready();
    const added = await kept.change(material, async (old) => {
      if (key !== undefined) {
        const bytes = pkcs8Of(key);
        // Written before what says that it is there: a crash between the two loses nothing that was promised.
        await store.write(cosignSecretId(material.fingerprint), bytes).finally(() => bytes.fill(0));
      }
      const fresh = { addedAt: clock().toISOString(), hasSecret: false };
      return { ...fresh, ...about, ...old, ...(key !== undefined && { hasSecret: true }) };
    });
    return summary(added);
  };

  return {
    list,
    all: (onUnreadable) => kept.all(onUnreadable),
    listKeys: async () => (await list()).filter((key) => key.secret !== 'none'),
    publicKey: async (id) => (await stored(id)).material,
    secret,
    add,
    async generate({ name, algorithm }) {
      const { generatePrivateKey } = await import('../sigstore/cosign-key/private-key.ts');
      const key = await generatePrivateKey(algorithm);
      return add({ material: key.public, secret: key }, { source: 'generated', ...called(name) });
    },
    async import(bytes, passphrase, name = '') {
      const { openKeyFile } = await import('../sigstore/cosign-key/open-key-file.ts');
      const opened = await openKeyFile(bytes, passphrase);
      if (opened !== null) {
        const { key, unprotected } = opened;
        const added = await add({ material: key.public, secret: key }, { source: 'imported', ...called(name) });
        return [{ ...added, ...(unprotected && { unprotected }) }];
      }
      const { readPublicKeys } = await import('../sigstore/public-key.ts');
      const materials = readPublicKeys(bytes);
      if (materials.length === 0) return undefined;
      const added: ImportedKey[] = [];
      for (const material of materials) added.push(await add({ material }, { source: 'imported', ...called(name) }));
      return added;
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
    async exportPublic(id) {
      const { publicKeyFile } = await import('../sigstore/cosign-key/key-file.ts');
      return encode(publicKeyFile((await stored(id)).material));
    },
    async exportSecret(id, passphrase) {
      if (passphrase === '') throw new AppError('passphrase-needed');
      const { sealedKeyFile } = await import('../sigstore/cosign-key/key-file.ts');
      return encode(await sealedKeyFile(await secret(id), passphrase));
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
      await store.remove(cosignSecretId(material.fingerprint)).catch(nothingUsable);
      await kept.remove(material.fingerprint);
    },
  };
}

/** A name as it is kept: a line that can be seen, or none. */
function called(name: string): { name?: string } {
  const plain = plainLabel(name, 200);
  return plain === '' ? {} : { name: plain };
}

/** What cannot be opened ever need not be removed. */
function nothingUsable(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'store-damaged') throw error;
}

function fingerprintOf(id: string): string {
  return id.replace(/^cosign:/, '').toUpperCase();
}
