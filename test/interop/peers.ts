import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programOf, runProgram, type Ended } from './programs.ts';
import { commandLine } from './command-line.ts';
import { countersign } from './countersign.ts';
import { sigstoreJs } from './sigstore-js.ts';
import type { Ground } from './ground.ts';

/** Whom a verifier is told to expect. */
export interface Expected {
  identity: string;
  issuer: string;
}

/** Somebody who logs in: a token that is ready, and where a person sits at a browser, the account to log in with there. */
export interface Login {
  token: string;
  account?: string;
}

/** A key pair in files: cosign's encrypted form (without a passphrase's characters), and PEM. */
export interface KeyFiles {
  secret: string;
  public: string;
}

/** Somebody who signs and verifies; what one cannot do is not there. Paths are absolute. */
export interface Peer {
  name: string;
  /** Whether the subjects of a statement are compared with the file; absent: they are. */
  ignoresSubjects?: boolean;
  signKeyless?(it: Ground, file: string, bundle: string, login: Login): Promise<Ended>;
  /** Signs a statement about the file: where it comes from. */
  attest?(it: Ground, file: string, bundle: string, login: Login): Promise<Ended>;
  /** `logged`: with the log and the timestamps that the signing config names, else with neither. */
  signByKey?(it: Ground, file: string, bundle: string, key: KeyFiles, logged: boolean): Promise<Ended>;
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
  const verify = (it: Ground, file: string, bundle: string, ...expected: string[]): Promise<Ended> => {
    const { isStatement, isLogged } = look(bundle);
    return run(
      it,
      ...(isStatement ? ['verify-blob-attestation', '--type', PREDICATE_TYPE] : ['verify-blob']),
      ...(isLogged ? [] : ['--insecure-ignore-tlog=true']),
      ...['--trusted-root', it.files.trustedRoot, '--bundle', bundle, ...expected, file],
    );
  };
  return {
    name: 'cosign',
    signKeyless: (it, file, bundle, { token }) =>
      run(it, 'sign-blob', ...services(it), '--identity-token', token, '--bundle', bundle, file),
    attest: (it, file, bundle, { token }) =>
      run(
        it,
        ...['attest-blob', ...services(it), '--identity-token', token, '--bundle', bundle],
        ...['--type', PREDICATE_TYPE, '--predicate', predicate(it), file],
      ),
    signByKey: (it, file, bundle, key, logged) => {
      const offline = ['--signing-config', it.files.offlineConfig, '--yes'];
      const how = logged ? services(it) : offline;
      return run(it, 'sign-blob', ...how, '--key', key.secret, '--bundle', bundle, file);
    },
    verifyKeyless: (it, file, bundle, { identity, issuer }) =>
      verify(it, file, bundle, '--certificate-identity', identity, '--certificate-oidc-issuer', issuer),
    verifyByKey: (it, file, bundle, publicKey) => verify(it, file, bundle, '--key', publicKey),
  };
}

/** What a verifier that does not find out by itself has to be told of a bundle. */
function look(bundle: string): { isStatement: boolean; isLogged: boolean } {
  const read = JSON.parse(readFileSync(bundle, 'utf8')) as {
    dsseEnvelope?: unknown;
    verificationMaterial: { tlogEntries?: unknown[] };
  };
  const entries = read.verificationMaterial.tlogEntries ?? [];
  return { isStatement: read.dsseEnvelope !== undefined, isLogged: entries.length > 0 };
}

const PREDICATE_TYPE = 'https://slsa.dev/provenance/v1';

/** A predicate in a file, as little as both signers of statements take. */
function predicate(it: Ground): string {
  const path = join(it.folder, 'provenance.json');
  const build = {
    buildType: 'https://interop.example/build/v1',
    externalParameters: {},
    internalParameters: {},
    resolvedDependencies: [],
  };
  const run = { builder: { id: 'https://interop.example/builder' }, metadata: { invocationId: '815' }, byproducts: [] };
  writeFileSync(path, JSON.stringify({ buildDefinition: build, runDetails: run }));
  return path;
}

/** `sigstore` for Python, which knows no keys. */
export function sigstorePython(): Peer {
  const run = (it: Ground, ...args: string[]): Promise<Ended> =>
    runProgram(programOf('sigstorePython'), ['--trust-config', it.files.trustConfig, ...args], { cwd: it.folder });
  return {
    name: 'sigstore-python',
    signKeyless: (it, file, bundle, { token }) => run(it, 'sign', '--identity-token', token, '--bundle', bundle, file),
    attest: (it, file, bundle, { token }) =>
      run(
        it,
        ...['attest', '--identity-token', token, '--bundle', bundle],
        ...['--predicate-type', PREDICATE_TYPE, '--predicate', predicate(it), file],
      ),
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
  commandLine(),
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
