import { describe, expect, it } from 'vitest';
import type { AuditSigner, GitAudit } from '../../../../electron/core/audit/git/audit.ts';
import { startingPolicy } from '../../../../electron/core/audit/git/starting-policy.ts';
import { readPolicy } from '../../../../electron/core/git/policy/read-policy.ts';

const one = (over: Partial<AuditSigner>): AuditSigner => ({
  name: '',
  listed: [],
  signer: {},
  format: 'openpgp',
  isMissing: false,
  objects: 1,
  dateProvenBy: 'nothing',
  ...over,
});
const read = (signers: AuditSigner[], kinds: GitAudit['kinds'] = { tag: 2 }) =>
  readPolicy(Buffer.from(startingPolicy({ signers, kinds } as unknown as GitAudit)), 'policy.json');

describe('a policy to begin with', () => {
  it('is one that can be read, and means each signer by the whole of it', async () => {
    const policy = await read([
      one({ signer: { fingerprint: 'A'.repeat(40), userId: 'Ada <ada@example.org>' } }),
      one({ signer: { fingerprint: 'B'.repeat(64) }, format: 'ssh' }),
      one({ signer: { identity: 'eve@example.org', issuer: 'https://accounts.google.com' }, format: 'sigstore' }),
    ]);
    expect(policy.signers.map(({ name }) => name)).toEqual(['Ada', 'key BBBBBBBB', 'eve@example.org']);
    expect(policy.signers[0]?.means).toMatchObject({ signer: { fingerprint: 'A'.repeat(40) } });
    expect(policy.signers[1]?.means).toMatchObject({ signer: { fingerprint: 'B'.repeat(64) } });
    expect(policy.rules).toEqual([
      expect.objectContaining({
        what: ['tags'],
        signers: ['Ada', 'key BBBBBBBB', 'eve@example.org'],
        unsigned: 'deny',
      }),
    ]);
  });

  it('leaves out whose key is missing and what a build signed, for nothing proves or limits them', async () => {
    const build = {
      provider: 'github' as const,
      repository: 'https://github.com/org/repo',
      workflow: 'release.yml',
      ref: 'refs/tags/v1',
    };
    const policy = await read([
      one({ signer: { keyId: 'C'.repeat(16) }, isMissing: true }),
      one({ signer: { identity: 'https://github.com/org/repo/x', issuer: 'https://x.example', build } }),
    ]);
    expect(policy.signers).toEqual([]);
  });

  it('gives names to people that a stranger cannot break it with', async () => {
    const names = ['"},"rules":[]', '__proto__', '\u202egnp', 'Ada', 'Ada', '', '…'];
    const policy = await read(
      names.map((userId, at) => one({ signer: { fingerprint: String(at).repeat(40), userId } })),
      { commit: 1, merge: 1 },
    );
    expect(policy.signers).toHaveLength(names.length);
    expect(new Set(policy.signers.map(({ name }) => name)).size).toBe(names.length);
    expect(policy.rules[0]?.what).toEqual(['commits', 'merges']);
  });
});
