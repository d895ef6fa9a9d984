import { join } from 'node:path';
import { programOf, runProgram, type Ended } from './programs.ts';
import { countersign } from './countersign.ts';
import { sigstoreJs } from './sigstore-js.ts';
import type { Ground } from './servers.ts';

/** Whom a verifier is told to expect. */
export interface Expected {
  identity: string;
  issuer: string;
}

/** A key pair in files: cosign's encrypted form (without a passphrase's characters), and PEM. */
export interface KeyFiles {
  secret: string;
  public: string;
}

/** Somebody who signs and verifies; what one cannot do is not there. Paths are absolute. */
export interface Peer {
  name: string;
  signKeyless?(it: Ground, file: string, bundle: string, token: string): Promise<Ended>;
  signByKey?(it: Ground, file: string, bundle: string, key: KeyFiles): Promise<Ended>;
  /** Status 0 says that all is well. */
  verifyKeyless?(it: Ground, file: string, bundle: string, expected: Expected): Promise<Ended>;
  verifyByKey?(it: Ground, file: string, bundle: string, publicKey: string): Promise<Ended>;
}

/** cosign 3. */
export function cosign(): Peer {
  const run = (it: Ground, ...args: string[]): Promise<Ended> =>
    runProgram(programOf('cosign'), args, { cwd: it.folder, env: { COSIGN_PASSWORD: '' } });
  const services = (it: Ground): string[] => [
    ...['--signing-config', it.files.signingConfig, '--trusted-root', it.files.trustedRoot, '--yes'],
  ];
  return {
    name: 'cosign',
    signKeyless: (it, file, bundle, token) =>
      run(it, 'sign-blob', ...services(it), '--identity-token', token, '--bundle', bundle, file),
    signByKey: (it, file, bundle, key) =>
      run(it, 'sign-blob', ...services(it), '--key', key.secret, '--bundle', bundle, file),
    verifyKeyless: (it, file, bundle, { identity, issuer }) =>
      run(
        it,
        ...['verify-blob', '--trusted-root', it.files.trustedRoot, '--bundle', bundle],
        ...['--certificate-identity', identity, '--certificate-oidc-issuer', issuer, file],
      ),
    verifyByKey: (it, file, bundle, publicKey) =>
      run(it, 'verify-blob', '--trusted-root', it.files.trustedRoot, '--bundle', bundle, '--key', publicKey, file),
  };
}

/** `sigstore` for Python, which knows no keys. */
export function sigstorePython(): Peer {
  const run = (it: Ground, ...args: string[]): Promise<Ended> =>
    runProgram(programOf('sigstorePython'), ['--trust-config', it.files.trustConfig, ...args], { cwd: it.folder });
  return {
    name: 'sigstore-python',
    signKeyless: (it, file, bundle, token) => run(it, 'sign', '--identity-token', token, '--bundle', bundle, file),
    verifyKeyless: (it, file, bundle, { identity, issuer }) =>
      run(
        it,
        ...['verify', 'identity', '--bundle', bundle],
        ...['--cert-identity', identity, '--cert-oidc-issuer', issuer, file],
      ),
  };
}

/** Everybody, as far as this machine has them. */
export const peers = (): Peer[] => [
  countersign(),
  cosign(),
  ...(programOf('sigstorePython') === '' ? [] : [sigstorePython()]),
  sigstoreJs(),
];

/** Makes a key pair with cosign, without a passphrase. */
export async function cosignKey(it: Ground, name: string): Promise<KeyFiles> {
  const prefix = join(it.folder, name);
  const made = await runProgram(programOf('cosign'), ['generate-key-pair', '--output-key-prefix', prefix], {
    cwd: it.folder,
    env: { COSIGN_PASSWORD: '' },
  });
  if (made.status !== 0) throw new Error(made.stderr);
  return { secret: `${prefix}.key`, public: `${prefix}.pub` };
}
