import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pemOf } from '../lab/der.ts';
import { runCountersign } from './command-line.ts';
import { type Ground, labGround } from './ground.ts';
import { cosignKey, type KeyFiles } from './peers.ts';
import { type Ended, programOf, runProgram } from './programs.ts';

/** What cosign wrote before it wrote bundles, and reads still: base64 in a `.sig`, a certificate in a `.pem`, and its own bundle JSON. */
const OLDER = ['--new-bundle-format=false'];
const ADA = 'ada@example.org';

let ground: Ground;
let key: KeyFiles;
let otherKey: KeyFiles;
let services: { fulcio: string; log: string };
/** cosign's way to be told of roots before there were trusted roots in a file. */
let trust: Record<string, string>;

beforeAll(async () => {
  ground = await labGround({ log: 1, timestamp: false });
  [key, otherKey] = [await cosignKey(ground, 'key'), await cosignKey(ground, 'other')];
  for (const name of ['app.tar', 'altered.tar']) writeFileSync(join(ground.folder, name), randomBytes(5000));
  const { trustedRoot, signingConfig } = ground.files;
  const root = JSON.parse(readFileSync(trustedRoot, 'utf8')) as Root;
  const config = JSON.parse(readFileSync(signingConfig, 'utf8')) as Config;
  services = { fulcio: config.caUrls[0]!.url, log: config.rekorTlogUrls[0]!.url };
  const write = (name: string, label: string, base64: string): string => {
    const path = join(ground.folder, name);
    writeFileSync(path, pemOf(label, Buffer.from(base64, 'base64')));
    return path;
  };
  trust = {
    SIGSTORE_CT_LOG_PUBLIC_KEY_FILE: write('ct.pem', 'PUBLIC KEY', root.ctlogs[0]!.publicKey.rawBytes),
    SIGSTORE_REKOR_PUBLIC_KEY: write('log.pem', 'PUBLIC KEY', root.tlogs[0]!.publicKey.rawBytes),
    SIGSTORE_ROOT_FILE: write(
      'ca.pem',
      'CERTIFICATE',
      root.certificateAuthorities[0]!.certChain.certificates[0]!.rawBytes,
    ),
  };
});
afterAll(() => ground.close());

interface Root {
  ctlogs: { publicKey: { rawBytes: string } }[];
  tlogs: { publicKey: { rawBytes: string } }[];
  certificateAuthorities: { certChain: { certificates: { rawBytes: string }[] } }[];
}
interface Config {
  caUrls: { url: string }[];
  rekorTlogUrls: { url: string }[];
}

const cosign = (...args: string[]): Promise<Ended> =>
  runProgram(programOf('cosign'), args, { cwd: ground.folder, env: { COSIGN_PASSWORD: '', ...trust } });
const cosignSigns = (...args: string[]): Promise<Ended> =>
  cosign('sign-blob', ...OLDER, '--use-signing-config=false', '--rekor-url', services.log, '--yes', ...args, 'app.tar');
const ours = (...args: string[]): Promise<Ended> => runCountersign(ground.folder, args, { COSIGN_PASSWORD: '' });
const we = (...args: string[]): Promise<Ended> =>
  ours('verify', '--trusted-root', ground.files.trustedRoot, ...args, '--json');
const who = (identity = ADA, issuer = ground.issuers.people): string[] => [
  ...['--certificate-identity', identity, '--certificate-oidc-issuer', issuer],
];
const must = (ended: Ended): void => {
  if (ended.status !== 0) throw new Error(`status ${ended.status}\n${ended.stdout}\n${ended.stderr}`);
};

describe('what cosign wrote', () => {
  beforeAll(async () => {
    const token = ground.token({ email: ADA });
    const out = (name: string) => ['--output-signature', `${name}.sig`, '--bundle', `${name}.bundle`];
    const login = ['--fulcio-url', services.fulcio, '--identity-token', token, '--output-certificate', 'login.pem'];
    must(await cosignSigns(...login, ...out('login')));
    must(await cosignSigns('--key', key.secret, ...out('key')));
  });

  it('as its own bundle, by login: who and when are known', async () => {
    const check = ['--bundle', 'login.bundle'];
    must(await we(...check, ...who(), 'app.tar'));
    expect((await we(...check, ...who(), 'altered.tar')).status).toBe(1);
    expect((await we(...check, ...who('bert@example.org'), 'app.tar')).status).toBe(1);
    expect((await we(...check, ...who(ADA, ground.issuers.others), 'app.tar')).status).toBe(1);
  });

  it('as its own bundle, by key', async () => {
    const check = ['--bundle', 'key.bundle', '--key'];
    must(await we(...check, key.public, 'app.tar'));
    expect((await we(...check, key.public, 'altered.tar')).status).toBe(1);
    expect((await we(...check, otherKey.public, 'app.tar')).status).not.toBe(0);
  });

  it('as a signature alone, by key: nothing says when', async () => {
    const check = ['--signature', 'key.sig', '--key'];
    const found = await we(...check, key.public, 'app.tar');
    expect([found.status, found.stdout.includes('not-logged')]).toEqual([0, true]);
    expect((await we(...check, key.public, 'altered.tar')).status).toBe(1);
    expect((await we(...check, otherKey.public, 'app.tar')).status).not.toBe(0);
  });

  it('as a signature and a certificate: only the log can tell whether it was valid then', async () => {
    const check = ['--signature', 'login.sig', '--certificate', 'login.pem', ...who()];
    const found = await we(...check, 'app.tar');
    expect([found.status, found.stdout.includes('no-trusted-time')]).toEqual([3, true]);
    expect((await we(...check, 'altered.tar')).status).toBe(1);
  });
});

describe('what we write beside the bundle', () => {
  const unlogged = '--insecure-ignore-tlog=true';
  const check = (...args: string[]): Promise<Ended> => cosign('verify-blob', ...OLDER, ...args);

  it('a signature, by key', async () => {
    const logged = ['--trusted-root', ground.files.trustedRoot, '--signing-config', ground.files.signingConfig];
    const where = ['--output-signature', 'ours.sig', '--bundle', 'ours.json'];
    must(await ours('sign', 'app.tar', '--key', key.secret, ...where, ...logged, '--yes'));
    const older = ['--signature', 'ours.sig', unlogged, '--key'];
    must(await check(...older, key.public, 'app.tar'));
    expect((await check(...older, key.public, 'altered.tar')).status).not.toBe(0);
    expect((await check(...older, otherKey.public, 'app.tar')).status).not.toBe(0);
  });

  it('a signature and a certificate, by login', async () => {
    writeFileSync(join(ground.folder, 'token'), ground.token({ email: ADA }));
    const services = ['--trusted-root', ground.files.trustedRoot, '--signing-config', ground.files.signingConfig];
    const where = ['--output-signature', 'by.sig', '--output-certificate', 'by.pem', '--bundle', 'by.json'];
    must(await ours('sign', 'app.tar', '--keyless', '--identity-token', 'token', '--yes', ...services, ...where));
    // Within its ten minutes the certificate is good by the clock; whoever wants the log has the bundle.
    const older = ['--signature', 'by.sig', '--certificate', 'by.pem', unlogged];
    must(await check(...older, ...who(), 'app.tar'));
    expect((await check(...older, ...who(), 'altered.tar')).status).not.toBe(0);
    expect((await check(...older, ...who('bert@example.org'), 'app.tar')).status).not.toBe(0);
    expect((await check(...older, ...who(ADA, ground.issuers.others), 'app.tar')).status).not.toBe(0);
  });
});
