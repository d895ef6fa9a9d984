import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBuild, compareText, pinText } from '../../../electron/core/trust/compare-identity.ts';
import { putTogether } from '../../../electron/core/trust/put-together.ts';
import type { Signer } from '../../../shared/model/signer.ts';

const ACTIONS = 'https://token.actions.githubusercontent.com';
const SAN = 'https://github.com/org/repo/.github/workflows/release.yml@refs/tags/v2';
const build = {
  provider: 'github',
  repository: 'https://github.com/org/repo',
  repositoryId: '42',
  workflow: '.github/workflows/release.yml',
  ref: 'refs/tags/v2',
} as const;
const CI: Signer = { identity: SAN, issuer: ACTIONS, build };
const ADA: Signer = { identity: 'ada@example.org', issuer: 'https://github.com/login/oauth' };
const PIN = {
  repository: 'https://github.com/org/repo',
  repositoryId: '42',
  workflow: '.github/workflows/release.yml',
  refs: 'refs/tags/*',
  issuer: ACTIONS,
};
const compare = compareText;

describe('what a project’s page says', () => {
  it.each([
    [`cosign verify-blob --bundle x.json --certificate-identity ${SAN} --certificate-oidc-issuer ${ACTIONS} x`, CI],
    [`cosign verify-blob x \\\n  --certificate-identity='${SAN}' \\\n  --certificate-oidc-issuer="${ACTIONS}"`, CI],
    [`python -m sigstore verify identity --cert-identity ${SAN} --cert-oidc-issuer ${ACTIONS} x`, CI],
    [
      `cosign verify-blob --certificate-identity-regexp '^https://github.com/org/repo/.*$' --certificate-oidc-issuer ${ACTIONS} x`,
      CI,
    ],
    [`--certificate-identity ${SAN.replace('v2', 'v1')} --certificate-oidc-issuer ${ACTIONS}`, CI],
    [`Releases are signed by ${SAN}.`, CI],
    ['Signed by ada@example.org, logged in with GitHub.', ADA],
    ['ada@example.org (https://github.com/login/oauth)', ADA],
    ['See https://example.org/keys: ada@example.org, issuer https://github.com/login/oauth', ADA],
  ])('%s is the same', (text, signer) => {
    const pin = signer === CI ? PIN : { identity: 'ada@example.org', issuer: 'https://github.com/login/oauth' };
    expect(compare(text, signer)).toEqual({ answer: 'same', pin });
  });

  it.each([
    ['another repository', SAN.replace('org/repo', 'org/rep0'), CI, 'different'],
    ['another workflow', SAN.replace('release', 'ci'), CI, 'different'],
    ['a branch, not a tag', SAN.replace('tags/v2', 'heads/main'), CI, 'different'],
    ['another issuer', `--certificate-identity ${SAN} --certificate-oidc-issuer https://gitlab.com`, CI, 'different'],
    ['a part of the identity', 'da@example.org with GitHub', ADA, 'different'],
    ['the same address elsewhere', 'ada@example.org with Google', ADA, 'different'],
    ['no issuer', 'ada@example.org', ADA, 'no-issuer'],
    ['a flag without an issuer', '--certificate-identity ada@example.org', ADA, 'no-issuer'],
    ['nobody', 'Trust us.', ADA, 'none'],
    ['nothing', '', CI, 'none'],
    ['an issuer alone', `--certificate-oidc-issuer ${ACTIONS}`, CI, 'none'],
    ['two', 'ada@example.org or bob@example.org with GitHub', ADA, 'several'],
    [
      'a pattern that names no repository',
      `--certificate-identity-regexp github.com/org/ --certificate-oidc-issuer ${ACTIONS}`,
      CI,
      'loose-pattern',
    ],
    [
      'another pattern',
      `--certificate-identity-regexp github.com/other/.* --certificate-oidc-issuer ${ACTIONS}`,
      CI,
      'different',
    ],
    ['a broken pattern', `--certificate-identity-regexp ( --certificate-oidc-issuer ${ACTIONS}`, CI, 'different'],
    ['a key', SAN, { fingerprint: 'AB' }, 'none'],
  ] as const)('%s is not', (_what, text, signer, answer) => {
    expect(compare(text, signer)).toEqual({ answer });
  });

  it('does not expect whoever calls somebody else’s workflow', () => {
    const identity = 'https://github.com/maker/build/.github/workflows/build.yml@refs/tags/v1';
    const called: Signer = { identity, issuer: ACTIONS, build: { ...build, builder: identity } };
    expect(compare(identity, called)).toEqual({ answer: 'needs-repository' });
    const flags = `--certificate-identity ${identity} --certificate-oidc-issuer ${ACTIONS} --certificate-github-workflow-repository`;
    expect(compare(`${flags} org/repo`, called)).toEqual({ answer: 'same', pin: PIN });
    expect(compare(`${flags} evil/repo`, called)).toEqual({ answer: 'different' });
    expect(compare(SAN, called)).toEqual({ answer: 'different' });
  });

  it('does not take a workflow for another whose whole name begins its own', () => {
    const workflow = '.github/workflows/release.yml@b.yml';
    const identity = SAN.replace('.github/workflows/release.yml', workflow);
    const other: Signer = { identity, issuer: ACTIONS, build: { ...build, workflow } };
    expect(compare(SAN, other)).toEqual({ answer: 'different' });
    const called: Signer = { identity, issuer: ACTIONS, build: { ...build, builder: identity } };
    for (const named of [
      `--certificate-identity ${SAN} --certificate-oidc-issuer ${ACTIONS}`,
      'gh attestation verify x --signer-workflow org/repo/.github/workflows/release.yml',
    ])
      expect(compare(`${named} --certificate-github-workflow-repository org/repo`, called)).toEqual({
        answer: 'different',
      });
  });

  it('does not expect a build for a proposed change', () => {
    const ref = 'refs/pull/7/merge';
    const identity = SAN.replace('refs/tags/v2', ref);
    expect(compare(identity, { identity, issuer: ACTIONS, build: { ...build, ref } })).toEqual({
      answer: 'not-a-release',
    });
  });

  it('keeps what another instance vouches for apart', () => {
    expect(compare(SAN, { ...CI, instance: 'lab' })).toEqual({ answer: 'same', pin: { ...PIN, instance: 'lab' } });
  });

  it('is taken as it stands where there is no signature', () => {
    const { repository, workflow, refs, issuer } = PIN;
    const pin = { repository, workflow, refs, issuer };
    expect(pinText(SAN)).toEqual({ answer: 'same', pin });
    expect(pinText('ada@example.org').answer).toBe('no-issuer');
    expect(pinText('--certificate-identity-regexp .* --certificate-oidc-issuer x').answer).toBe('loose-pattern');
  });

  it('never makes somebody else expected, and never throws', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            ...Array.from('-=\'"\\ @.:/'),
            'a',
            'https://',
            '--certificate-identity',
            '@refs/tags/',
          ),
        }),
        (text) => {
          expect(compare(text, ADA).answer).not.toBe('same');
        },
      ),
    );
  });
});

describe('a build put together', () => {
  it.each([
    [{ host: 'github', repository: 'org/repo', workflow: 'release.yml' }, CI],
    [{ host: 'github', repository: 'https://github.com/Org/repo.git', workflow: '.github/workflows/release.yml' }, CI],
  ] as const)('%j is the same', (told, signer) => {
    const rule = putTogether(told);
    expect(rule && compareBuild(rule, signer)).toEqual({ answer: 'same', pin: PIN });
  });

  it('tells every part apart', () => {
    const told = { host: 'github', repository: 'org/repo', workflow: 'release.yml' } as const;
    for (const changed of [
      { repository: 'org/repo2' },
      { workflow: 'ci.yml' },
      { branch: 'main' },
      { host: 'gitlab' as const },
    ]) {
      const rule = putTogether({ ...told, ...changed });
      expect(rule && compareBuild(rule, CI)).toEqual({ answer: 'different' });
    }
  });

  it.each(['', 'repo', 'https://evil.example/org/repo', 'org/repo/x', 'org/re po'])(
    '%s is no repository',
    (repository) => {
      expect(putTogether({ host: 'github', repository, workflow: 'release.yml' })).toBeUndefined();
    },
  );
});
