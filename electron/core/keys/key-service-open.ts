import { AppError } from '../../../shared/error.ts';
import type { KeySummary, SecretPlace } from '../../../shared/model/key.ts';
import type { OpenpgpKeySource } from '../engines/openpgp/openpgp-engine.ts';
import { fingerprintOf, readKeyParts, readOneKey, writeKeyParts } from '../openpgp/make/certificate-parts.ts';
import type { KeyParts } from '../openpgp/make/certificate-parts.ts';
import type { Secrets } from '../openpgp/make/extend.ts';
import type { KeyMaterial } from '../openpgp/make/generate.ts';
import type { SecretPacket } from '../openpgp/make/key-packets.ts';
import type { Clock } from '../util/clock.ts';
import type { CosignKeySource } from '../engines/cosign-key/cosign-key-engine.ts';
import type { SshKeySource } from '../engines/ssh/ssh-engine.ts';
import { sshPublicLine } from '../ssh/public-key-file.ts';
import { openCertificateStore } from './certificate-store.ts';
import type { KeyMetadata, StoredCertificate } from './certificate-store.ts';
import { type CosignKeys, isCosignId, openCosignKeys } from './cosign-keys.ts';
import type { BackupCompanions } from './key-backup.ts';
import { selectKey } from './key-select.ts';
import type { CertificateRecord, ImportedKey, KeyService, LeftOut, LookedUp } from './key-service.ts';
import type { LookupOptions } from './lookup.ts';
import type { OwnKeys } from './own-keys.ts';
import { secretId } from './secret-id.ts';
import type { SecretStore } from './secret-store.ts';
import { isSshAgentId, isSshId, openSshAgentKeys, openSshKeys, type SshKeys } from './ssh-keys.ts';

/** GnuPG's keyring, as far as lists and verification need it. */
export interface GnupgKeys {
  listKeys(now: Date): Promise<KeySummary[]>;
  certificates(): Promise<CertificateRecord[]>;
}

/** What the keys are opened with. */
export interface KeyServiceOptions extends BackupCompanions {
  /** The home folder; made when something is first written. */
  home: string;
  store: SecretStore;
  clock: Clock;
  /** Absent where there is no `gpg`. A keyring that cannot be read is left out of lists. */
  gnupg?: GnupgKeys;
  /** Where the SSH agent is named; absent: there is none. */
  env?: NodeJS.ProcessEnv;
  lookup: LookupOptions;
}

/** The keys, and what the engines need of them. */
export interface OpenedKeys extends KeyService {
  readonly openpgp: OpenpgpKeySource;
  readonly cosign: CosignKeySource;
  readonly ssh: SshKeySource;
  readonly sshAgent: SshKeySource;
}

/** Opens the keys of a home folder. Nothing is read, and none of the code that makes keys is loaded, before it is needed. */
export function openKeyService(options: KeyServiceOptions): OpenedKeys {
  return new Keys(options);
}

class Keys implements OpenedKeys {
  readonly #options: KeyServiceOptions;
  readonly #certificates;
  readonly openpgp: OpenpgpKeySource;
  readonly cosign: CosignKeys;
  readonly ssh: SshKeys;
  readonly sshAgent: SshKeySource;

  constructor(options: KeyServiceOptions) {
    this.#options = options;
    this.#certificates = openCertificateStore(options.home);
    this.cosign = openCosignKeys(options.home, options.store, options.clock);
    this.ssh = openSshKeys(options.home, options.store, options.clock);
    this.sshAgent = openSshAgentKeys(options.env ?? {});
    this.openpgp = {
      listKeys: async () => (await this.#stored()).filter(({ secret }) => secret !== 'none'),
      certificate: async (id) => (await (await this.#own()).stored(id)).bytes,
      secretParts: async (id) => (await this.#own()).secretParts(id),
      secret: async (id) => (await this.#own()).secretBytes(id),
    };
  }

  async list() {
    const [openpgp, gnupg, cosign, ssh, agent] = await Promise.all([
      this.#stored(),
      this.#fromGnupg(),
      this.cosign.list(),
      this.ssh.list(),
      this.sshAgent.listKeys(this.#options.clock()),
    ]);
    const known = new Set(openpgp.map(({ fingerprint }) => fingerprint));
    const stored = [...openpgp, ...cosign, ...ssh];
    const own = stored.filter(({ secret }) => secret !== 'none');
    return [
      ...own,
      ...gnupg.filter(({ secret }) => secret !== 'none'),
      ...agent.filter(({ id }) => !own.some((key) => isSshId(key.id) && id.endsWith(`:${key.fingerprint}`))),
      ...stored.filter(({ secret }) => secret === 'none'),
      ...gnupg.filter(({ secret, fingerprint }) => secret === 'none' && !known.has(fingerprint)),
    ];
  }

  async find(selector: string, purpose: 'sign' | 'any') {
    if (selector.startsWith('gpg:')) return selectKey(await this.#fromGnupg(), selector, purpose);
    const agent = () => this.sshAgent.listKeys(this.#options.clock());
    if (isSshAgentId(selector)) return selectKey(await agent(), selector, purpose);
    const stored = [...(await this.#stored()), ...(await this.cosign.list()), ...(await this.ssh.list())];
    try {
      const found = selectKey(stored, selector, purpose);
      if (purpose === 'any' || found.type !== 'ssh' || found.secret !== 'none') return found;
      // Its secret part may be the agent's.
      return (await agent()).find(({ id }) => id.endsWith(`:${found.fingerprint}`)) ?? found;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'key-not-found' || selector.startsWith('cosign:')) throw error;
      return selectKey(await agent(), selector, purpose);
    }
  }

  async certificates() {
    const [stored, gnupg] = await Promise.all([
      this.#certificates.all(),
      this.#options.gnupg?.certificates().catch(() => []) ?? [],
    ]);
    return [...stored.map(toRecord), ...gnupg];
  }

  async publicKeys() {
    const all = await this.cosign.all();
    return all.map(({ material, metadata: { name } }) => ({ material, ...(name !== undefined && { name }) }));
  }

  async generateCosign(request: Parameters<KeyService['generateCosign']>[0]) {
    return this.cosign.generate(request);
  }

  async generateSsh(request: Parameters<KeyService['generateSsh']>[0]) {
    return this.ssh.generate(request);
  }

  async generate(request: Parameters<KeyService['generate']>[0]) {
    const { generateOpenpgpKey } = await import('../openpgp/make/generate.ts');
    const now = this.#options.clock();
    const key = await generateOpenpgpKey({ ...request, now });
    const stored = await (await this.#own()).add(key, { source: 'generated', addedAt: now.toISOString() }, now);
    await this.#certificates.addRevocation(stored.fingerprint, key.revocationCertificate);
    return this.#summary(stored);
  }

  async import(bytes: Uint8Array, { passphrase, name }: Parameters<KeyService['import']>[1]): Promise<ImportedKey[]> {
    const plain =
      (await this.ssh.import(bytes, passphrase, name)) ?? (await this.cosign.import(bytes, passphrase, name));
    if (plain !== undefined) return plain;
    const { applyRevocation, readRevocations } = await import('../openpgp/make/import-revocation.ts');
    const { readKeyMaterial } = await import('../openpgp/make/import.ts');
    const own = await this.#own();
    const now = this.#options.clock();
    const metadata = { source: 'imported', addedAt: now.toISOString() } as const;
    const revocations = readRevocations(bytes);
    const materials: KeyMaterial[] = revocations.length > 0 ? [] : await readKeyMaterial(bytes, passphrase);
    for (const stored of revocations.length > 0 ? await this.#certificates.all() : []) {
      const certificate = readable(stored.bytes);
      if (certificate === undefined) continue;
      for (const revocation of revocations) {
        const revoked = await applyRevocation(certificate, revocation);
        if (revoked !== undefined) materials.push({ certificate: revoked, secrets: [] });
      }
    }
    if (materials.length === 0)
      throw new AppError('key-not-found', 'the key that this certificate revokes is not here');
    const summaries: KeySummary[] = [];
    let problem: unknown;
    for (const material of materials) {
      try {
        summaries.push(await this.#summary(await own.add(material, metadata, now)));
      } catch (error) {
        // One key of a whole keyring that says nothing of itself does not keep the others out.
        if (!(error instanceof AppError) || error.code !== 'malformed') throw error;
        problem ??= error;
      }
    }
    if (summaries.length === 0) throw problem;
    return [...new Map(summaries.map((summary) => [summary.id, summary])).values()];
  }

  async rename(id: string, name: string) {
    if (isSshId(id)) return this.ssh.rename(id, name);
    if (!isCosignId(id)) throw new AppError('unsupported', 'the names in an OpenPGP key are signed');
    return this.cosign.rename(id, name);
  }

  async exportPublic(id: string, format: 'armored' | 'binary') {
    if (isCosignId(id)) return this.cosign.exportPublic(id);
    if (isSshId(id)) return this.ssh.exportPublic(id);
    if (isSshAgentId(id)) return this.#exportOfAgent(id);
    return formatted(await this.#publicBytes(id), 'PUBLIC KEY BLOCK', format);
  }

  async exportSecret(id: string, format: 'armored' | 'binary', passphrase: string) {
    if (passphrase === '') throw new AppError('passphrase-needed');
    if (isCosignId(id)) return this.cosign.exportSecret(id, passphrase);
    if (isSshId(id)) return this.ssh.exportSecret(id, passphrase);
    const { secretKeyParts } = await import('../openpgp/make/export.ts');
    const own = await this.#own();
    const certificate = readOneKey((await own.stored(ownId(id))).bytes);
    const parts = await secretKeyParts({ certificate, secrets: await own.secrets(id) }, passphrase);
    return formatted(writeKeyParts(parts), 'PRIVATE KEY BLOCK', format);
  }

  async revocationCertificate(id: string) {
    const { fingerprint } = await (await this.#own()).stored(ownId(id));
    const saved = await this.#certificates.revocation(fingerprint);
    if (saved !== undefined) return saved;
    const { makeRevocationCertificate } = await import('../openpgp/make/revoke.ts');
    let made = '';
    await this.#byPrimary(id, async (certificate, primary, now) => {
      made = await makeRevocationCertificate(certificate, primary, now);
      return { certificate, secrets: [] };
    }).catch((error: unknown) => {
      const missing = error instanceof AppError && error.code === 'no-secret-part';
      throw missing ? new AppError('not-found', 'the primary key is not here to make one') : error;
    });
    await this.#certificates.addRevocation(fingerprint, made);
    return made;
  }

  async extend(id: string, validity: string) {
    const { extendKey } = await import('../openpgp/make/extend.ts');
    const key = await this.#byPrimary(id, async (certificate, primary, now, secrets) => ({
      certificate: await extendKey(certificate, primary, secrets, validity, now),
      secrets: [],
    }));
    const before = (one: string | null, end: string | null) => one !== null && (end === null || one < end);
    const short = key.subkeys.filter(
      ({ status, expiresAt }) => status !== 'revoked' && before(expiresAt, key.expiresAt),
    );
    return { ...key, notExtended: short.map(({ fingerprint }) => fingerprint) };
  }

  async addUserId(id: string, name: string, email: string) {
    const { addUserId } = await import('../openpgp/make/add.ts');
    return this.#byPrimary(id, async (certificate, primary, now) => ({
      certificate: await addUserId(certificate, primary, name, email, now),
      secrets: [],
    }));
  }

  async addSubkey(id: string, validity: string) {
    const { addSigningSubkey } = await import('../openpgp/make/add.ts');
    return this.#byPrimary(id, (certificate, primary, now) => addSigningSubkey(certificate, primary, validity, now));
  }

  async revoke(id: string, reason: Parameters<KeyService['revoke']>[1], note: string) {
    const { revokeKey } = await import('../openpgp/make/revoke.ts');
    return this.#byPrimary(id, async (certificate, primary, now) => ({
      certificate: await revokeKey(certificate, primary, reason, note, now),
      secrets: [],
    }));
  }

  async delete(id: string) {
    if (isCosignId(id)) await this.cosign.delete(id);
    else if (isSshId(id)) await this.ssh.delete(id);
    else await (await this.#own()).remove(ownId(id));
  }

  async backup(passphrase: string, onLeftOut?: (left: LeftOut) => void) {
    const { makeBackup, markBackedUp } = await import('./key-backup.ts');
    const now = this.#options.clock();
    const own = await this.#own();
    const made = await makeBackup(this.#certificates, own, this.#plain(), this.#options, passphrase, now);
    const { bytes, secret, left } = made;
    await markBackedUp(this.#certificates, secret, now);
    for (const fingerprint of made.cosign) await this.cosign.markBackedUp(fingerprint);
    for (const fingerprint of made.ssh) await this.ssh.markBackedUp(fingerprint);
    for (const one of left) onLeftOut?.(one);
    return bytes;
  }

  async restore(bytes: Uint8Array, passphrase: string) {
    const { restoreBackup } = await import('./key-backup.ts');
    const now = this.#options.clock();
    return restoreBackup(this.#certificates, await this.#own(), this.#plain(), this.#options, bytes, passphrase, now);
  }

  async lookup(query: string, from: 'wkd' | 'keyserver', signal?: AbortSignal): Promise<LookedUp> {
    const kept: Uint8Array[] = [];
    const summaries: KeySummary[] = [];
    for (const parts of await this.#ask(query, from, signal)) {
      const bytes = writeKeyParts(parts);
      const summary = await this.#describe(bytes, { secretParts: [] });
      if (summary === undefined) continue;
      kept.push(bytes);
      summaries.push(summary);
    }
    // Some servers give keys without any name; such a copy only serves to refresh one that is known.
    if (kept.length === 0) throw new AppError('not-on-server', 'the server has the key, but nobody may see its names');
    return { summaries, bytes: Buffer.concat(kept), from };
  }

  async accept(found: LookedUp) {
    const now = this.#options.clock();
    const summaries: KeySummary[] = [];
    for (const certificate of readKeyParts(found.bytes)) summaries.push(await this.#addLookedUp(certificate, now));
    return summaries;
  }

  async refresh(id: string, from: 'wkd' | 'keyserver', signal?: AbortSignal) {
    const { addressOf } = await import('../openpgp/make/user-id.ts');
    const key = await this.find(id, 'any');
    const addresses = key.userIds.flatMap((userId) => addressOf(userId) ?? []);
    const [query] = from === 'wkd' ? addresses : [key.fingerprint];
    if (query === undefined) throw new AppError('not-on-server', 'the key has no e-mail address to ask for');
    const found = await this.#ask(query, from, signal);
    const same = found.find((parts) => fingerprintOf(parts.primary.body) === key.fingerprint);
    if (same === undefined) throw new AppError('not-expected-key', 'the server has another key for this address');
    const { mergeCertificates } = await import('../openpgp/make/merge.ts');
    const before = await this.#publicBytes(key.id);
    // A key of GnuPG's becomes one of the app's certificates too: the app never writes into GnuPG's keyring.
    const merged = mergeCertificates(readOneKey(before), same);
    const summary = await this.#addLookedUp(merged, this.#options.clock());
    return { key: summary, changed: !Buffer.from(before).equals(writeKeyParts(merged)) };
  }

  async #addLookedUp(certificate: KeyParts, now: Date): Promise<KeySummary> {
    const own = await this.#own();
    const at = now.toISOString();
    const metadata = { source: 'lookup', addedAt: at, refreshedAt: at } as const;
    return this.#summary(await own.add({ certificate, secrets: [] }, metadata, now));
  }

  async #ask(query: string, from: 'wkd' | 'keyserver', signal?: AbortSignal): Promise<KeyParts[]> {
    if (this.#options.lookup.offline()) throw new AppError('offline');
    const { lookupKeyserver, lookupWkd } = await import('./lookup.ts');
    return (from === 'wkd' ? lookupWkd : lookupKeyserver)(query, this.#options.lookup, signal);
  }

  async #exportOfAgent(id: string): Promise<Uint8Array> {
    const { blob } = await this.sshAgent.signer(id);
    const [key] = (await this.sshAgent.listKeys(this.#options.clock())).filter((one) => one.id === id);
    return new TextEncoder().encode(sshPublicLine(blob, key?.userIds[0]));
  }

  async #own(): Promise<OwnKeys> {
    const { ownKeys } = await import('./own-keys.ts');
    return ownKeys(this.#certificates, this.#options.store);
  }

  #plain() {
    return { cosign: this.cosign, ssh: this.ssh };
  }

  async #byPrimary(id: string, change: (...given: ByPrimary) => Promise<KeyMaterial>): Promise<KeySummary> {
    const own = await this.#own();
    const now = this.#options.clock();
    const changed = await own.changeByPrimary(ownId(id), (certificate, primary, secrets) =>
      change(certificate, primary, now, secrets),
    );
    return this.#summary(changed);
  }

  async #publicBytes(id: string): Promise<Uint8Array> {
    if (!id.startsWith('gpg:')) return (await (await this.#own()).stored(id)).bytes;
    for (const { bytes } of (await this.#options.gnupg?.certificates()) ?? []) {
      const same = readKeyParts(bytes).find((parts) => fingerprintOf(parts.primary.body) === id.slice(4));
      if (same !== undefined) return writeKeyParts(same);
    }
    throw new AppError('key-not-found', id);
  }

  async #stored(): Promise<KeySummary[]> {
    const summaries: KeySummary[] = [];
    const all = await this.#certificates.all();
    // A store that cannot be read says so when it is used; until then what is remembered of it counts.
    const ids = all.length === 0 ? undefined : await this.#options.store.ids().catch(() => undefined);
    for (const stored of all) {
      // A certificate that this version cannot read is kept, but there is nothing to show of it.
      const summary = await this.#summary(stored, ids).catch(() => undefined);
      if (summary !== undefined) summaries.push(summary);
    }
    return summaries;
  }

  async #fromGnupg(): Promise<KeySummary[]> {
    return this.#options.gnupg?.listKeys(this.#options.clock()).catch(() => []) ?? [];
  }

  async #summary(stored: StoredCertificate, ids?: ReadonlySet<string>): Promise<KeySummary> {
    const summary = await this.#describe(stored.bytes, await withSecretParts(stored, ids));
    if (summary === undefined) throw new AppError('malformed', 'the key signed nothing of itself');
    return summary;
  }

  async #describe(
    bytes: Uint8Array,
    metadata: Pick<KeyMetadata, 'secretParts' | 'refreshedAt' | 'backedUpAt'>,
  ): Promise<KeySummary | undefined> {
    const { summarize } = await import('./key-summary.ts');
    return summarize(bytes, metadata, await this.#placeOf(metadata), this.#options.clock());
  }

  /** Where secrets are, the store was made already, and says where it is kept without asking the keychain. */
  async #placeOf({ secretParts }: Pick<KeyMetadata, 'secretParts'>): Promise<SecretPlace> {
    if (secretParts.length === 0) return 'none';
    return this.#options.store.place().catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'store-damaged') return 'passphrase';
      throw error;
    });
  }
}

type ByPrimary = [certificate: KeyParts, primary: SecretPacket, now: Date, secrets: Secrets];

/** The app changes its own keys only, and a key of cosign's kind has no certificate that could be changed. */
function ownId(id: string): string {
  if (isCosignId(id)) throw new AppError('unsupported', 'a key of cosign’s kind has no dates, names or subkeys');
  if (isSshId(id)) throw new AppError('unsupported', 'an SSH key has no dates, names or subkeys');
  if (isSshAgentId(id)) throw new AppError('unsupported', 'this is a key of the SSH agent');
  if (id.startsWith('gpg:')) throw new AppError('unsupported', 'this is a key of GnuPG');
  return id;
}

/** The metadata with the secret parts that are really there, as far as `ids` of the secret store tells. */
async function withSecretParts(
  { fingerprint, bytes, metadata }: StoredCertificate,
  ids: ReadonlySet<string> | undefined,
): Promise<KeyMetadata> {
  if (ids === undefined) return metadata;
  if (!ids.has(secretId(fingerprint))) return { ...metadata, secretParts: [] };
  if (metadata.secretParts.length > 0) return metadata;
  // Which parts there are was lost with the metadata, and cannot be seen before the store is opened: all, as is usual.
  const { publicFingerprints } = await import('../openpgp/make/export.ts');
  return { ...metadata, secretParts: await publicFingerprints(readOneKey(bytes)) };
}

function readable(bytes: Uint8Array): KeyParts | undefined {
  try {
    return readOneKey(bytes);
  } catch {
    return undefined;
  }
}

function toRecord({ bytes, metadata }: StoredCertificate): CertificateRecord {
  return { source: 'store', bytes, ...(metadata.refreshedAt && { refreshedAt: metadata.refreshedAt }) };
}

async function formatted(
  bytes: Uint8Array,
  label: 'PUBLIC KEY BLOCK' | 'PRIVATE KEY BLOCK',
  format: 'armored' | 'binary',
): Promise<Uint8Array> {
  if (format === 'binary') return bytes;
  const { armorBlock } = await import('../openpgp/make/key-armor.ts');
  return new TextEncoder().encode(armorBlock(label, bytes));
}
