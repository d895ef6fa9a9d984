import { openCertificateStore } from './certificate-store.ts';
import { secretId, sshSecretId } from './secret-id.ts';
import type { SecretStore } from './secret-store.ts';

const SSH = sshSecretId('');

/**
 * The primary OpenPGP keys and the SSH keys whose secret part the app keeps, by their fingerprints; neither keychain nor passphrase is asked. A store that is
 * damaged makes nobody one's own.
 */
export async function ownFingerprints(home: string, store: SecretStore): Promise<ReadonlySet<string>> {
  const ids = await store.ids().catch(() => new Set<string>());
  if (ids.size === 0) return new Set();
  const all = await openCertificateStore(home).all();
  const openpgp = all.map(({ fingerprint }) => fingerprint).filter((fingerprint) => ids.has(secretId(fingerprint)));
  const ssh = [...ids].filter((id) => id.startsWith(SSH)).map((id) => id.slice(SSH.length));
  return new Set([...openpgp, ...ssh]);
}
