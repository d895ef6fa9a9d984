import { compilePattern, fitsAnybody } from '../../../shared/pattern.ts';
import type { IdentityAnswer } from '../../../shared/model/identity-answer.ts';
import type { PinnedBuild, PinnedSigner } from '../../../shared/model/publisher.ts';
import type { Signer } from '../../../shared/model/signer.ts';
import { isSigner, pinId } from '../../../shared/signer-rule.ts';
import { withoutRef } from '../sigstore/build-identity.ts';
import { readToldIdentity, readToldLines } from './expected-identity.ts';
import { GITHUB_ACTIONS, GITLAB, type ToldIdentity } from './told-identity.ts';
import { fitOf } from './told-pattern.ts';

type Refusal = Exclude<IdentityAnswer, 'same'>;
/** What came of a comparison; only `same` says whom to expect from now on. */
export type ComparedIdentity = { answer: 'same'; pin: PinnedSigner; others?: PinnedSigner[] } | { answer: Refusal };

/**
 * Compares who signed with what a project's page says; of a table that names several, the row that names the signer counts. The `others`
 * are whom its other rows name as wholly: the project's next release may be signed by any of them.
 */
export function compareText(text: string, signer: Signer): ComparedIdentity {
  const whole = compareTold(readToldIdentity(text), signer);
  if (whole.answer !== 'several') return whole;
  const rows = readToldLines(text).map((told) => compareTold(told, signer));
  const found = rows.find((row) => row.answer === 'same');
  if (found === undefined) return whole;
  return { ...found, others: pinsOfRows(text).filter((pin) => !isSigner(pin, signer)) };
}

/** Whom the rows of a table name, each with its own issuer. */
function pinsOfRows(text: string): PinnedSigner[] {
  const pins = readToldLines(text, true)
    .filter(({ issuers }) => issuers.length === 1)
    .map(pinTold)
    .flatMap((row) => (row.answer === 'same' ? [row.pin] : []));
  return [...new Map(pins.map((pin) => [pinId(pin), pin])).values()];
}

/** Whom to expect is made of the signature's own parts, never of one that a page contradicts. */
function compareTold(told: ToldIdentity, signer: Signer): ComparedIdentity {
  const { identity, issuer, build } = signer;
  if (identity === undefined || issuer === undefined) return { answer: 'none' };
  const refusal =
    refusedAsUnclear(told) ??
    refusedIssuer(told, issuer) ??
    refusedIdentity(told, signer) ??
    refusedSource(told, signer);
  if (refusal !== undefined) return { answer: refusal };
  // Nobody said what the project builds its releases for: of a branch that has to be said.
  if (build?.ref?.startsWith('refs/heads/') === true && !isRefSaid(told, signer)) return { answer: 'built-for-branch' };
  return pinOf(signer);
}

function refusedAsUnclear({ identities, identityPattern, repositories, workflow }: ToldIdentity): Refusal | undefined {
  if (identities.length > 1 || repositories.length > 1) return 'several';
  const isSaid = [identities[0], identityPattern, repositories[0], workflow].some((part) => part !== undefined);
  return isSaid ? undefined : 'none';
}

function refusedIssuer(told: ToldIdentity, issuer: string): Refusal | undefined {
  const issuers = issuersOf(told);
  if (issuers.length > 1) return 'several';
  if (issuers[0] !== undefined) return issuers[0] === issuer ? undefined : 'different';
  if (told.issuerPattern === undefined) return told.maybeIssuers.includes(issuer) ? undefined : 'no-issuer';
  try {
    const pattern = compilePattern(told.issuerPattern);
    if (fitsAnybody(pattern)) return 'no-issuer';
    return pattern.matches(issuer) ? undefined : 'different';
  } catch {
    return 'different';
  }
}

function refusedIdentity(told: ToldIdentity, signer: Signer): Refusal | undefined {
  const { identity = '', issuer = '', build, instance } = signer;
  const [first] = told.identities;
  if (first !== undefined) {
    if (first === identity) return undefined;
    // Another workflow's next release has another ref; whose source it built is looked at further on.
    if (build?.builder !== undefined) return isSameButRef(first, identity) ? undefined : 'different';
    // Of a build the next release has another ref: what counts is the repository, the workflow and the kind of ref.
    const rule = buildOf(first, issuer, instance);
    return rule !== undefined && isSigner(rule, signer) ? undefined : 'different';
  }
  if (told.workflow !== undefined && !isSameWorkflow(told.workflow, withoutRef(identity) ?? '')) return 'different';
  if (told.identityPattern === undefined) return undefined;
  const fit = fitOf(told.identityPattern, signer);
  if (fit === 'different') return 'different';
  // A repository that is named apart, or another's workflow, is looked at further on.
  if (fit === 'loose')
    return told.repositories.length > 0 || build?.builder !== undefined ? undefined : 'loose-pattern';
  return undefined;
}

function refusedSource({ repositories: [repository], refs }: ToldIdentity, { build }: Signer): Refusal | undefined {
  if (repository !== undefined && repository.toLowerCase() !== build?.repository.toLowerCase()) return 'different';
  // A workflow of somebody else's signs for everybody who calls it: it says nothing of whose source it was.
  if (repository === undefined && build?.builder !== undefined) return 'needs-repository';
  const kinds = refs.map(kindOf).filter((kind) => kind !== undefined);
  const kind = kindOf(build?.ref);
  return kinds.length > 0 && (kind === undefined || !kinds.includes(kind)) ? 'different' : undefined;
}

/** Whether a text says what the build was for. What another's workflow that signed is called at is not that. */
function isRefSaid({ identities: [identity], identityPattern, refs }: ToldIdentity, signer: Signer): boolean {
  if (refs.length > 0) return true;
  if (signer.build?.builder !== undefined) return false;
  return (
    identity?.includes('@refs/') === true ||
    (identityPattern !== undefined && fitOf(identityPattern, signer) === 'fits')
  );
}

/** Compares who signed with a repository, a workflow and a kind of ref that the user put together. */
export function compareBuild(rule: PinnedBuild, signer: Signer): ComparedIdentity {
  const asked = { ...rule, ...(signer.instance === undefined ? {} : { instance: signer.instance }) };
  return isSigner(asked, signer) ? pinOf(signer) : { answer: 'different' };
}

/** Whom a page means, where no signature is at hand to compare with. */
export function pinText(text: string): ComparedIdentity {
  const whole = pinTold(readToldIdentity(text));
  if (whole.answer !== 'several') return whole;
  const [pin, ...others] = pinsOfRows(text);
  return pin === undefined || others.length === 0 ? whole : { answer: 'same', pin, others };
}

function pinTold(told: ToldIdentity): ComparedIdentity {
  const unclear = refusedAsUnclear(told);
  if (unclear !== undefined) return { answer: unclear };
  const { identities, repositories, workflow, identityPattern, refs, maybeIssuers } = told;
  const [repository] = repositories;
  const [identity] = identities;
  const issuers = issuersOf(told);
  const [issuer] = issuers.length > 0 ? issuers : maybeIssuers;
  if ((issuers.length > 0 ? issuers : maybeIssuers).length > 1) return { answer: 'several' };
  if (identity === undefined) {
    if (repository === undefined) return { answer: workflow === undefined ? 'loose-pattern' : 'needs-repository' };
    const path = workflow?.startsWith(`${repository}/`) === true ? workflow.slice(repository.length + 1) : undefined;
    if (path === undefined || issuer === undefined || identityPattern !== undefined) return { answer: 'no-workflow' };
    return { answer: 'same', pin: { repository, workflow: path, refs: refs.map(kindOf)[0] ?? 'refs/tags/*', issuer } };
  }
  if (issuer === undefined) return { answer: 'no-issuer' };
  const build = buildOf(identity, issuer, undefined);
  if (build !== undefined && repository !== undefined && repository.toLowerCase() !== build.repository.toLowerCase())
    return { answer: 'needs-repository' };
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

function isSameButRef(one: string, other: string): boolean {
  const workflow = withoutRef(one);
  return workflow !== undefined && workflow === withoutRef(other);
}

/** Two repositories whose names differ in case only are one; two workflows are not. */
function isSameWorkflow(one: string, other: string): boolean {
  const parts = (uri: string) => /^(https:\/\/[^/]+\/[^/]+\/[^/]+)(\/.+)$/.exec(uri) ?? [];
  const [, repository, path] = parts(one);
  const [, otherRepository, otherPath] = parts(other);
  return path !== undefined && path === otherPath && repository?.toLowerCase() === otherRepository?.toLowerCase();
}

/** The issuers that a text names, or the one that can speak for a workflow or a repository of a public host. */
function issuersOf({
  issuers,
  identities: [identity],
  identityPattern,
  repositories,
  workflow,
}: ToldIdentity): readonly string[] {
  if (issuers.length > 0) return issuers;
  const plain = identityPattern?.replace(/\\/g, '');
  const source = identity ?? plain ?? workflow ?? repositories[0] ?? '';
  const isRepository = identity === undefined && plain === undefined;
  if (/^\^?https:\/\/github\.com\/.+\.github\/workflows\//.test(source)) return [GITHUB_ACTIONS];
  if (/^\^?https:\/\/gitlab\.com\/.+\/\//.test(source)) return [GITLAB];
  if (isRepository && source.startsWith('https://github.com/')) return [GITHUB_ACTIONS];
  return isRepository && source.startsWith('https://gitlab.com/') ? [GITLAB] : [];
}
