import { describe, expect, test } from 'vitest';
import { buildIdentity } from '../../../electron/core/sigstore/build-identity.ts';
import { isSigner } from '../../../shared/signer-rule.ts';

const ACTIONS = 'https://token.actions.githubusercontent.com';
const REPOSITORY = 'https://github.com/org/repo';
const PIN = {
  repository: REPOSITORY,
  workflow: '.github/workflows/release.yml',
  refs: 'refs/tags/*',
  issuer: ACTIONS,
};

function built(config: string, ref?: string, builder = config) {
  return buildIdentity(builder, {
    issuer: ACTIONS,
    sourceRepositoryUri: REPOSITORY,
    buildConfigUri: config,
    buildSignerUri: builder,
    ...(ref === undefined ? {} : { sourceRepositoryRef: ref }),
  });
}
const isPinned = (config: string, ref: string): boolean => {
  const identity = `${REPOSITORY}/${config}`;
  const build = built(identity, ref);
  return isSigner(PIN, { identity, issuer: ACTIONS, ...(build === undefined ? {} : { build }) });
};

describe('a workflow', () => {
  test.each([
    ['.github/workflows/release.yml@refs/tags/v1', 'refs/tags/v1', '.github/workflows/release.yml'],
    ['.github/workflows/release.yml@refs/tags/v1@2', 'refs/tags/v1@2', '.github/workflows/release.yml'],
    ['.github/workflows/release.yml@refs/tags/a@refs/b', 'refs/tags/a@refs/b', '.github/workflows/release.yml'],
    ['.github/workflows/release.yml@refs/tags/v1', undefined, '.github/workflows/release.yml'],
    ['.github/workflows/release.yml@refs/heads/me@home', 'refs/tags/v1', '.github/workflows/release.yml'],
    [`.github/workflows/release.yml@${'ab'.repeat(20)}`, 'refs/tags/v1', '.github/workflows/release.yml'],
    ['.github/workflows/release.yml', 'refs/tags/v1', '.github/workflows/release.yml'],
    ['/.gitlab-ci.yml@refs/heads/main', 'refs/heads/main', '.gitlab-ci.yml'],
    ['.github/workflows/release.yml@b.yml@refs/tags/v1', 'refs/tags/v1', '.github/workflows/release.yml@b.yml'],
    ['.github/workflows/release.yml@b.yml@refs/tags/v1', undefined, '.github/workflows/release.yml@b.yml'],
    [`.github/workflows/release.yml@b.yml@${'ab'.repeat(20)}`, undefined, '.github/workflows/release.yml@b.yml'],
    ['/ci/a.yml@refs/b.yml@refs/tags/v1', 'refs/tags/v1', 'ci/a.yml@refs/b.yml'],
    // Nobody can tell where the path ends.
    ['/ci/a.yml@refs/b.yml@refs/tags/v1', 'refs/heads/main', undefined],
    ['@refs/tags/v1', 'refs/tags/v1', undefined],
  ])('%s for %s is %s', (config, ref, workflow) => {
    const build = built(`${REPOSITORY}/${config}`, ref);
    expect(build?.workflow).toBe(workflow);
    expect(build).not.toHaveProperty('builder');
  });

  test('is not the pinned one for having its name before an @ in its own', () => {
    expect(isPinned('.github/workflows/release.yml@refs/tags/v1', 'refs/tags/v1')).toBe(true);
    expect(isPinned('.github/workflows/release.yml@b.yml@refs/tags/v1', 'refs/tags/v1')).toBe(false);
    expect(isPinned('.github/workflows/release.yml@refs/x.yml@refs/tags/v1', 'refs/tags/v1')).toBe(false);
    expect(isPinned('.github/workflows/release.yml@b.yml@refs/tags/v1', 'refs/tags/v2')).toBe(false);
  });
});
