import type { BuildIdentity } from './model/build-identity.ts';
import type { PinnedSigner } from './model/publisher.ts';
import type { Signer } from './model/signer.ts';
import { writtenEnd } from './ssh-fingerprint.ts';
import { nameOf } from './visible-text.ts';

/** Where certificates for logins and builds come from, by the names that people know. */
const ISSUERS: Readonly<Record<string, string>> = {
  'https://accounts.google.com': 'Google',
  'https://github.com/login/oauth': 'GitHub',
  'https://login.microsoftonline.com': 'Microsoft',
  'https://token.actions.githubusercontent.com': 'GitHub Actions',
  'https://gitlab.com': 'GitLab',
  'https://agent.buildkite.com': 'Buildkite',
  'https://oidc.codefresh.io': 'Codefresh',
  'https://oauth2.sigstore.dev/auth': 'Sigstore',
  'https://oauth2.sigstage.dev/auth': 'Sigstore (staging)',
};

/** An issuer's name: the known one, or its host. The whole address tells two apart. */
export function issuerName(issuer: string): string {
  if (Object.hasOwn(ISSUERS, issuer)) return ISSUERS[issuer] ?? issuer;
  // A server of one's own, or an account of an enterprise, has the issuer's name behind the known one.
  const known = Object.keys(ISSUERS).find((one) => issuer.startsWith(`${one}/`) && one !== 'https://gitlab.com');
  if (known !== undefined) return ISSUERS[known] ?? issuer;
  // Not what stands before an @, which may look like another's host; a backslash ends the host as a slash does (WHATWG URL).
  return /^https?:\/\/(?:[^/?#\\]*@)?([^/?#\\@]+)/.exec(issuer)?.[1] ?? issuer;
}

/** A repository without what goes without saying: `org/repo` of a known host, else with its host. */
export function repositoryName(repository: string): string {
  return repository.replace(/^https:\/\/(github\.com|gitlab\.com)\//, '').replace(/^https?:\/\//, '');
}

/** A tag's or branch's own name. */
export function refName(ref: string): string {
  return ref.replace(/^refs\/(tags|heads)\//, '');
}

/**
 * How a signer is called in a sentence, in any language: a build, an identity, a claimed name, or the key's end; empty where nothing is
 * known.
 */
export function signerName(signer: Signer = {}): string {
  const { userId, identity, issuer, build, instance, fingerprint, kind, keyId, principal } = signer;
  if (build !== undefined && issuer !== undefined) return vouched(buildName(build), issuer, instance);
  if (identity !== undefined && issuer !== undefined) return vouched(identity, issuer, instance);
  if (principal !== undefined) return principal;
  if (userId !== undefined && userId !== '') return nameOf(userId);
  return identity ?? writtenEnd(kind, fingerprint ?? keyId ?? '');
}

/** How a signer who is expected is called. */
export function pinName(pin: PinnedSigner & { label?: string | undefined }): string {
  if ('fingerprint' in pin) return pin.label === undefined ? writtenEnd(pin.kind, pin.fingerprint) : nameOf(pin.label);
  if ('identity' in pin) return vouched(pin.identity, pin.issuer, pin.instance);
  if ('identityPattern' in pin) return vouched(pin.identityPattern, pin.issuer, pin.instance);
  return vouched(buildName({ ...pin, ref: pin.refs }), pin.issuer, pin.instance);
}

function buildName({ repository, workflow, ref }: Pick<BuildIdentity, 'repository' | 'workflow' | 'ref'>): string {
  const file = workflow?.split('/').at(-1);
  const from = ref === undefined ? undefined : ref.endsWith('*') ? ref : refName(ref);
  return [repositoryName(repository), file, from].filter((part) => part !== undefined).join(', ');
}

function vouched(name: string, issuer: string, instance: string | undefined): string {
  return `${name} (${[issuerName(issuer), instance].filter((part) => part !== undefined).join('; ')})`;
}
