import { describe, expect, it } from 'vitest';
import { toldApart } from '../../renderer/parts/verdict/told-apart.ts';
import type { BuildIdentity } from '../../shared/model/build-identity.ts';

const issuer = 'https://token.actions.githubusercontent.com';
const repository = 'https://github.com/lantern-dev/lantern';
const workflow = '.github/workflows/release.yml';
const pin = { repository, repositoryId: '681202', workflow, refs: 'refs/tags/*', issuer };
const built = (changed: Partial<BuildIdentity> = {}) => {
  const build: BuildIdentity = {
    ...{ provider: 'github', repository, repositoryId: '681202', workflow, ref: 'refs/tags/v4.3' },
    ...changed,
  };
  return { identity: `${build.repository}/${workflow}@${build.ref ?? ''}`, issuer, build };
};

describe('toldApart', () => {
  it('names a fork by its repository alone: its number goes without saying', () => {
    const fork = built({ repository: 'https://github.com/lantern-devs/lantern', repositoryId: '99' });
    expect(toldApart([pin], fork)).toEqual(['repository']);
  });

  it('names the number where somebody else has taken the name', () => {
    expect(toldApart([pin], built({ repositoryId: '99' }))).toEqual(['repositoryId']);
  });

  it('names every other part', () => {
    const elsewhere = { ...built({ workflow: 'x.yml', ref: 'refs/heads/main' }), instance: 'acme' };
    expect(toldApart([pin], elsewhere)).toEqual(['instance', 'workflow', 'ref']);
  });

  it('names nothing of the one who is expected, of a key, or where several are expected', () => {
    expect(toldApart([pin], built())).toEqual([]);
    expect(toldApart([{ fingerprint: 'AB' }], built())).toEqual([]);
    expect(toldApart([pin, { identity: 'ada@example.org', issuer }], built({ repositoryId: '99' }))).toEqual([]);
    expect(toldApart([], built())).toEqual([]);
    expect(toldApart([pin], undefined)).toEqual([]);
  });
});
