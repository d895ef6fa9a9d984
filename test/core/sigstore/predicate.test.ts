import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summarizePredicate } from '../../../electron/core/sigstore/predicate.ts';

const V1 = 'https://slsa.dev/provenance/v1';
const COMMIT = 'c0ffee'.repeat(7).slice(0, 40);
const V02 = 'https://slsa.dev/provenance/v0.2';

describe('what a predicate says', () => {
  it('of a build on GitHub, as its own action writes it', () => {
    const repository = 'https://github.com/org/tool';
    const predicate = {
      buildDefinition: {
        buildType: 'https://actions.github.io/buildtypes/workflow/v1',
        externalParameters: {
          workflow: { ref: 'refs/tags/v2.0', repository, path: '.github/workflows/release.yml' },
        },
        resolvedDependencies: [{ uri: `git+${repository}@refs/tags/v2.0`, digest: { gitCommit: 'c0ffee' } }],
      },
      runDetails: {
        builder: { id: 'https://github.com/actions/runner/github-hosted' },
        metadata: { invocationId: `${repository}/actions/runs/1/attempts/1` },
      },
    };
    expect(summarizePredicate(V1, predicate)).toEqual({
      kind: 'provenance',
      provenance: {
        repository,
        commit: 'c0ffee',
        ref: 'refs/tags/v2.0',
        workflow: '.github/workflows/release.yml',
        builder: 'https://github.com/actions/runner/github-hosted',
        invocation: `${repository}/actions/runs/1/attempts/1`,
      },
    });
  });

  it('of a build on GitLab, as its runner writes it', () => {
    const predicate = {
      buildDefinition: {
        buildType: 'https://gitlab.com/gitlab-org/gitlab-runner/-/blob/main/PROVENANCE.md',
        externalParameters: { source: 'https://gitlab.com/org/tool', entryPoint: 'build' },
        resolvedDependencies: [{ uri: 'https://gitlab.com/org/tool', digest: { sha256: COMMIT } }],
      },
      runDetails: { builder: { id: 'https://gitlab.com/org/tool/-/runners/1' }, metadata: { invocationID: '7' } },
    };
    expect(summarizePredicate(V1, predicate)).toEqual({
      kind: 'provenance',
      provenance: {
        repository: 'https://gitlab.com/org/tool',
        commit: COMMIT,
        workflow: 'build',
        builder: 'https://gitlab.com/org/tool/-/runners/1',
        invocation: '7',
      },
    });
  });

  it('of a build on GitLab, as its older runner wrote it', () => {
    const configSource = { uri: 'https://gitlab.com/org/tool', digest: { sha256: COMMIT }, entryPoint: 'build' };
    expect(summarizePredicate(V02, { invocation: { configSource } })).toEqual({
      kind: 'provenance',
      provenance: { repository: 'https://gitlab.com/org/tool', commit: COMMIT, workflow: 'build' },
    });
    const other = { ...configSource, digest: { sha256: 'ab'.repeat(32) } };
    expect(summarizePredicate(V02, { invocation: { configSource: other } }).provenance).not.toHaveProperty('commit');
  });

  it('of a build, as the first generators wrote it', () => {
    const predicate = {
      builder: { id: 'https://github.com/slsa-framework/slsa-github-generator/x.yml@refs/tags/v1' },
      invocation: {
        configSource: {
          uri: 'git+https://github.com/org/tool@refs/heads/main',
          digest: { sha1: 'c0ffee' },
          entryPoint: '.github/workflows/release.yml',
        },
      },
      metadata: { buildInvocationID: '7-1' },
    };
    expect(summarizePredicate(V02, predicate)).toMatchObject({
      provenance: {
        repository: 'https://github.com/org/tool',
        ref: 'refs/heads/main',
        commit: 'c0ffee',
        workflow: '.github/workflows/release.yml',
        invocation: '7-1',
      },
    });
  });

  it.each([
    ['https://spdx.dev/Document', 'SPDX-2.3'],
    ['https://spdx.dev/Document/v2.3', 'SPDX-2.3'],
    ['https://spdx.dev/Document', undefined],
  ])('of parts, by SPDX: %s, %s', (type, spdxVersion) => {
    const document = { ...(spdxVersion && { spdxVersion }), name: 'tool', packages: [{}, {}] };
    const expected = { kind: 'spdx', parts: { format: spdxVersion ?? 'SPDX', name: 'tool', count: 2 } };
    expect(summarizePredicate(type, document)).toEqual(expected);
    // As cosign wrote it once: the document as text, or within another.
    expect(summarizePredicate(type, { Data: JSON.stringify(document) })).toEqual(expected);
    expect(summarizePredicate(type, { Data: document })).toEqual(expected);
    expect(summarizePredicate(type, { Data: 'no JSON' })).toMatchObject({ parts: { count: 0 } });
  });

  it.each(['https://cyclonedx.org/bom', 'https://cyclonedx.org/bom/v1.6', 'https://cyclonedx.org/bom/1.4'])(
    'of parts, by CycloneDX: %s',
    (type) => {
      const document = {
        bomFormat: 'CycloneDX',
        specVersion: '1.6',
        metadata: { component: { name: 'tool' } },
        components: [{}, {}, {}],
      };
      const expected = { kind: 'cyclonedx', parts: { format: 'CycloneDX 1.6', name: 'tool', count: 3 } };
      expect(summarizePredicate(type, document)).toEqual(expected);
    },
  );

  it.each(['https://example.org/x', '', 'https://slsa.dev/provenance/v1x', 'https://spdx.dev/Document.evil.example'])(
    'is not put into words where its kind is unknown: %s',
    (type) => expect(summarizePredicate(type, { name: 'x' })).toEqual({ kind: 'other' }),
  );

  it('is short, and never throws', () => {
    const text = 'x'.repeat(100_000);
    const long = { buildDefinition: { externalParameters: { workflow: { repository: text, path: text } } } };
    expect(JSON.stringify(summarizePredicate(V1, long)).length).toBeLessThan(2_000);
    const types = fc.constantFrom(V1, V02, 'https://spdx.dev/Document', 'https://cyclonedx.org/bom');
    const key = fc.constantFrom(
      ...['buildDefinition', 'externalParameters', 'workflow', 'resolvedDependencies', 'digest', 'runDetails', 'Data'],
      ...['invocation', 'configSource', 'metadata', 'packages', 'components', 'uri', '__proto__'],
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof({ maxDepth: 5 }, fc.jsonValue(), fc.dictionary(key, tie('tree')), fc.array(tie('tree'))),
    }));
    fc.assert(
      fc.property(types, fc.dictionary(key, tree), (type, predicate) => {
        expect(summarizePredicate(type, predicate)).toHaveProperty('kind');
      }),
    );
  });
});
