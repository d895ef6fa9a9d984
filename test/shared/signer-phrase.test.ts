import { expect, it } from 'vitest';
import { pinPhrase, signerPhrase } from '../../shared/signer-phrase.ts';

const ACTIONS = 'https://token.actions.githubusercontent.com';
const build = (ref: string | undefined, issuer = ACTIONS, repository = 'https://github.com/org/repo') =>
  signerPhrase({
    identity: 'x',
    issuer,
    build: { provider: 'github', repository, ...(ref === undefined ? {} : { ref }) },
  });

it.each([
  ['refs/tags/v2', 'tag', 'v2'],
  ['refs/heads/main', 'branch', 'main'],
  ['refs/pull/7/merge', 'pull', 'refs/pull/7/merge'],
  ['refs/merge-requests/7/head', 'pull', 'refs/merge-requests/7/head'],
  ['refs/notes/x', 'ref', 'refs/notes/x'],
])('a build for %s is told as a %s', (ref, key, shown) => {
  expect(build(ref)).toEqual({ key, params: { builder: 'GitHub Actions', repository: 'org/repo', ref: shown } });
});

it('leaves the host out only where the builder is the repository’s own', () => {
  expect(build(undefined)?.params['repository']).toBe('org/repo');
  expect(build(undefined, 'https://gitlab.com', 'https://gitlab.com/org/repo')?.params['repository']).toBe('org/repo');
  for (const issuer of ['https://agent.buildkite.com', 'https://gitlab.com', 'constructor']) {
    expect(build(undefined, issuer)?.params['repository']).toBe('github.com/org/repo');
  }
  const lookalike = build(undefined, ACTIONS, 'https://github.com.evil.example/org/repo');
  expect(lookalike?.params['repository']).toBe('github.com.evil.example/org/repo');
});

it('says logged in of a login only', () => {
  const key = (issuer: string) => signerPhrase({ identity: 'ada@example.org', issuer })?.key;
  expect(key('https://github.com/login/oauth')).toBe('login');
  expect(key('https://accounts.google.com.evil.example')).toBe('vouched');
  expect(signerPhrase({ identity: 'ada@example.org' })).toBeUndefined();
  expect(signerPhrase({ fingerprint: 'AB' })).toBeUndefined();
});

it('tells whom a pin means', () => {
  const pin = { repository: 'https://github.com/org/repo', workflow: 'a/b.yml', issuer: ACTIONS };
  expect(pinPhrase({ ...pin, refs: 'refs/tags/*' })).toEqual({
    key: 'anyTag',
    params: { builder: 'GitHub Actions', repository: 'org/repo', workflow: 'a/b.yml' },
  });
  expect(pinPhrase({ ...pin, refs: 'refs/heads/main' })).toMatchObject({ key: 'oneBranch', params: { ref: 'main' } });
  expect(pinPhrase({ identityPattern: '.*@x', issuer: 'https://idp.example' })?.key).toBe('pattern');
  expect(pinPhrase({ identity: 'ada@x', issuer: 'https://accounts.google.com' })?.key).toBe('login');
  expect(pinPhrase({ fingerprint: 'A'.repeat(40) })).toBeUndefined();
});
