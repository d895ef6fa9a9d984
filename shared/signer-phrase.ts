import type { SIGNER } from './catalogue/en/signer.ts';
import type { BuildIdentity } from './model/build-identity.ts';
import type { PinnedSigner } from './model/publisher.ts';
import type { Signer } from './model/signer.ts';
import { issuerName, refName } from './signer-name.ts';

/** A phrase of the catalogue's `signer`, with its values; they are strangers' and shown as names. */
export interface SignerPhrase {
  key: keyof (typeof SIGNER)['signer'];
  params: Record<string, string>;
}

/** Where people log in; everything else only vouches. */
const LOGINS = new Set([
  'https://accounts.google.com',
  'https://github.com/login/oauth',
  'https://login.microsoftonline.com',
]);

/** Who signed, in words; undefined for a key, which has a fingerprint instead. */
export function signerPhrase(signer: Signer | undefined): SignerPhrase | undefined {
  const { identity, issuer, build } = signer ?? {};
  if (identity === undefined || issuer === undefined) return undefined;
  return build === undefined ? identityPhrase(identity, issuer) : buildPhrase(build, issuer);
}

/** Whom a pin means, in words; undefined for a key. */
export function pinPhrase(pin: PinnedSigner): SignerPhrase | undefined {
  if ('fingerprint' in pin) return undefined;
  if ('identity' in pin) return identityPhrase(pin.identity, pin.issuer);
  if ('identityPattern' in pin)
    return { key: 'pattern', params: { identity: pin.identityPattern, issuer: issuerName(pin.issuer) } };
  const { repository, workflow, refs, issuer } = pin;
  const params = { builder: issuerName(issuer), repository: plainRepository(repository, issuer), workflow };
  return refs === 'refs/tags/*'
    ? { key: 'anyTag', params }
    : { key: 'oneBranch', params: { ...params, ref: refName(refs) } };
}

function identityPhrase(identity: string, issuer: string): SignerPhrase {
  return { key: LOGINS.has(issuer) ? 'login' : 'vouched', params: { identity, issuer: issuerName(issuer) } };
}

function buildPhrase({ repository, ref }: BuildIdentity, issuer: string): SignerPhrase {
  const params = { builder: issuerName(issuer), repository: plainRepository(repository, issuer) };
  if (ref === undefined) return { key: 'build', params };
  const key = ref.startsWith('refs/tags/')
    ? 'tag'
    : ref.startsWith('refs/heads/')
      ? 'branch'
      : /^refs\/(pull|merge-requests)\//.test(ref)
        ? 'pull'
        : 'ref';
  return { key, params: { ...params, ref: refName(ref) } };
}

/** The builders that are a repository's own host, so that no other can speak in their name. */
const HOSTS: Readonly<Record<string, string>> = {
  'https://token.actions.githubusercontent.com': 'https://github.com/',
  'https://gitlab.com': 'https://gitlab.com/',
};

/** `org/repo` where the builder is the repository's own host; else with the host: any other may name whose source it likes. */
function plainRepository(repository: string, issuer: string): string {
  const host = Object.hasOwn(HOSTS, issuer) ? HOSTS[issuer] : undefined;
  const isOwn = host !== undefined && repository.startsWith(host);
  return isOwn ? repository.slice(host.length) : repository.replace(/^https:\/\//, '');
}
