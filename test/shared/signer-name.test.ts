import { describe, expect, it } from 'vitest';
import { issuerName, pinName, signerName } from '../../shared/signer-name.ts';

it.each([
  ['https://accounts.google.com', 'Google'],
  ['https://github.com/login/oauth', 'GitHub'],
  ['https://login.microsoftonline.com', 'Microsoft'],
  ['https://token.actions.githubusercontent.com', 'GitHub Actions'],
  ['https://token.actions.githubusercontent.com/enterprise', 'GitHub Actions'],
  ['https://gitlab.com', 'GitLab'],
  ['https://login.example.org/realms/x', 'login.example.org'],
  ['https://accounts.google.com.evil.example', 'accounts.google.com.evil.example'],
  ['https://accounts.google.com@evil.example/', 'evil.example'],
  ['https://accounts.google.com:x@evil.example', 'evil.example'],
  ['https://evil.example\\@accounts.google.com', 'evil.example'],
  ['https://evil.example/@accounts.google.com', 'evil.example'],
  ['https://evil.example:8443#@accounts.google.com', 'evil.example:8443'],
  ['https://@', 'https://@'],
  ['constructor', 'constructor'],
])('the issuer %s is called %s', (issuer, name) => expect(issuerName(issuer)).toBe(name));

const ACTIONS = 'https://token.actions.githubusercontent.com';
const build = { provider: 'github', repository: 'https://github.com/org/repo' } as const;

it('names signers alike in every language', () => {
  expect(signerName({ identity: 'ada@example.org', issuer: 'https://github.com/login/oauth' })).toBe(
    'ada@example.org (GitHub)',
  );
  expect(signerName({ identity: 'ada@acme', issuer: 'https://idp.acme', instance: 'acme' })).toBe(
    'ada@acme (idp.acme; acme)',
  );
  const details = { ...build, workflow: '.github/workflows/release.yml', ref: 'refs/tags/v2' };
  expect(signerName({ identity: 'x', issuer: ACTIONS, build: details })).toBe(
    'org/repo, release.yml, v2 (GitHub Actions)',
  );
  expect(signerName({ identity: 'x', issuer: ACTIONS, build })).toBe('org/repo (GitHub Actions)');
  expect(signerName({ fingerprint: '0123456789ABCDEF', userId: 'Ada <ada@example.org>' })).toBe('Ada');
  expect(signerName({ fingerprint: '0123456789ABCDEF' })).toBe('…89ABCDEF');
  expect(signerName({ fingerprint: 'C9C359FED11DE5DC', kind: 'ssh' })).toBe('…Z/tEd5dw');
});

it('names pins by what they mean', () => {
  expect(pinName({ fingerprint: '0123456789ABCDEF', label: 'Ada <ada@example.org>' })).toBe('Ada');
  expect(pinName({ fingerprint: '0123456789ABCDEF' })).toBe('…89ABCDEF');
  expect(pinName({ identityPattern: '.*@x', issuer: 'https://gitlab.com' })).toBe('.*@x (GitLab)');
  const pin = { repository: 'https://git.example/org/repo', workflow: 'a/b.yml', issuer: ACTIONS };
  expect(pinName({ ...pin, refs: 'refs/tags/*' })).toBe('git.example/org/repo, b.yml, refs/tags/* (GitHub Actions)');
  expect(pinName({ ...pin, refs: 'refs/heads/main' })).toBe('git.example/org/repo, b.yml, main (GitHub Actions)');
});

const fingerprint = 'A1B2C3D4E5F60718293A4B5C6D7E8F9012345678';
const keyId = '0123456789ABCDEF';

describe('signerName', () => {
  it('is the claimed name without its address', () => {
    expect(signerName({ userId: 'Ada Lovelace <ada@example.org>', fingerprint })).toBe('Ada Lovelace');
    expect(signerName({ userId: 'Ada', identity: 'ada@example.org' })).toBe('Ada');
  });

  it('is the identity where nobody claims a name, else the end of the key', () => {
    expect(signerName({ identity: 'ada@example.org', fingerprint })).toBe('ada@example.org');
    expect(signerName({ fingerprint, keyId })).toBe('…12345678');
    expect(signerName({ keyId })).toBe('…89ABCDEF');
  });

  it('is no empty name while the key is known', () => {
    expect(signerName({ userId: '', fingerprint })).toBe('…12345678');
  });

  it('is empty where nothing is known', () => {
    expect([signerName(undefined), signerName({}), signerName({ userId: '' })]).toEqual(['', '', '']);
  });
});
