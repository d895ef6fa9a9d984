import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readPolicy } from '../../../../electron/core/git/policy/read-policy.ts';
import { AppError } from '../../../../shared/error.ts';
import { GitPolicyFile } from '../../../../shared/model/git-policy.ts';

const ADA = 'AD'.repeat(20);
const SSH = `SHA256:${Buffer.alloc(32, 7).toString('base64').replace('=', '')}`;
const POLICY: GitPolicyFile = {
  format: 'countersign-git-policy',
  version: 1,
  signers: {
    ada: { openpgp: ADA.toLowerCase().replace(/.{4}/g, '$& '), note: 'since 2020' },
    'bob@laptop': { ssh: SSH },
    eve: { identity: 'eve@example.org', issuer: 'https://accounts.google.com' },
    release: {
      repository: 'https://github.com/org/repo/',
      workflow: '.github/workflows/release.yml',
      refs: 'refs/tags/*',
      issuer: 'https://token.actions.githubusercontent.com',
    },
    team: { publisher: 'Example' },
  },
  rules: [
    { what: ['tags'], refs: ['refs/tags/v*'], signers: ['ada', 'release'], from: '2024-01-01', until: '2026-12-31' },
    { what: ['commits', 'merges'], signers: ['ada', 'bob@laptop', 'team'], unsigned: 'warn', expired: 'allow' },
  ],
  unlisted: 'warn',
};

const read = (text: string) => readPolicy(Buffer.from(text), 'policy.json');

async function fault(text: string): Promise<string> {
  try {
    await read(text);
  } catch (error) {
    if (error instanceof AppError && error.code === 'malformed') return error.detail;
    throw error;
  }
  return 'read';
}

/** The policy with one part changed, set as people set it. */
const changed = (change: (policy: Record<string, never> & GitPolicyFile) => void): string => {
  const copy = structuredClone(POLICY) as Parameters<typeof change>[0];
  change(copy);
  return JSON.stringify(copy, null, 2);
};

describe('a policy', () => {
  it('is read with all that it leaves unsaid', async () => {
    const { signers, rules, uncovered, start, sha256 } = await read(JSON.stringify(POLICY));
    expect(signers.map(({ name, means }) => [name, means])).toEqual([
      ['ada', { signer: { fingerprint: ADA } }],
      ['bob@laptop', { signer: { fingerprint: '07'.repeat(32) } }],
      ['eve', { signer: { identity: 'eve@example.org', issuer: 'https://accounts.google.com' } }],
      [
        'release',
        {
          signer: {
            repository: 'https://github.com/org/repo',
            workflow: '.github/workflows/release.yml',
            refs: 'refs/tags/*',
            issuer: 'https://token.actions.githubusercontent.com',
          },
        },
      ],
      ['team', { publisher: 'Example' }],
    ]);
    expect(rules[0]).toEqual({
      what: ['tags'],
      refs: ['refs/tags/v*'],
      signers: ['ada', 'release'],
      from: new Date('2024-01-01T00:00:00Z'),
      until: new Date('2026-12-31T23:59:59.999Z'),
      allowsExpired: false,
      unsigned: 'deny',
      unlisted: 'warn',
    });
    expect(rules[1]).toMatchObject({ unsigned: 'warn', allowsExpired: true });
    expect([uncovered, start]).toEqual(['deny', []]);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, string, string]>([
    ['nothing', '', 'line 1, column 1: it ends too early'],
    ['a list', '[]', 'line 1, column 1: '],
    ['another file', '{"format": "countersign-publishers"}', 'line 1, column 2, format: '],
    ['a newer version', changed((p) => Object.assign(p, { version: 2 })), 'line 3, column 3, version: '],
    ['a name that stands twice', `{"format": "a",\n "format": "b"}`, 'line 2, column 2: "format" stands here twice'],
    [
      'an unknown field',
      changed((p) => Object.assign(p.rules[0] ?? {}, { untill: '2026-01-01' })),
      'rules[0].untill: ',
    ],
    [
      'an unknown signer',
      changed((p) => p.rules[0]?.signers.push('mallory')),
      'rules[0].signers[2]: no signer above is called mallory',
    ],
    [
      'a signer of the language',
      changed((p) => p.rules[0]?.signers.push('constructor')),
      'no signer above is called constructor',
    ],
    [
      'a part of a fingerprint',
      changed((p) => Object.assign(p.signers, { ada: { openpgp: ADA.slice(24) } })),
      'signers.ada',
    ],
    [
      'an identity without an issuer',
      changed((p) => Object.assign(p.signers, { eve: { identity: 'eve@example.org' } })),
      'signers.eve: one of',
    ],
    [
      'a signer who is two',
      changed((p) => Object.assign(p.signers, { ada: { openpgp: ADA, ssh: SSH } })),
      'signers.ada: one of',
    ],
    [
      'a repository that is none',
      changed((p) => Object.assign(p.signers['release'] ?? {}, { repository: 'org/repo' })),
      'signers.release: a repository that is no https address',
    ],
    [
      'a hidden character',
      changed((p) => Object.assign(p.signers['eve'] ?? {}, { identity: 'eve\u202e' })),
      'characters that cannot be seen',
    ],
    [
      'a pattern of no ref',
      changed((p) => Object.assign(p.rules[0] ?? {}, { refs: ['v*'] })),
      'rules[0].refs[0]: a pattern of refs begins with refs/',
    ],
    ['no object', changed((p) => Object.assign(p.rules[0] ?? {}, { what: [] })), 'rules[0].what: '],
    [
      'a day that is none',
      changed((p) => Object.assign(p.rules[0] ?? {}, { from: '2026-02-30' })),
      'rules[0].from: there is no such day',
    ],
    [
      'an end before the start',
      changed((p) => Object.assign(p.rules[0] ?? {}, { until: '2023-01-01' })),
      'rules[0].until: it ends before it begins',
    ],
    ['a short name of a commit', changed((p) => Object.assign(p, { start: ['abc123'] })), 'start[0]: '],
    ['an otherwise that lets all through', changed((p) => Object.assign(p, { unsigned: 'allow' })), 'unsigned: '],
  ])('with %s is refused, with its place', async (_, text, said) => {
    const found = await fault(text);
    expect(found).toContain(said);
    expect(found).toMatch(/^policy\.json: line \d+, column \d+/);
  });

  it('that is no text, or no policy’s size, is refused', async () => {
    await expect(readPolicy(Buffer.from([0x7b, 0xff, 0x7d]), 'p')).rejects.toMatchObject({
      code: 'malformed',
      detail: 'p: not in UTF-8',
    });
    await expect(readPolicy(Buffer.alloc(2 * 1024 * 1024, 0x20), 'p')).rejects.toMatchObject({ code: 'malformed' });
  });

  it('that anything happened to is read whole or refused, and never fails otherwise', async () => {
    const text = JSON.stringify(POLICY, null, 1);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length),
        fc.nat(12),
        fc.oneof(
          fc.string({ maxLength: 4 }),
          fc.constantFrom('"', '{', '}', '[]', 'null', '1e9', '\\u0000', '"__proto__":{},'),
        ),
        async (at, length, put) => {
          const found = await fault(text.slice(0, at) + put + text.slice(at + length));
          if (found !== 'read') expect(found).toMatch(/^policy\.json: line \d+, column \d+(, .+)?: ./s);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of any JSON is refused in words', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        expect(
          await fault(JSON.stringify({ format: 'countersign-git-policy', version: 1, signers: {}, rules: value })),
        ).toMatch(/^read$|line \d/);
      }),
    );
  });
});

it('the published schema is the one that is read by', () => {
  const published = JSON.parse(
    readFileSync(new URL('../../../../docs/git-policy.schema.json', import.meta.url), 'utf8'),
  ) as object;
  const made = {
    $id: 'git-policy.schema.json',
    title: 'Countersign policy for git',
    ...z.toJSONSchema(GitPolicyFile, { io: 'input' }),
  };
  expect(published).toEqual(JSON.parse(JSON.stringify(made)));
});
