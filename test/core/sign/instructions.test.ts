import { expect, it } from 'vitest';
import { instructionsFor } from '../../../electron/core/sign/instructions.ts';
import type { SignRequest } from '../../../electron/core/services.ts';
import type { Receipt, SignedFile } from '../../../shared/model/sign.ts';

const COSIGN = 'C'.repeat(64);
const PGP = 'A'.repeat(40);
const SIGNERS: Receipt['signers'] = [
  { fingerprint: PGP, userId: 'Ada <ada@example.org>' },
  { fingerprint: COSIGN, userId: 'my private note' },
];

const request = (signature: 'armored' | 'cleartext'): SignRequest => ({
  paths: ['/r'],
  options: {
    keys: [PGP, `cosign:${COSIGN}`],
    signature,
    manifest: { name: 'SUMS', algorithm: 'sha256', style: 'gnu' },
  },
  overwrite: false,
});

const file = (name: string, logged: boolean, isManifest = false): SignedFile => ({
  artifact: { name, path: `/r/${name}`, size: 1, digests: {} },
  outputs: [
    ...(isManifest ? [{ path: `/r/${name}`, format: 'manifest' as const }] : []),
    { path: `/r/${name}.asc`, format: 'openpgp', signer: PGP },
    { path: `/r/${name}.sigstore.json`, format: 'sigstore', signer: COSIGN, logged, timestamped: logged },
    { path: `/r/${name}.sig`, format: 'sigstore', signer: COSIGN },
  ],
  verified: true,
});

it('gives cosign’s line beside gpg’s, with what a bundle in no log needs', () => {
  const text = instructionsFor([file('a b.tar', false), file('SUMS', false, true)], SIGNERS, request('armored'));
  expect(text).toContain("  gpg --verify 'a b.tar.asc' 'a b.tar'\n");
  expect(text).toContain(
    "  cosign verify-blob --key cosign.pub --insecure-ignore-tlog --bundle 'a b.tar.sigstore.json' 'a b.tar'\n",
  );
  expect(text).toContain('--bundle SUMS.sigstore.json SUMS\n  sha256sum --check --ignore-missing SUMS\n');
  expect(text).not.toContain('.sig ');
  expect(instructionsFor([file('a', true)], SIGNERS, request('armored'))).not.toContain('insecure');
});

it('names the people whom a key names, and not what its owner calls it', () => {
  const text = instructionsFor([file('a', true)], SIGNERS, request('armored'));
  expect(text).toContain('Ada <ada@example.org>');
  expect(text).toContain('(Sigstore key, SHA-256)');
  expect(text).not.toContain('private note');
});

it('compares the list that cosign found good, also where gpg’s copy is another', () => {
  const text = instructionsFor([file('SUMS', true, true)], SIGNERS, request('cleartext'));
  expect(text).toContain('  gpg --decrypt SUMS.asc | sha256sum --check --ignore-missing\n');
  expect(text).toContain('--bundle SUMS.sigstore.json SUMS\n  sha256sum --check --ignore-missing SUMS\n');
});

it('tells cosign the digest where it would take another for granted, and gives no line that cosign fails on', () => {
  const of = (algorithm: string, logged: boolean): string =>
    instructionsFor([file('a', logged)], SIGNERS, request('armored'), new Map([[COSIGN, algorithm]]));
  expect(of('ECDSA P-384', false)).toContain('--insecure-ignore-tlog --signature-digest-algorithm sha384 --bundle');
  expect(of('ECDSA P-521', true)).toContain('--key cosign.pub --signature-digest-algorithm sha512 --bundle');
  for (const algorithm of ['ECDSA P-256', 'RSA 4096'])
    expect(of(algorithm, true)).toContain('--key cosign.pub --bundle');
  expect(of('Ed25519', false)).toContain('--key cosign.pub --insecure-ignore-tlog --bundle');
  expect(of('Ed25519', true)).not.toContain('cosign');
  expect(of('Ed25519', true)).toContain('gpg --verify a.asc a');
});

it('names a login as it is to be expected, and for an instance of one’s own the root that cosign does not know', () => {
  const login = { identity: 'ada@example.org', issuer: 'https://github.com/login/oauth' };
  const signed: SignedFile = {
    artifact: { name: 'a', path: '/r/a', size: 1, digests: {} },
    outputs: [
      { path: '/r/a.sigstore.json', format: 'sigstore', signer: login.identity, logged: true, timestamped: true },
    ],
    verified: true,
  };
  const of = (instance: string): string => instructionsFor([signed], [{ ...login, instance }], request('armored'));
  const who = '--certificate-identity ada@example.org --certificate-oidc-issuer https://github.com/login/oauth';
  expect(of('public-good')).toContain(`  cosign verify-blob ${who} --bundle a.sigstore.json a\n`);
  expect(of('public-good')).not.toContain('trusted_root.json');
  expect(of('compass')).toContain(`${who} --trusted-root trusted_root.json --bundle a.sigstore.json a\n`);
  expect(of('compass')).toContain('trusted_root.json is the trusted root of our own Sigstore');
});
