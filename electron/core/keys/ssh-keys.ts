import { AppError } from '../../../shared/error.ts';
import type { KeySummary, SshAlgorithm } from '../../../shared/model/key.ts';
import type { SshKeySource, SshSigner } from '../engines/ssh/ssh-engine.ts';
import { openSshAgent } from '../ssh/agent/ssh-agent.ts';
import type { SshPrivateKey } from '../ssh/private-key.ts';
import { readPublicKey, type SshPublicKey } from '../ssh/public-key.ts';
import { readPublicKeyLines, sshPublicLine } from '../ssh/public-key-file.ts';
import type { Clock } from '../util/clock.ts';
import type { ImportedKey } from './key-service.ts';
import { called, openPlainKeys, type PlainKeyKind, type PlainKeys } from './plain-keys.ts';
import { sshSecretId } from './secret-id.ts';
import type { SecretStore } from './secret-store.ts';
import { agentSummary, sshSummary } from './ssh-summary.ts';

/** The app's SSH keys. */
export interface SshKeys extends PlainKeys<SshPublicKey, SshPrivateKey>, SshKeySource {
  listKeys(): Promise<KeySummary[]>;
  generate(request: { name: string; algorithm: SshAlgorithm }): Promise<KeySummary>;
  /** Undefined: the bytes hold no key as OpenSSH writes them. Throws `malformed`, `unsupported`, `passphrase-needed`, `wrong-passphrase`. */
  import(
    bytes: Uint8Array,
    passphrase: string | undefined,
    name?: string,
    source?: 'imported' | 'restored',
  ): Promise<ImportedKey[] | undefined>;
  /** A line as in `id_ed25519.pub`. */
  exportPublic(id: string): Promise<Uint8Array>;
  /** As OpenSSH writes it. Throws `passphrase-needed`, `no-secret-part`, `store-locked`. */
  exportSecret(id: string, passphrase: string): Promise<Uint8Array>;
}

/** Whether an id of `KeySummary` names an SSH key that the app keeps. */
export const isSshId = (id: string): boolean => id.startsWith('ssh:');

/** Whether it names one that the SSH agent holds. */
export const isSshAgentId = (id: string): boolean => id.startsWith(AGENT);

const AGENT = 'ssh-agent:';
/** A locked agent answers as an empty one does, and its protocol has no question that would tell them apart. */
const NO_KEYS = 'the agent shows no keys: it is locked (ssh-add -x), or holds none';

const encode = (text: string) => new TextEncoder().encode(text);

const KIND: PlainKeyKind<SshPublicKey, SshPrivateKey> = {
  prefix: 'ssh',
  folder: 'ssh-keys',
  field: 'blob',
  encode: ({ blob }) => blob,
  decode: readPublicKey,
  secretId: sshSecretId,
  summary: sshSummary,
  async writeSecret(key) {
    const { sshPkcs8 } = await import('../ssh/private-key.ts');
    return sshPkcs8(key);
  },
  async readSecret(pkcs8) {
    const { readSshPkcs8 } = await import('../ssh/private-key.ts');
    return readSshPkcs8(pkcs8);
  },
};

/** Opens the SSH keys of a home folder. Nothing is read, and none of the code that makes keys is loaded, before it is needed. */
export function openSshKeys(home: string, store: SecretStore, clock: Clock): SshKeys {
  const keys = openPlainKeys(home, store, clock, KIND);
  const { add, secret, stored } = keys;
  return {
    ...keys,
    async signer(id): Promise<SshSigner> {
      const { material } = await stored(id);
      const [key, { signBlob }] = await Promise.all([secret(id), import('../ssh/private-key.ts')]);
      if (!key.public.blob.equals(material.blob))
        throw new AppError('store-damaged', `the secret part of ${id} is another key's`);
      return { blob: material.blob, key: material, sign: (data) => Promise.resolve(signBlob(key, data)) };
    },
    async generate({ name, algorithm }) {
      const { generateSshKey } = await import('../ssh/private-key.ts');
      const key = await generateSshKey(algorithm);
      return add({ material: key.public, secret: key }, { source: 'generated', ...called(name) });
    },
    async import(bytes, passphrase, name = '', source = 'imported') {
      const { openSshKeyFile } = await import('../ssh/private-key-file.ts');
      const opened = await openSshKeyFile(bytes, passphrase);
      if (opened !== null) {
        const { key, comment, unprotected } = opened;
        const about = { source, ...called(comment.trim() === '' ? name : comment) };
        const added = await add({ material: key.public, secret: key }, about);
        return [{ ...added, ...(unprotected && { unprotected }) }];
      }
      const found = readPublicKeyLines(bytes);
      if (found.length === 0) return undefined;
      const added: ImportedKey[] = [];
      for (const { key, comment } of found)
        added.push(await add({ material: key }, { source, ...called(comment === '' ? name : comment) }));
      return added;
    },
    async exportPublic(id) {
      const { material, metadata } = await stored(id);
      return encode(sshPublicLine(material.blob, metadata.name));
    },
    async exportSecret(id, passphrase) {
      if (passphrase === '') throw new AppError('passphrase-needed');
      const { writeSshKeyFile } = await import('../ssh/private-key-file.ts');
      const { metadata } = await stored(id);
      return encode(await writeSshKeyFile(await secret(id), metadata.name ?? '', passphrase));
    },
  };
}

/** The keys of the agent that `env` names. An agent that does not answer has none to list; who names one of its keys is told. */
export function openSshAgentKeys(env: NodeJS.ProcessEnv): SshKeySource {
  const agent = openSshAgent(env);
  return {
    async listKeys(now) {
      const keys = await agent.keys().catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'ssh-agent-absent') return [];
        throw error;
      });
      return keys.map((key) => agentSummary(key, now));
    },
    async signer(id) {
      const keys = await agent.keys();
      if (keys.length === 0) throw new AppError('ssh-agent-refused', NO_KEYS);
      const found = keys.find((key) => `${AGENT}${key.id}` === id);
      if (found === undefined) throw new AppError('key-not-found', id);
      const { blob, key } = found;
      return { blob, key, sign: (data, signal) => agent.sign(blob, data, signal) };
    },
  };
}
