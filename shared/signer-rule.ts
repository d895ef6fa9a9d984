import type { BuildIdentity } from './model/build-identity.ts';
import type { PinnedBuild, PinnedSigner } from './model/publisher.ts';
import type { Signer } from './model/signer.ts';
import { compilePattern, type Pattern } from './pattern.ts';

/** Identities that one call of the command line named by patterns; it is never kept. */
export interface NamedPattern {
  identityPattern: string;
  issuerPattern: string;
  instance?: string | undefined;
}

/** Those whom a list of allowed signers names, by the list's name; one call named it, and it is never kept. */
export interface NamedInList {
  allowedSigners: string;
}

/** Whom somebody expects. */
export type SignerRule = PinnedSigner | NamedPattern | NamedInList;

/** Whether a signer is the one expected: wholly, or part by part, never by what a name contains. */
export function isSigner(expected: SignerRule, signer: Signer | undefined): boolean {
  if (signer === undefined) return false;
  // Only who was looked up in the list has a principal.
  if ('allowedSigners' in expected) return signer.principal !== undefined;
  if ('fingerprint' in expected) return signer.fingerprint === expected.fingerprint;
  const { identity, issuer, build } = signer;
  // What another instance vouches for is another's word: a private authority can certify any identity.
  if (identity === undefined || issuer === undefined || signer.instance !== expected.instance) return false;
  if ('issuerPattern' in expected)
    return fits(expected.issuerPattern, issuer) && fits(expected.identityPattern, identity);
  if (issuer !== expected.issuer) return false;
  if ('identity' in expected) return identity === expected.identity;
  if ('identityPattern' in expected) return fits(expected.identityPattern, identity);
  return build !== undefined && isBuild(expected, build);
}

function isBuild(pin: PinnedBuild, { provider, repository, repositoryId, workflow, ref }: BuildIdentity): boolean {
  return (
    isRepository(pin.repository, repository, provider) &&
    (pin.repositoryId === undefined || repositoryId === pin.repositoryId) &&
    workflow === pin.workflow &&
    ref !== undefined &&
    isRefOf(pin.refs, ref)
  );
}

/** The parts of an identity that a pin compares. */
export type SignerPart = 'identity' | 'repository' | 'repositoryId' | 'workflow' | 'ref' | 'issuer' | 'instance';

/** Which parts of a signer are not as a pin has them; nothing for keys, of which the whole counts. */
export function differences(pin: PinnedSigner, signer: Signer | undefined): SignerPart[] {
  if (signer === undefined || 'fingerprint' in pin) return [];
  const { identity, issuer, instance, build } = signer;
  const differs: SignerPart[] = [];
  if (issuer !== pin.issuer) differs.push('issuer');
  if (instance !== pin.instance) differs.push('instance');
  if ('identity' in pin && identity !== pin.identity) differs.push('identity');
  if (!('repository' in pin)) return differs;
  if (build === undefined) return [...differs, 'identity'];
  const { provider, repository, repositoryId, workflow, ref } = build;
  if (!isRepository(pin.repository, repository, provider)) differs.push('repository');
  if (pin.repositoryId !== undefined && pin.repositoryId !== repositoryId) differs.push('repositoryId');
  if (pin.workflow !== workflow) differs.push('workflow');
  if (ref === undefined || !isRefOf(pin.refs, ref)) differs.push('ref');
  return differs;
}

/** GitHub and GitLab have no two repositories whose names differ in case only. */
function isRepository(expected: string, found: string, provider: BuildIdentity['provider']): boolean {
  return repositoryKey({ provider, repository: expected }) === repositoryKey({ provider, repository: found });
}

const repositoryKey = ({ provider, repository }: Pick<BuildIdentity, 'provider' | 'repository'>): string =>
  provider === 'other' ? repository : foldAscii(repository);

const foldAscii = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Whether a ref is of this kind: `refs/tags/*` is any tag, everything else one whole ref. */
export function isRefOf(refs: string, ref: string): boolean {
  const tags = 'refs/tags/';
  return refs === `${tags}*` ? ref.startsWith(tags) && ref.length > tags.length : ref === refs;
}

function fits(pattern: string, text: string): boolean {
  let compiled: Pattern;
  try {
    compiled = compilePattern(pattern);
  } catch {
    // Written by another version, or by hand: it means nobody.
    return false;
  }
  return compiled.matches(text);
}

/**
 * Names a signer, to tell how many different ones there are: a build is the same for each of its tags. Undefined where nobody is known
 * to have signed.
 */
export function signerId({ fingerprint, identity, issuer, build, instance }: Signer = {}): string | undefined {
  if (fingerprint !== undefined) return fingerprint;
  if (identity === undefined || issuer === undefined) return undefined;
  const who = build === undefined ? [identity] : [repositoryKey(build), build.workflow ?? ''];
  return JSON.stringify([instance ?? '', issuer, ...who]);
}

/** Names whom a pin means. A repository's number is left out: it may be learned later. */
export function pinId(pin: PinnedSigner): string {
  if ('fingerprint' in pin) return pin.fingerprint;
  const by = [pin.instance ?? '', pin.issuer];
  if ('identity' in pin) return JSON.stringify(['identity', ...by, pin.identity]);
  if ('identityPattern' in pin) return JSON.stringify(['pattern', ...by, pin.identityPattern]);
  return JSON.stringify(['build', ...by, pin.repository, pin.workflow, pin.refs]);
}

/** Whether two pins mean the same. Of a repository whose number only one of them knows, they do. */
export function isSamePin(one: PinnedSigner, other: PinnedSigner): boolean {
  if (pinId(one) !== pinId(other)) return false;
  const [first, second] = [one, other].map((pin) => ('repositoryId' in pin ? pin.repositoryId : undefined));
  return first === undefined || second === undefined || first === second;
}
