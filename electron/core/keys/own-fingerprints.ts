import { openCertificateStore } from './certificate-store.ts';
import { secretId } from './secret-id.ts';
import type { SecretStore } from './secret-store.ts';

/**
 * The primary keys whose secret part the app keeps, by their fingerprints; neither keychain nor passphrase is asked. A store that is
 * damaged makes nobody one's own.
 */
export async function ownFingerprints(home: string, store: SecretStore): Promise<ReadonlySet<string>> {
  const ids = await store.ids().catch(() => new Set<string>());
  if (ids.size === 0) return new Set();
  const all = await openCertificateStore(home).all();
  return new Set(all.map(({ fingerprint }) => fingerprint).filter((fingerprint) => ids.has(secretId(fingerprint))));
}
