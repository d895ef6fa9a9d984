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
import type { SecretStore } from './secret-store.ts';

/** The two stores that a key lives in, changed together: certificate and metadata in the clear, secret packets sealed. */
export interface OwnKeys {
  /** Throws `key-not-found`. */
  stored(fingerprint: string): Promise<StoredCertificate>;
  /** The secret packets, unprotected, one after another. Throws `no-secret-part`, `store-locked`. */
  secretBytes(fingerprint: string): Promise<Uint8Array>;
  secrets(fingerprint: string): Promise<RawPacket[]>;
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

const secretId = (fingerprint: string) => `openpgp ${fingerprint}`;

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
    const had = old === undefined || old.metadata.secretParts.length === 0 ? [] : await secrets(fingerprint);
    const joined = await joinSecrets(had, more);
    await store.write(secretId(fingerprint), writePackets(joined));
    return secretFingerprints(joined);
  };

  return {
    stored,
    secrets,
    secretBytes: async (fingerprint) => store.read(secretId(fingerprint)),
    async add(material, metadata, now) {
      const fingerprint = fingerprintOf(material.certificate.primary.body);
      return certificates.change(fingerprint, async (old) => {
        const merged =
          old === undefined ? material.certificate : mergeCertificates(readOneKey(old.bytes), material.certificate);
        const bytes = writeKeyParts(merged);
        if ((await standingOf(bytes, now)) === undefined) {
          throw new AppError('malformed', 'the key signed nothing of itself');
        }
        const secretParts = await keepSecrets(fingerprint, old, material.secrets);
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
      await store.remove(secretId(fingerprint));
      await certificates.remove(fingerprint);
    },
  };
}

function refreshed(metadata: Pick<KeyMetadata, 'refreshedAt'>): Pick<KeyMetadata, 'refreshedAt'> {
  return metadata.refreshedAt === undefined ? {} : { refreshedAt: metadata.refreshedAt };
}
