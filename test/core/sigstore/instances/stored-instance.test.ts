import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStoredInstance } from '../../../../electron/core/sigstore/instances/stored-instance.ts';

const STORED = {
  name: 'acme',
  addedAt: '2026-01-02T03:04:05.678Z',
  repository: 'https://tuf.example.org/a',
  tuf: { root: 'AAAA', timestamp: 'AAE=', snapshot: 'AQ==', targets: 'AAAA' },
  trustedRoot: 'AAAA',
  signingConfig: 'AAAA',
  refreshedAt: '2026-01-02T03:04:05Z',
  triedAt: '2026-01-02T03:04:05Z',
  problem: { code: 'network', detail: 'nobody there', at: '2026-01-02T03:04:05Z' },
};

describe('what is kept of an instance', () => {
  it('is read as it was written, and nothing that it does not know', () => {
    expect(readStoredInstance(STORED)).toEqual(STORED);
    expect(readStoredInstance({ ...STORED, token: 'secret' })).toEqual(STORED);
    expect(readStoredInstance({ name: 'a', addedAt: '2026-01-02T03:04:05Z' })).toEqual({
      name: 'a',
      addedAt: '2026-01-02T03:04:05Z',
    });
  });

  it.each<[string, unknown]>([
    ['no object', []],
    ['no name', { ...STORED, name: undefined }],
    ['a name that is a path', { ...STORED, name: '../a' }],
    ['no date', { ...STORED, addedAt: 'yesterday' }],
    ['a day that is none', { ...STORED, refreshedAt: '2026-13-41T00:00:00Z' }],
    ['a repository on plain http', { ...STORED, repository: 'http://tuf.example.org' }],
    ['a repository with a login', { ...STORED, repository: 'https://a:b@tuf.example.org' }],
    ['a root that is not base64', { ...STORED, trustedRoot: '<html>' }],
    ['an empty root', { ...STORED, trustedRoot: '' }],
    ['a root without padding', { ...STORED, trustedRoot: 'AQ' }],
    ['metadata without a root', { ...STORED, tuf: { timestamp: 'AAAA' } }],
    ['an unknown problem', { ...STORED, problem: { ...STORED.problem, code: '__proto__' } }],
    ['a problem that is a text', { ...STORED, problem: 'network' }],
  ])('is refused with %s', (_what, content) => {
    expect(() => readStoredInstance(content)).toThrow(Error);
  });

  it('is either refused or read the same again, whatever the file holds', () => {
    const anything = fc.anything();
    const near = fc.record(
      {
        name: fc.oneof(fc.string(), fc.constantFrom('acme', 'a.b', 'CON')),
        addedAt: fc.oneof(anything, fc.constant(STORED.addedAt)),
        repository: fc.oneof(fc.webUrl(), anything),
        tuf: fc.oneof(anything, fc.record({ root: fc.base64String() }), fc.constant(STORED.tuf)),
        trustedRoot: fc.oneof(anything, fc.base64String()),
        refreshedAt: fc.oneof(
          anything,
          fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        ),
        problem: fc.oneof(anything, fc.constant(STORED.problem)),
      },
      { requiredKeys: ['name', 'addedAt'] },
    );
    fc.assert(
      fc.property(fc.oneof(anything, near), (content) => {
        let read;
        try {
          read = readStoredInstance(content);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          return;
        }
        expect(readStoredInstance(JSON.parse(JSON.stringify(read)))).toEqual(read);
      }),
      { numRuns: 2000 },
    );
  });
});
