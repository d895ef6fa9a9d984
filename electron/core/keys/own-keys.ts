import { AppError } from '../../../shared/error.ts';
import { fingerprintOf, readOneKey, writeKeyParts } from '../openpgp/make/certificate-parts.ts';
import type { KeyParts } from '../openpgp/make/certificate-parts.ts';
import { joinSecrets, openSecrets, secretFingerprints } from '../openpgp/make/export.ts';
import type { Secrets } from '../openpgp/make/extend.ts';
import type { KeyMaterial } from '../openpgp/make/generate.ts';
import type { SecretPacket } from '../openpgp/make/key-packets.ts';
import { mergeCertificates } from '../openpgp/make/merge.ts';
import { standingOf } from '../openpgp/make/standing.ts';
import { splitPackets, writePackets } from '../openpgp/make/raw-packets.ts';
import type { RawPacket } from '../openpgp/make/raw-packets.ts';
import type { CertificateStore, KeyMetadata, StoredCertificate } from './certificate-store.ts';
import { secretId } from './secret-id.ts';
import type { SecretStore } from './secret-store.ts';

/** The two stores that a key lives in, changed together: certificate and metadata in the clear, secret packets sealed. */
export interface OwnKeys {
  /** Throws `key-not-found`. */
  stored(fingerprint: string): Promise<StoredCertificate>;
  /** The secret packets, unprotected, one after another. Throws `no-secret-part`, `store-locked`. */
  secretBytes(fingerprint: string): Promise<Uint8Array>;
  secrets(fingerprint: string): Promise<RawPacket[]>;
  /** The fingerprints of those among `all` that are the user's own, by the secret store and by what is remembered. Throws `store-damaged`. */
  ownFingerprints(all: readonly StoredCertificate[]): Promise<ReadonlySet<string>>;
  /** Opens the secret store, so that no question is asked later. */
  ready(): Promise<void>;
  /** As `ready`; a store that cannot be opened ever is set aside, and a new one made. Gives back the names of what was moved. */
  readyForRestore(): Promise<string[]>;
  /** The fingerprints whose secret part is here. Asks the secret store where the metadata that should say so is lost. */
  secretParts(fingerprint: string): Promise<string[]>;
  /** Adds a key or what is new of it. Throws `malformed` where nothing in the certificate was signed by its primary. */
  add(
    material: KeyMaterial,
    metadata: Pick<KeyMetadata, 'source' | 'addedAt' | 'refreshedAt'>,
    now: Date,
  ): Promise<StoredCertificate>;
  /** Changes a certificate with its own primary's secret part; what comes back may bring new secrets. Throws `no-secret-part`. */
  changeByPrimary(
    fingerprint: string,
    change: (certificate: KeyParts, primary: SecretPacket, secrets: Secrets) => Promise<KeyMaterial>,
  ): Promise<StoredCertificate>;
  remove(fingerprint: string): Promise<void>;
}

/** Joins the certificate store and the secret store. */
export function ownKeys(certificates: CertificateStore, store: SecretStore): OwnKeys {
  const stored = async (fingerprint: string) => {
    const found = await certificates.get(fingerprint);
    if (found === undefined) throw new AppError('key-not-found', fingerprint);
    return found;
  };
  const secrets = async (fingerprint: string) => splitPackets(await store.read(secretId(fingerprint)));

  /** Secret parts are written before the metadata that names them: a crash between the two loses nothing that was promised. */
  const keepSecrets = async (
    fingerprint: string,
    old: StoredCertificate | undefined,
    more: readonly RawPacket[],
  ): Promise<string[]> => {
    if (more.length === 0) return old?.metadata.secretParts ?? [];
    // What the store has counts, not what the metadata says of it. An entry that cannot be opened is replaced.
    const had = await secrets(fingerprint).catch(nothingUsable);
    const joined = await joinSecrets(had, more);
    await store.write(secretId(fingerprint), writePackets(joined));
    return secretFingerprints(joined);
  };

  return {
    stored,
    secrets,
    secretBytes: async (fingerprint) => store.read(secretId(fingerprint)),
    async ownFingerprints(all) {
      const ids = await store.ids();
      const own = all.filter(
        ({ fingerprint, metadata }) => metadata.secretParts.length > 0 || ids.has(secretId(fingerprint)),
      );
      return new Set(own.map(({ fingerprint }) => fingerprint));
    },
    ready: () => store.ready(),
    async readyForRestore() {
      try {
        await store.ready();
        return [];
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'store-damaged') throw error;
        const aside = await store.setAside();
        await store.ready();
        return aside === undefined ? [] : [aside];
      }
    },
    async secretParts(fingerprint) {
      const { metadata } = await stored(fingerprint);
      if (metadata.secretParts.length > 0 || !(await store.ids()).has(secretId(fingerprint)))
        return metadata.secretParts;
      return secretFingerprints(await secrets(fingerprint));
    },
    async add(material, metadata, now) {
      const fingerprint = fingerprintOf(material.certificate.primary.body);
      // Asked now: a question must not keep others waiting for the certificate.
      if (material.secrets.length > 0) await store.ready();
      return certificates.change(fingerprint, async (old) => {
        const readable = old && readOrUndefined(old.bytes);
        const merged =
          readable === undefined ? material.certificate : mergeCertificates(readable, material.certificate);
        const bytes = writeKeyParts(merged);
        if (!(await saysSomething(bytes, metadata.source === 'restored' ? [now, LATER] : [now]))) {
          throw new AppError('malformed', 'the key signed nothing of itself');
        }
        const secretParts = await keepSecrets(fingerprint, old, material.secrets);
        if (old !== undefined && readable === undefined) await certificates.setAside(fingerprint);
        return { bytes, metadata: { ...metadata, ...old?.metadata, ...refreshed(metadata), secretParts } };
      });
    },
    async changeByPrimary(fingerprint, change) {
      await stored(fingerprint);
      const opened = await openSecrets(await secrets(fingerprint));
      const primary = opened.get(fingerprint);
      if (primary === undefined) throw new AppError('no-secret-part', 'the primary key is not here');
      return certificates.change(fingerprint, async (old) => {
        if (old === undefined) throw new AppError('key-not-found', fingerprint);
        const changed = await change(readOneKey(old.bytes), primary, opened);
        const secretParts = await keepSecrets(fingerprint, old, changed.secrets);
        return { bytes: writeKeyParts(changed.certificate), metadata: { ...old.metadata, secretParts } };
      });
    },
    async remove(fingerprint) {
      await stored(fingerprint);
      // The secret part goes first: what is left after a crash is still in the list.
      await certificates.remove(fingerprint, async () => {
        await store.remove(secretId(fingerprint)).catch(nothingUsable);
      });
    },
  };
}

/** Later than every signature: a backup is restored also where the clock stands before its keys were made. */
const LATER = new Date(Date.UTC(2100, 0));

async function saysSomething(bytes: Uint8Array, times: readonly Date[]): Promise<boolean> {
  for (const time of times) if ((await standingOf(bytes, time)) !== undefined) return true;
  return false;
}

function readOrUndefined(bytes: Uint8Array): KeyParts | undefined {
  try {
    return readOneKey(bytes);
  } catch (error) {
    if (error instanceof AppError && error.code === 'malformed') return undefined;
    throw error;
  }
}

/** No secret part, or none that can be opened. Where the whole store is damaged, the next writing into it says so. */
function nothingUsable(error: unknown): never[] {
  if (error instanceof AppError && ['no-secret-part', 'store-damaged', 'malformed'].includes(error.code)) return [];
  throw error;
}

function refreshed(metadata: Pick<KeyMetadata, 'refreshedAt'>): Pick<KeyMetadata, 'refreshedAt'> {
  return metadata.refreshedAt === undefined ? {} : { refreshedAt: metadata.refreshedAt };
}
