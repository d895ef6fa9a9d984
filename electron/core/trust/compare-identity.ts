import { compilePattern } from '../../../shared/pattern.ts';
import type { IdentityAnswer } from '../../../shared/model/identity-answer.ts';
import type { PinnedBuild, PinnedSigner } from '../../../shared/model/publisher.ts';
import type { Signer } from '../../../shared/model/signer.ts';
import { isSigner } from '../../../shared/signer-rule.ts';
import type { ToldIdentity } from './expected-identity.ts';

/** What came of a comparison; only `same` says whom to expect from now on. */
export type ComparedIdentity = { answer: 'same'; pin: PinnedSigner } | { answer: Exclude<IdentityAnswer, 'same'> };

const GITHUB_ACTIONS = 'https://token.actions.githubusercontent.com';
const GITLAB = 'https://gitlab.com';

/** Compares who signed with what a project's page says. Whom to expect is made of the signature's own parts, never of a part that was not compared. */
export function compareTold(told: ToldIdentity, signer: Signer): ComparedIdentity {
  const { identity, issuer, build } = signer;
  if (identity === undefined || issuer === undefined) return { answer: 'none' };
  const [first, ...more] = told.identities;
  if (more.length > 0) return { answer: 'several' };
  if (first === undefined && told.identityPattern === undefined) return { answer: 'none' };
  const issuers = told.issuers.length > 0 ? told.issuers : issuersOf(first ?? '');
  if (issuers.length === 0 && told.issuerPattern === undefined) return { answer: 'no-issuer' };
  if (issuers.length > 1) return { answer: 'several' };
  const isIssuer = issuers.length > 0 ? issuers[0] === issuer : fits(told.issuerPattern ?? '', issuer);
  if (!isIssuer) return { answer: 'different' };
  if (first === undefined) {
    if (!fits(told.identityPattern ?? '', identity)) {
      return { answer: fits(`(?:.*(?:${told.identityPattern ?? ''}).*)`, identity) ? 'loose-pattern' : 'different' };
    }
  } else if (first !== identity) {
    // Of a build the next release has another ref: what counts is the repository, the workflow and the kind of ref.
    const rule = buildOf(first, issuer, signer.instance);
    if (rule === undefined || build?.builder !== undefined || !isSigner(rule, signer)) return { answer: 'different' };
  }
  if (build?.builder !== undefined) {
    // A workflow of somebody else's signs for everybody who calls it: it says nothing of whose source it was.
    if (told.repository === undefined) return { answer: 'needs-repository' };
    if (told.repository.toLowerCase() !== build.repository.toLowerCase()) return { answer: 'different' };
  }
  return pinOf(signer);
}

/** Compares who signed with a repository, a workflow and a kind of ref that the user put together. */
export function compareBuild(rule: PinnedBuild, signer: Signer): ComparedIdentity {
  const asked = { ...rule, ...(signer.instance === undefined ? {} : { instance: signer.instance }) };
  return isSigner(asked, signer) ? pinOf(signer) : { answer: 'different' };
}

/** Whom a page means, where no signature is at hand to compare with. */
export function pinTold(told: ToldIdentity): ComparedIdentity {
  const [identity, ...more] = told.identities;
  if (more.length > 0) return { answer: 'several' };
  if (identity === undefined) return { answer: told.identityPattern === undefined ? 'none' : 'loose-pattern' };
  const issuers = told.issuers.length > 0 ? told.issuers : issuersOf(identity);
  const [issuer] = issuers;
  if (issuer === undefined) return { answer: 'no-issuer' };
  if (issuers.length > 1) return { answer: 'several' };
  const build = buildOf(identity, issuer, undefined);
  if (build !== undefined && told.repository !== undefined && told.repository !== build.repository) {
    return { answer: 'needs-repository' };
  }
  return { answer: 'same', pin: build ?? { identity, issuer } };
}

function pinOf({ identity, issuer, build, instance }: Signer): ComparedIdentity {
  if (identity === undefined || issuer === undefined) return { answer: 'none' };
  const by = { issuer, ...(instance === undefined ? {} : { instance }) };
  if (build === undefined) return { answer: 'same', pin: { identity, ...by } };
  const { repository, repositoryId, workflow, ref } = build;
  const refs = kindOf(ref);
  if (workflow === undefined || refs === undefined) return { answer: 'not-a-release' };
  const pin = { repository, ...(repositoryId === undefined ? {} : { repositoryId }), workflow, refs, ...by };
  return { answer: 'same', pin };
}

/** Any tag, or one branch; nothing for a proposed change. */
function kindOf(ref: string | undefined): string | undefined {
  if (ref?.startsWith('refs/tags/') === true) return 'refs/tags/*';
  return ref?.startsWith('refs/heads/') === true && !ref.includes('*') ? ref : undefined;
}

/** A workflow's URI, such as `https://github.com/org/repo/.github/workflows/release.yml@refs/tags/v1`, taken apart. */
function buildOf(identity: string, issuer: string, instance: string | undefined): PinnedBuild | undefined {
  const parts =
    /^(https:\/\/github\.com\/[^/]+\/[^/]+)\/(\.github\/workflows\/[^@]+)@(refs\/.+)$/.exec(identity) ??
    /^(https:\/\/gitlab\.com\/.+?)\/\/([^@]+)@(refs\/.+)$/.exec(identity);
  const [, repository, workflow, ref] = parts ?? [];
  const refs = kindOf(ref);
  if (repository === undefined || workflow === undefined || refs === undefined) return undefined;
  return { repository, workflow, refs, issuer, ...(instance === undefined ? {} : { instance }) };
}

/** The one issuer that can speak for a workflow of a public host. */
function issuersOf(identity: string): readonly string[] {
  if (/^https:\/\/github\.com\/.+\.github\/workflows\//.test(identity)) return [GITHUB_ACTIONS];
  return /^https:\/\/gitlab\.com\/.+\/\//.test(identity) ? [GITLAB] : [];
}

function fits(pattern: string, text: string): boolean {
  try {
    return pattern !== '' && compilePattern(pattern).matches(text);
  } catch {
    return false;
  }
}
