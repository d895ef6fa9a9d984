import { seen, type Seen } from '../../../../shared/seen.ts';
import { addressOf } from '../../openpgp/make/user-id.ts';
import type { SigningKey } from '../../sign/signing.ts';
import type { Remote } from './remotes.ts';

/** What a host of repositories will show beside what was signed. */
export interface ForgeForecast {
  forge: 'GitHub' | 'GitLab';
  /** `with-key`: once the public key is in the user's account there. */
  shows: 'with-key' | 'unverified';
  /** Whether this repository has a remote there. */
  isRemote: boolean;
  says: Seen;
}

const FORGES = [
  { forge: 'GitHub', host: /^(?:.+\.)?github\.com$/ },
  { forge: 'GitLab', host: /^(?:.+\.)?gitlab\.com$|^gitlab\./ },
] as const;

/** Tells it from what is known here; nobody is asked. `email`: whom the object names as its tagger or committer. */
export function forgesOf({ summary, engine }: SigningKey, email: string, remotes: readonly Remote[]): ForgeForecast[] {
  return FORGES.map(({ forge, host }) => {
    const isRemote = remotes.some((remote) => remote.host !== undefined && host.test(remote.host));
    if (engine.format === 'sigstore')
      return { forge, shows: 'unverified', isRemote, says: seen('forgeLogin', { forge }) };
    if (engine.format === 'ssh')
      return { forge, shows: 'with-key', isRemote, says: seen('forgeSshKey', { forge, email }) };
    const isNamed = summary.userIds.some((userId) => addressOf(userId)?.toLowerCase() === email.toLowerCase());
    return isNamed
      ? { forge, shows: 'with-key', isRemote, says: seen('forgeKey', { forge, email }) }
      : { forge, shows: 'unverified', isRemote, says: seen('forgeOtherAddress', { forge, email }) };
  });
}
