import { createPublicKey } from 'node:crypto';
import { AppError } from '../../../shared/error.ts';
import type { CosignAlgorithm, KeySummary } from '../../../shared/model/key.ts';
import type { CosignKeySource } from '../engines/cosign-key/cosign-key-engine.ts';
import type { PrivateKey } from '../sigstore/cosign-key/private-key.ts';
import { keyMaterial } from '../sigstore/key-material.ts';
import type { PublicKeyMaterial } from '../sigstore/public-key.ts';
import type { Clock } from '../util/clock.ts';
import { cosignSummary } from './cosign-summary.ts';
import type { ImportedKey } from './key-service.ts';
import { called, openPlainKeys, type PlainKeyKind, type PlainKeys } from './plain-keys.ts';
import { cosignSecretId } from './secret-id.ts';
import type { SecretStore } from './secret-store.ts';

/** The app's keys of cosign's kind. */
export interface CosignKeys extends Omit<PlainKeys<PublicKeyMaterial, PrivateKey>, 'stored'>, CosignKeySource {
  listKeys(): Promise<KeySummary[]>;
  secret: (id: string) => Promise<PrivateKey>;
  generate(request: { name: string; algorithm: CosignAlgorithm }): Promise<KeySummary>;
  /**
   * Undefined: the bytes hold no key of this kind. `name`: what a key is called that is not here yet, or has none. Throws `malformed`,
   * `unsupported`, `passphrase-needed`, `wrong-passphrase`.
   */
  import(bytes: Uint8Array, passphrase: string | undefined, name?: string): Promise<ImportedKey[] | undefined>;
  exportPublic(id: string): Promise<Uint8Array>;
  /** In cosign's format. Throws `passphrase-needed`, `no-secret-part`, `store-locked`. */
  exportSecret(id: string, passphrase: string): Promise<Uint8Array>;
}

/** Whether an id of `KeySummary` names a key of cosign's kind. */
export const isCosignId = (id: string): boolean => id.startsWith('cosign:');

const encode = (text: string) => new TextEncoder().encode(text);

const KIND: PlainKeyKind<PublicKeyMaterial, PrivateKey> = {
  prefix: 'cosign',
  folder: 'cosign-keys',
  field: 'spki',
  encode: ({ spki }) => spki,
  decode(bytes) {
    const material = keyMaterial(createPublicKey({ key: bytes, format: 'der', type: 'spki' }));
    if (material === undefined) throw new AppError('unsupported', 'a key of another kind');
    return material;
  },
  secretId: cosignSecretId,
  summary: cosignSummary,
  async writeSecret(key) {
    const { pkcs8Of } = await import('../sigstore/cosign-key/private-key.ts');
    return pkcs8Of(key);
  },
  async readSecret(pkcs8) {
    const { readPrivateKey } = await import('../sigstore/cosign-key/private-key.ts');
    return readPrivateKey(pkcs8, 'pkcs8');
  },
};

/** Opens cosign's keys of a home folder. Nothing is read, and none of the code that makes keys is loaded, before it is needed. */
export function openCosignKeys(home: string, store: SecretStore, clock: Clock): CosignKeys {
  const { stored, ...keys } = openPlainKeys(home, store, clock, KIND);
  const { add, secret } = keys;
  return {
    ...keys,
    publicKey: async (id) => (await stored(id)).material,
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
    async exportPublic(id) {
      const { publicKeyFile } = await import('../sigstore/cosign-key/key-file.ts');
      return encode(publicKeyFile((await stored(id)).material));
    },
    async exportSecret(id, passphrase) {
      if (passphrase === '') throw new AppError('passphrase-needed');
      const { sealedKeyFile } = await import('../sigstore/cosign-key/key-file.ts');
      return encode(await sealedKeyFile(await secret(id), passphrase));
    },
  };
}
