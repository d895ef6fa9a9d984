import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ed25519ph } from '@noble/curves/ed25519.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeSigstore } from '../../electron/core/sigstore/judge.ts';
import { readPublicKeys } from '../../electron/core/sigstore/public-key.ts';
import { readSigstore } from '../../electron/core/sigstore/read.ts';
import { runCountersign } from './command-line.ts';
import { type Ended, programOf, runProgram } from './programs.ts';
import { startRealSigstore, type RealSigstore } from './servers.ts';

const ALGORITHMS = ['p256', 'p384', 'p521', 'rsa2048', 'rsa3072', 'rsa4096', 'ed25519'] as const;
type Algorithm = (typeof ALGORITHMS)[number];
/** What `cosign verify-blob` has to be told: it takes SHA-256 for granted with every key. */
const DIGEST_FLAGS: Partial<Record<Algorithm, string[]>> = {
  p384: ['--signature-digest-algorithm', 'sha384'],
  p521: ['--signature-digest-algorithm', 'sha512'],
};
const ec = (namedCurve: string) => () => generateKeyPairSync('ec', { namedCurve }).privateKey;
const rsa = (modulusLength: number) => () => generateKeyPairSync('rsa', { modulusLength }).privateKey;
/** Keys as OpenSSL makes them. */
const PLAIN: Record<Algorithm, () => KeyObject> = {
  p256: ec('P-256'),
  p384: ec('P-384'),
  p521: ec('P-521'),
  rsa2048: rsa(2048),
  rsa3072: rsa(3072),
  rsa4096: rsa(4096),
  ed25519: () => generateKeyPairSync('ed25519').privateKey,
};
const PASSPHRASE = 'pässphrase of a key';
const UNLOGGED = '--insecure-ignore-tlog=true';
const NEITHER = ['--tlog-upload=false', '--timestamp=false'];

let folder: string;
let real: RealSigstore;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cs-'));
  writeFileSync(at('pw'), `${PASSPHRASE}\n`);
  writeFileSync(at('store'), 'store passphrase\n');
  writeFileSync(at('app.tar'), Buffer.alloc(300_000, 'release '));
  writeFileSync(at('altered.tar'), Buffer.alloc(300_000, 'malware '));
  real = await startRealSigstore();
  // A signing config that names no service: for those who sign offline.
  must(await cosign('signing-config', 'create', '--out', 'offline.json'));
});
afterAll(async () => {
  await real.close();
  rmSync(folder, { recursive: true });
});

const cosign = (...args: string[]): Promise<Ended> =>
  runProgram(programOf('cosign'), args, { cwd: folder, env: { COSIGN_PASSWORD: PASSPHRASE } });
const countersign = (...args: string[]): Promise<Ended> =>
  runCountersign(folder, args, { COUNTERSIGN_STORE_PASSPHRASE_FILE: at('store') });

function must(ended: Ended): Ended {
  if (ended.status !== 0) throw new Error(`status ${ended.status}\n${ended.stdout}\n${ended.stderr}`);
  return ended;
}

async function ours(algorithm: Algorithm): Promise<{ id: string; secret: string; pub: string }> {
  const [secret, pub] = [`our-${algorithm}.key`, `our-${algorithm}.pub`];
  const made = must(await countersign('keys', 'generate', '--type', 'cosign', '--algorithm', algorithm, '--json'));
  const { id } = JSON.parse(made.stdout) as { id: string };
  must(await countersign('keys', 'export', id, '--secret', '--output', secret, '--passphrase-file', 'pw', '--force'));
  must(await countersign('keys', 'export', id, '--output', pub, '--force'));
  return { id, secret, pub };
}

async function found(bundle: string, file: string, pub: string): Promise<[string, string | undefined]> {
  const read = readSigstore(readFileSync(at(bundle)));
  if (read?.kind !== 'content') throw new Error('our own reader refuses the bundle');
  const bytes = readFileSync(at(file));
  const artifact = {
    digest: (algorithm: string) => Promise.resolve(createHash(algorithm).update(bytes).digest()),
    // eslint-disable-next-line @typescript-eslint/require-await -- as a file's stream gives it
    read: async function* () {
      yield bytes;
    },
    size: bytes.length,
  };
  const keys = readPublicKeys(readFileSync(at(pub)));
  const { result, keyFrom } = await judgeSigstore(read.content, artifact, { roots: [], keys, now: new Date() });
  return [result, keyFrom];
}

describe.each(ALGORITHMS)('a key made here, %s', (algorithm) => {
  it('is cosign’s key too, and the signatures of both verify with both', async () => {
    const { id, secret, pub } = await ours(algorithm);
    expect(must(await cosign('public-key', '--key', secret)).stdout).toBe(readFileSync(at(pub), 'utf8'));
    const flags = DIGEST_FLAGS[algorithm] ?? [];
    const older = ['--output-signature', 'our.sig', '--bundle', 'our.json', '--force'];
    must(await countersign('sign', 'app.tar', '--key', id, ...older, ...NEITHER));
    for (const what of [
      ['--bundle', 'our.json'],
      ['--signature', 'our.sig'],
    ]) {
      const check = ['verify-blob', '--key', pub, UNLOGGED, ...flags, ...what];
      must(await cosign(...check, 'app.tar'));
      expect((await cosign(...check, 'altered.tar')).status).not.toBe(0);
    }
    must(
      await cosign(
        'sign-blob',
        '--key',
        secret,
        '--signing-config',
        'offline.json',
        '--bundle',
        'their.json',
        'app.tar',
      ),
    );
    expect(await found('their.json', 'app.tar', pub)).toEqual(['good', 'given']);
    expect((await found('their.json', 'altered.tar', pub))[0]).toBe('bad');
  });
});

describe.each(ALGORITHMS)('a key that others made, %s', (algorithm) => {
  it('is the same key in cosign and here, and what it signs here is logged and verifies with cosign', async () => {
    const [pem, name] = [`${algorithm}.pem`, `their-${algorithm}`];
    writeFileSync(at(pem), PLAIN[algorithm]().export({ type: 'pkcs8', format: 'pem' }));
    must(await cosign('import-key-pair', '--key', pem, '--output-key-prefix', name));
    const logged = ['--signing-config', real.files.signingConfig, '--trusted-root', real.files.trustedRoot, '--yes'];
    const key = ['--key', `${name}.key`, '--passphrase-file', 'pw'];
    must(await countersign('sign', 'app.tar', ...key, ...logged, '--bundle', `${name}.json`, '--json'));
    const [root, pub] = [
      ['--trusted-root', real.files.trustedRoot],
      ['--key', `${name}.pub`],
    ];
    const check = [...root, ...pub, '--bundle', `${name}.json`];
    const found = must(await countersign('verify', ...check, 'app.tar', '--json'));
    expect(found.stdout).toContain('"dateProvenBy":"timestamp"');
    expect(found.stdout).not.toContain('not-logged');
    expect((await countersign('verify', ...check, 'altered.tar')).status).toBe(1);
    const flags = DIGEST_FLAGS[algorithm] ?? [];
    const theirs = await cosign('verify-blob', ...check, ...flags, 'app.tar');
    // cosign logs Ed25519 as Ed25519ph too, and verifies neither its own nor ours by key.
    if (algorithm === 'ed25519') expect(theirs.status).not.toBe(0);
    else must(theirs);
    expect((await cosign('verify-blob', ...check, ...flags, 'altered.tar')).status).not.toBe(0);
  });
});

describe('a key that cosign made', () => {
  it('signs here, out of its file and imported', async () => {
    must(await cosign('generate-key-pair'));
    must(
      await countersign(
        'sign',
        'app.tar',
        '--key',
        'cosign.key',
        '--passphrase-file',
        'pw',
        '--bundle',
        'a.json',
        ...NEITHER,
      ),
    );
    must(await countersign('keys', 'import', 'cosign.key', '--passphrase-file', 'pw'));
    const listed = must(await countersign('keys', 'list', '--type', 'cosign', '--json')).stdout;
    const spki = createPublicKey(readFileSync(at('cosign.pub'))).export({ type: 'spki', format: 'der' });
    const fingerprint = createHash('sha256').update(spki).digest('hex').toUpperCase();
    expect(listed).toContain(fingerprint);
    must(await countersign('sign', 'app.tar', '--key', fingerprint, '--bundle', 'b.json', ...NEITHER));
    for (const bundle of ['a.json', 'b.json'])
      must(await cosign('verify-blob', '--key', 'cosign.pub', UNLOGGED, '--bundle', bundle, 'app.tar'));
    expect(
      (await countersign('sign', 'app.tar', '--key', 'cosign.key', '--passphrase-file', 'store', ...NEITHER)).status,
    ).toBe(5);
  });

  it('out of a plain PEM file signs in both', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(at('plain.pem'), privateKey.export({ type: 'sec1', format: 'pem' }));
    must(await cosign('import-key-pair', '--key', 'plain.pem', '--output-key-prefix', 'plain'));
    const signed = must(await countersign('sign', 'app.tar', '--key', 'plain.pem', '--bundle', 'c.json', ...NEITHER));
    expect(signed.stderr).toContain('warning');
    must(await cosign('verify-blob', '--key', 'plain.pub', UNLOGGED, '--bundle', 'c.json', 'app.tar'));
  });

  it('is the same after a backup', async () => {
    const { id, secret } = await ours('p256');
    must(await countersign('keys', 'backup', 'backup.gpg', '--passphrase-file', 'pw', '--force'));
    must(await countersign('keys', 'delete', id, '--yes'));
    must(await countersign('keys', 'restore', 'backup.gpg', '--passphrase-file', 'pw'));
    must(await countersign('keys', 'export', id, '--output', 'again.pub', '--force'));
    expect(must(await cosign('public-key', '--key', secret)).stdout).toBe(readFileSync(at('again.pub'), 'utf8'));
  });
});

describe('how cosign signs with Ed25519', () => {
  const raw = (pub: string) =>
    Buffer.from(createPublicKey(readFileSync(at(pub))).export({ format: 'jwk' }).x ?? '', 'base64url');
  const signature = (bundle: string): Buffer => {
    const json = JSON.parse(readFileSync(at(bundle), 'utf8')) as { messageSignature: { signature: string } };
    return Buffer.from(json.messageSignature.signature, 'base64');
  };

  it('without a log: pure, and so do we', async () => {
    const { id, secret, pub } = await ours('ed25519');
    must(
      await cosign(
        'sign-blob',
        '--key',
        secret,
        '--signing-config',
        'offline.json',
        '--bundle',
        'pure.json',
        'app.tar',
      ),
    );
    must(await countersign('sign', 'app.tar', '--key', id, '--bundle', 'our-pure.json', ...NEITHER));
    const publicKey = createPublicKey(readFileSync(at(pub)));
    expect(verify(null, readFileSync(at('app.tar')), publicKey, signature('pure.json'))).toBe(true);
    // It is deterministic: the very same signature.
    expect(signature('our-pure.json')).toEqual(signature('pure.json'));
    // What cosign wrote has no digest in it, so that it does not verify it itself; ours has one, and it does.
    const check = ['verify-blob', '--key', pub, UNLOGGED, '--bundle'];
    expect((await cosign(...check, 'pure.json', 'app.tar')).stderr).toContain('missing artifact digest');
    must(await cosign(...check, 'our-pure.json', 'app.tar'));
  });

  it('for a log: Ed25519ph, which it does not verify by key afterwards', async () => {
    const { secret, pub } = await ours('ed25519');
    const services = ['--signing-config', real.files.signingConfig, '--yes'];
    must(await cosign('sign-blob', '--key', secret, ...services, '--bundle', 'ph.json', 'app.tar'));
    expect(ed25519ph.verify(signature('ph.json'), readFileSync(at('app.tar')), raw(pub))).toBe(true);
    const check = ['verify-blob', '--key', pub, '--trusted-root', real.files.trustedRoot, '--bundle', 'ph.json'];
    expect((await cosign(...check, 'app.tar')).status).not.toBe(0);
  });
});
