import { describe, expect, it } from 'vitest';
import type { BuildIdentity } from '../../shared/model/build-identity.ts';
import type { PinnedBuild, PinnedSigner } from '../../shared/model/publisher.ts';
import type { Signer } from '../../shared/model/signer.ts';
import { differences, isSamePin, isSigner, signerId, type SignerRule } from '../../shared/signer-rule.ts';

const GITHUB = 'https://github.com/login/oauth';
const ACTIONS = 'https://token.actions.githubusercontent.com';
const ADA: Signer = { identity: 'ada@example.org', issuer: GITHUB };
const BUILD: BuildIdentity = {
  provider: 'github',
  repository: 'https://github.com/org/repo',
  repositoryId: '42',
  workflow: '.github/workflows/release.yml',
  ref: 'refs/tags/v2.0',
};
const built = (over: Partial<BuildIdentity> = {}, signer: Partial<Signer> = {}): Signer => ({
  identity: 'https://github.com/org/repo/.github/workflows/release.yml@refs/tags/v2.0',
  issuer: ACTIONS,
  build: { ...BUILD, ...over },
  ...signer,
});
const PIN: PinnedBuild = {
  repository: 'https://github.com/org/repo',
  repositoryId: '42',
  workflow: '.github/workflows/release.yml',
  refs: 'refs/tags/*',
  issuer: ACTIONS,
};
const person: SignerRule = { identity: 'ada@example.org', issuer: GITHUB };

describe('what differs', () => {
  it.each<[string, PinnedSigner, Signer | undefined, string[]]>([
    ['nothing', PIN, built(), []],
    ['nothing of another tag', PIN, built({ ref: 'refs/tags/v9' }), []],
    [
      'a fork',
      PIN,
      built({ repository: 'https://github.com/fork/repo', repositoryId: '7' }),
      ['repository', 'repositoryId'],
    ],
    ['a repository made anew', PIN, built({ repositoryId: '7' }), ['repositoryId']],
    ['a branch', PIN, built({ ref: 'refs/heads/main' }), ['ref']],
    ['a workflow and its instance', PIN, built({ workflow: 'x.yml' }, { instance: 'acme' }), ['instance', 'workflow']],
    ['a person in place of a build', PIN, ADA, ['issuer', 'identity']],
    ['a login', { identity: 'ada@example.org', issuer: ACTIONS }, ADA, ['issuer']],
    ['an address', { identity: 'bob@example.org', issuer: GITHUB }, ADA, ['identity']],
    ['nothing of keys', { fingerprint: 'A'.repeat(40) }, ADA, []],
    ['nothing of nobody', PIN, undefined, []],
  ])('is %s', (_what, pin, signer, parts) => expect(differences(pin, signer)).toEqual(parts));
});

describe('the signer who is expected', () => {
  it.each<[string, SignerRule, Signer]>([
    ['a key', { fingerprint: 'A'.repeat(40) }, { fingerprint: 'A'.repeat(40), userId: 'whoever' }],
    ['a person', person, ADA],
    ['a person of an instance', { ...person, instance: 'acme' }, { ...ADA, instance: 'acme' }],
    ['a pattern', { identityPattern: '.*@example\\.org', issuer: GITHUB }, ADA],
    ['patterns of one call', { identityPattern: 'ada@.*', issuerPattern: 'https://github\\.com/.*' }, ADA],
    ['a build', PIN, built()],
    ['a build of another tag', PIN, built({ ref: 'refs/tags/v3' })],
    ['a build whose number is not known yet', { ...PIN, repositoryId: undefined }, built({ repositoryId: '7' })],
    ['a build of one branch', { ...PIN, refs: 'refs/heads/main' }, built({ ref: 'refs/heads/main' })],
    ['a repository in another case', { ...PIN, repository: 'https://github.com/Org/Repo' }, built()],
    ['a build by its whole identity', { identity: built().identity ?? '', issuer: ACTIONS }, built()],
  ])('is %s', (_what, rule, signer) => expect(isSigner(rule, signer)).toBe(true));

  it.each<[string, SignerRule, Signer | undefined]>([
    ['nobody', person, undefined],
    ['a signer of whom nothing is known', person, {}],
    ['a part of a key', { fingerprint: 'A'.repeat(16) }, { fingerprint: 'A'.repeat(40), keyId: 'A'.repeat(16) }],
    ['a name that anybody can choose', person, { fingerprint: 'A'.repeat(40), userId: 'ada@example.org' }],
    ['an identity without its issuer', person, { identity: 'ada@example.org' }],
    ['an issuer without the identity', person, { issuer: GITHUB }],
    ['another issuer', person, { ...ADA, issuer: 'https://accounts.google.com' }],
    ['a longer issuer', person, { ...ADA, issuer: `${GITHUB}/x` }],
    ['a longer identity', person, { ...ADA, identity: 'ada@example.org.evil.example' }],
    ['an identity that ends alike', person, { ...ADA, identity: 'mada@example.org' }],
    ['an identity with a line end', person, { ...ADA, identity: 'ada@example.org\n' }],
    ['an identity with a dot at its end', person, { ...ADA, identity: 'ada@example.org.' }],
    ['an identity in letters that look alike', person, { ...ADA, identity: '\u0430da@example.org' }],
    ['an identity in another Unicode form', { ...person, identity: 'jos\u00e9' }, { ...ADA, identity: 'jose\u0301' }],
    ['an issuer with a slash at its end', person, { ...ADA, issuer: `${GITHUB}/` }],
    ['an issuer without its scheme', person, { ...ADA, issuer: 'github.com/login/oauth' }],
    ['an issuer in another case', person, { ...ADA, issuer: 'https://GitHub.com/login/oauth' }],
    [
      'what a pattern fits a line of',
      { identityPattern: '.*@example\\.org', issuer: GITHUB },
      { ...ADA, identity: 'eve@evil.example\nada@example.org' },
    ],
    ['a build of a host that looks alike', PIN, built({ repository: 'https://github.com.evil.example/org/repo' })],
    ['a build of a repository below', PIN, built({ repository: 'https://github.com/org/repo/sub' })],
    ['a build of a repository with a slash at its end', PIN, built({ repository: 'https://github.com/org/repo/' })],
    [
      'a repository in letters that fold alike',
      { ...PIN, repository: 'https://github.com/org/kit' },
      built({ repository: 'https://github.com/org/\u212ait' }),
    ],
    ['a workflow in another case', PIN, built({ workflow: '.github/workflows/Release.yml' })],
    ['an identity in another case', person, { ...ADA, identity: 'Ada@example.org' }],
    ['the same of another instance', person, { ...ADA, instance: 'acme' }],
    ['the same of public-good', { ...person, instance: 'acme' }, ADA],
    ['what the pattern fits a part of', { identityPattern: '@example\\.org', issuer: GITHUB }, ADA],
    ['what the pattern fits, of another issuer', { identityPattern: '.*', issuer: ACTIONS }, ADA],
    ['what a pattern that cannot be read says', { identityPattern: '(', issuer: GITHUB }, ADA],
    ['an issuer that the pattern fits a part of', { identityPattern: '.*', issuerPattern: 'github' }, ADA],
    ['a person for a build', PIN, ADA],
    ['a build without its details', PIN, built({}, { build: undefined })],
    ['another repository', PIN, built({ repository: 'https://github.com/org/repo2' })],
    ['another repository of the same name', PIN, built({ repositoryId: '43' })],
    ['a repository without its number', PIN, built({ repositoryId: undefined })],
    ['another workflow', PIN, built({ workflow: '.github/workflows/ci.yml' })],
    ['no workflow', PIN, built({ workflow: undefined })],
    ['a branch for tags', PIN, built({ ref: 'refs/heads/main' })],
    ['a branch that looks like a tag', PIN, built({ ref: 'refs/heads/refs/tags/v1' })],
    ['no tag at all', PIN, built({ ref: 'refs/tags/' })],
    ['no ref', PIN, built({ ref: undefined })],
    ['another branch', { ...PIN, refs: 'refs/heads/main' }, built({ ref: 'refs/heads/main2' })],
    ['a build of another issuer', PIN, built({}, { issuer: 'https://ci.example.org' })],
    ['a build of another instance', PIN, built({}, { instance: 'acme' })],
    [
      'another case where two may differ by it',
      { ...PIN, repository: 'https://git.example/Org' },
      built({ provider: 'other', repository: 'https://git.example/org' }),
    ],
  ])('is not %s', (_what, rule, signer) => expect(isSigner(rule, signer)).toBe(false));
});

describe('how many signers there are', () => {
  it('counts a build once for all its tags, and a person once for each issuer', () => {
    expect(signerId(built({ ref: 'refs/tags/v1' }))).toBe(signerId(built({ ref: 'refs/tags/v2' })));
    expect(signerId(built())).not.toBe(signerId(built({ workflow: 'other.yml' })));
    expect(signerId(built())).toBe(signerId(built({ repository: 'https://github.com/Org/Repo' })));
    const other = (repository: string) => signerId(built({ provider: 'other', repository }));
    expect(other('https://git.example/org')).not.toBe(other('https://git.example/Org'));
    expect(signerId(ADA)).not.toBe(signerId({ ...ADA, issuer: ACTIONS }));
    expect(signerId(ADA)).not.toBe(signerId({ ...ADA, instance: 'acme' }));
    expect([signerId(), signerId({}), signerId({ keyId: 'ab' }), signerId({ identity: 'x' })]).toEqual(
      Array(4).fill(undefined),
    );
  });
});

describe('two pins', () => {
  it('are the same where only one of them knows the repository’s number', () => {
    expect(isSamePin(PIN, { ...PIN, repositoryId: undefined })).toBe(true);
    expect(isSamePin(PIN, { ...PIN, repositoryId: '43' })).toBe(false);
    expect(isSamePin(PIN, { ...PIN, refs: 'refs/heads/main' })).toBe(false);
    expect(isSamePin({ identity: 'x', issuer: 'y' }, { identityPattern: 'x', issuer: 'y' })).toBe(false);
  });
});
