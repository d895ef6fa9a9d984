import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { ed25519ph } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { digestOf } from '../../../electron/core/hash/digest-of.ts';
import type { DigestAlgorithm } from '../../../electron/core/hash/reading.ts';
import { judgeSigstore, sigstoreDigests } from '../../../electron/core/sigstore/judge.ts';
import { publicKeyOf, readPublicKeys } from '../../../electron/core/sigstore/public-key.ts';
import type { PublicKeyMaterial } from '../../../electron/core/sigstore/public-key.ts';
import { readDetached, readSigstore } from '../../../electron/core/sigstore/read.ts';
import {
  digestOnly,
  fileSource,
  judgeBundle,
  newBundle,
  newInstance,
  newKey,
  sha256,
  statementAbout,
  toPem,
} from './forge.ts';
import type { Instance } from './forge.ts';

const ARTIFACT = Buffer.from('a release of the app\n');
const OTHER = Buffer.from('not the release\n');

let instance: Instance;
beforeAll(async () => {
  instance = await newInstance();
});

function material(key: KeyObject): PublicKeyMaterial {
  const found = publicKeyOf(key.export({ type: 'spki', format: 'der' }));
  if (found === undefined) throw new Error('no key');
  return found;
}

/** Rows of `verdicts.md`, section 2, that are about keys. */
describe('a bundle made with a key', () => {
  const key = newKey();
  const mine = material(key.publicKey);
  const judge = (bundle: object, keys = [mine], artifact = fileSource(ARTIFACT), named = false) =>
    judgeBundle(bundle, instance.trustedRoot(), artifact, { keys, keysAreNamed: named });
  const bundle = (options = {}) => newBundle(instance, ARTIFACT, { key, keyed: true, ...options });

  test('is good with a timestamp that is newer than the log, where it may have stood long before', async () => {
    const root = instance.trustedRoot();
    root.tlogs[0]!.publicKey.validFor = { start: '2020-01-01T00:00:00Z', end: '2021-01-01T00:00:00Z' };
    const found = judgeBundle(await bundle({ log: 2, timestamp: true }), root, fileSource(ARTIFACT), { keys: [mine] });
    expect(await found).toMatchObject({ result: 'good', notes: [] });
  });

  for (const [name, options, expected] of [
    ['a log entry', {}, { notes: [], dateProvenBy: 'log' }],
    ['an entry of the second log', { log: 2 }, { notes: [], dateProvenBy: 'nothing' }],
    ['an entry and a timestamp', { log: 2, timestamp: true }, { notes: [], dateProvenBy: 'timestamp' }],
    ['a timestamp alone', { log: 'none', timestamp: true }, { notes: [], dateProvenBy: 'timestamp' }],
    ['neither', { log: 'none' }, { notes: ['not-logged'], dateProvenBy: 'nothing' }],
  ] as const) {
    test(`is good with ${name}`, async () => {
      const found = await judge(await bundle(options));
      expect(found, JSON.stringify(found)).toMatchObject({
        result: 'good',
        ...expected,
        mustBeLogged: false,
        keyFrom: 'given',
        signer: { fingerprint: mine.fingerprint },
      });
      expect(found.signedAt === undefined).toBe(expected.dateProvenBy === 'nothing');
    });
  }

  test('is good over a statement, and needs no root where nothing is logged', async () => {
    const statement = statementAbout(ARTIFACT);
    const found = await judgeBundle(await bundle({ statement, log: 'none' }), undefined, fileSource(ARTIFACT), {
      keys: [mine],
    });
    expect(found).toMatchObject({ result: 'good', notes: ['not-logged'] });
  });

  test('is bad over other bytes', async () => {
    const made = await bundle({ log: 'none' });
    expect(await judge(made, [mine], fileSource(OTHER))).toMatchObject({ result: 'bad', notes: [] });
    made.messageSignature!.messageDigest.digest = sha256(OTHER).toString('base64');
    expect(await judge(made, [mine], fileSource(OTHER))).toMatchObject({
      result: 'bad',
      notes: [],
      signer: { fingerprint: mine.fingerprint },
    });
  });

  test('is good over SHA-3, which not every platform checks signatures over, and bad over other bytes', async () => {
    const digestAs3 = (bytes: Buffer) => digestOf('sha3-256', [bytes]);
    const made = await bundle({ log: 'none' });
    const { d = '' } = key.privateKey.export({ format: 'jwk' });
    const raw = { prehash: false, format: 'der' } as const;
    const signature = p256.sign(await digestAs3(ARTIFACT), Buffer.from(d, 'base64url'), raw);
    const signed = (digest: Uint8Array) => ({
      messageDigest: { algorithm: 'SHA3_256', digest: Buffer.from(digest).toString('base64') },
      signature: Buffer.from(signature).toString('base64'),
    });
    const source = (bytes: Buffer) => ({
      ...fileSource(bytes),
      digest: (algorithm: DigestAlgorithm) => digestOf(algorithm, [bytes]),
    });
    const judgeOver = async (bytes: Buffer) =>
      judge({ ...made, messageSignature: signed(await digestAs3(bytes)) }, [mine], source(bytes));
    expect(await judgeOver(ARTIFACT)).toMatchObject({ result: 'good', digestAlgorithm: 'sha3-256' });
    expect(await judgeOver(OTHER)).toMatchObject({ result: 'bad' });
  });

  test('is no-key by another key, and without any', async () => {
    const made = await bundle({ log: 'none' });
    const other = material(newKey().publicKey);
    for (const keys of [[other], []]) {
      expect(await judge(made, keys, fileSource(ARTIFACT), true)).toMatchObject({
        result: 'no-key',
        signer: { keyId: made.verificationMaterial.publicKey!.hint },
      });
    }
    expect(await judge(made, [], fileSource(OTHER))).toMatchObject({ result: 'bad' });
  });

  test('is good by the key that its log entry names, which is evidence and was not given', async () => {
    const found = await judge(await bundle(), []);
    expect(found).toMatchObject({ result: 'good', keyFrom: 'entry', signer: { fingerprint: mine.fingerprint } });
  });

  test('is no-key where it names none; bad where the user named the key', async () => {
    const made = await bundle({ log: 'none' });
    made.verificationMaterial.publicKey!.hint = '';
    const other = material(newKey().publicKey);
    expect(await judge(made, [other])).toMatchObject({ result: 'no-key' });
    expect(await judge(made, [other], fileSource(ARTIFACT), true)).toMatchObject({ result: 'bad' });
    expect(await judge(made, [other, mine])).toMatchObject({ result: 'good' });
  });

  test('must be in the log that it says: one that nobody knows is no proof, and no fault', async () => {
    const stranger = await newInstance({ host: 'elsewhere.example.org' });
    const made = await newBundle(stranger, ARTIFACT, { key, keyed: true });
    expect(await judge(made)).toMatchObject({
      result: 'unsupported',
      notes: ['unknown-instance'],
      unknown: { service: 'log', name: 'elsewhere.example.org' },
    });
  });

  test('is weak by a short RSA key', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const found = await judgeSigned(rsa.publicKey, sign('sha256', ARTIFACT, rsa.privateKey));
    expect(found).toMatchObject({ result: 'good', notes: ['weak-key', 'not-logged'], method: 'RSA 1024' });
  });

  test('key-not-valid-then: a key with an end that lies before its proven date', async () => {
    const ended = { ...mine, validFor: { end: new Date('2021-01-01') } };
    expect(await judge(await bundle(), [ended])).toMatchObject({ result: 'good', notes: ['key-not-valid-then'] });
    const early = { ...mine, validFor: { start: new Date('2199-01-01') } };
    expect(await judge(await bundle(), [early])).toMatchObject({ result: 'good', notes: ['key-not-valid-then'] });
    expect(await judge(await bundle({ log: 'none' }), [ended])).toMatchObject({
      result: 'good',
      notes: ['key-expired-since', 'not-logged'],
    });
    const valid = { ...mine, validFor: { start: new Date('2021-01-01') } };
    expect(await judge(await bundle(), [valid])).toMatchObject({ result: 'good', notes: [] });
  });
});

/** Judges a detached signature by the one key that the user named. */
async function judgeSigned(key: KeyObject, signature: Uint8Array, artifact = fileSource(ARTIFACT)) {
  const read = readDetached(Buffer.from(Buffer.from(signature).toString('base64')));
  if (read?.kind !== 'content') throw new Error('not read');
  const keys = [material(key)];
  return judgeSigstore(read.content, artifact, { roots: [], keys, keysAreNamed: true, now: new Date() });
}

describe('keys of every kind', () => {
  for (const [curve, algorithms] of [
    ['P-256', ['sha256']],
    ['P-384', ['sha256', 'sha384']],
    ['P-521', ['sha256', 'sha512']],
  ] as const) {
    for (const algorithm of algorithms) {
      test(`${curve} over ${algorithm}, by the file and by digests, and not over other bytes`, async () => {
        const key = newKey(curve);
        const signature = sign(algorithm, ARTIFACT, key.privateKey);
        const { digest } = fileSource(ARTIFACT);
        expect(await judgeSigned(key.publicKey, signature)).toMatchObject({
          result: 'good',
          digestAlgorithm: algorithm,
        });
        expect(await judgeSigned(key.publicKey, signature, { digest })).toMatchObject({ result: 'good' });
        expect(await judgeSigned(key.publicKey, signature, fileSource(OTHER))).toMatchObject({ result: 'bad' });
        expect(await judgeSigned(key.publicKey, signature, { digest: fileSource(OTHER).digest })).toMatchObject({
          result: 'bad',
        });
      });
    }
  }

  for (const [name, options] of [
    ['PKCS#1 v1.5', {}],
    ['PSS', { padding: 6, saltLength: 32 }],
    ['PSS with the longest salt', { padding: 6, saltLength: -2 }],
  ] as const) {
    for (const modulusLength of [2048, 2049, 3072]) {
      test(`RSA ${modulusLength} ${name}`, async () => {
        const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength });
        const signature = sign('sha256', ARTIFACT, { key: privateKey, ...options });
        if (modulusLength % 8 !== 0) {
          // No key of this length is recognized by its signature's; the arithmetic is the same.
          const { rsaPkcs1Fits, rsaPssFits } = await import('../../../electron/core/signature-math/rsa-digest.ts');
          const fits = 'padding' in options ? rsaPssFits : rsaPkcs1Fits;
          expect(fits(publicKey, signature, 'sha256', sha256(ARTIFACT))).toBe(true);
          expect(fits(publicKey, signature, 'sha256', sha256(OTHER))).toBe(false);
          return;
        }
        expect(await judgeSigned(publicKey, signature, digestOnly(ARTIFACT))).toMatchObject({ result: 'good' });
        expect(await judgeSigned(publicKey, signature, digestOnly(OTHER))).toMatchObject({ result: 'bad' });
        signature[20]! ^= 1;
        expect(await judgeSigned(publicKey, signature, digestOnly(ARTIFACT))).toMatchObject({ result: 'bad' });
      });
    }
  }

  test('Ed25519, as cosign signs what it does not log: pure, for which the file is needed', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const signature = sign(null, ARTIFACT, privateKey);
    expect(await judgeSigned(publicKey, signature)).toMatchObject({ result: 'good' });
    expect(await judgeSigned(publicKey, signature, fileSource(OTHER))).toMatchObject({ result: 'bad' });
    expect(await judgeSigned(publicKey, signature, digestOnly(ARTIFACT))).toMatchObject({
      result: 'unsupported',
      kind: 'Ed25519',
    });
    const { digest } = fileSource(ARTIFACT);
    expect(await judgeSigned(publicKey, signature, { digest })).toMatchObject({
      result: 'unsupported',
      kind: 'Ed25519',
    });
  });

  test('Ed25519, as cosign signs what it logs: over SHA-512', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const secret = Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url');
    const signature = ed25519ph.sign(Uint8Array.from(ARTIFACT), Uint8Array.from(secret));
    const { digest } = fileSource(ARTIFACT);
    expect(await judgeSigned(publicKey, signature, { digest })).toMatchObject({
      result: 'good',
      digestAlgorithm: 'sha512',
    });
    expect(await judgeSigned(publicKey, signature, fileSource(OTHER))).toMatchObject({ result: 'bad' });
  });

  test('every kind over a statement', async () => {
    for (const key of [newKey('P-384'), newKey('P-521'), generateKeyPairSync('rsa', { modulusLength: 2048 })]) {
      const bundle = await newBundle(instance, ARTIFACT, {
        key,
        keyed: true,
        log: 'none',
        statement: statementAbout(ARTIFACT),
      });
      const keys = [material(key.publicKey)];
      expect(await judgeBundle(bundle, undefined, digestOnly(ARTIFACT), { keys })).toMatchObject({ result: 'good' });
      bundle.dsseEnvelope!.payload = Buffer.from(JSON.stringify(statementAbout(ARTIFACT, 'x'))).toString('base64');
      expect(await judgeBundle(bundle, undefined, digestOnly(ARTIFACT), { keys })).toMatchObject({ result: 'bad' });
    }
  });

  test('say which digests they need', () => {
    const read = readDetached(Buffer.from(sign('sha256', ARTIFACT, newKey().privateKey).toString('base64')));
    if (read?.kind !== 'content') throw new Error('not read');
    const digests = (key: KeyObject) => sigstoreDigests(read.content, [material(key)]).sort();
    expect(digests(newKey().publicKey)).toEqual(['sha256']);
    expect(digests(newKey('P-384').publicKey)).toEqual(['sha256', 'sha384']);
    expect(digests(generateKeyPairSync('ed25519').publicKey)).toEqual(['sha256', 'sha512']);
  });

  test('a statement says which digests it needs', async () => {
    const statement = statementAbout(ARTIFACT);
    statement.subject[0]!.digest = { sha512: '00'.repeat(64), gitCommit: '00'.repeat(20) };
    const read = readSigstore(Buffer.from(JSON.stringify(await newBundle(instance, ARTIFACT, { statement }))));
    if (read?.kind !== 'content') throw new Error('not read');
    expect(sigstoreDigests(read.content, []).sort()).toEqual(['sha256', 'sha512']);
  });
});

describe('public keys', () => {
  const spki = newKey().publicKey.export({ type: 'spki', format: 'der' });

  test('are read from PEM, several in one file, and PKCS#1 for RSA', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
    const file = toPem('PUBLIC KEY', spki) + toPem('RSA PUBLIC KEY', rsa.export({ type: 'pkcs1', format: 'der' }));
    const [first, second] = readPublicKeys(Buffer.from(file));
    expect(first).toMatchObject({ algorithm: 'ECDSA P-256', fingerprint: sha256(spki).toString('hex').toUpperCase() });
    expect(second).toMatchObject({ algorithm: 'RSA 2048' });
  });

  test('are none where there is none', () => {
    const secret = newKey().privateKey.export({ type: 'pkcs8', format: 'der' });
    for (const file of [
      '',
      'hello',
      toPem('PRIVATE KEY', secret),
      toPem('PUBLIC KEY', Buffer.from('no key')),
      '-----BEGIN PUBLIC KEY-----\n',
    ]) {
      expect(readPublicKeys(Buffer.from(file))).toEqual([]);
    }
    // A curve that no Sigstore signature is made with.
    const x25519 = generateKeyPairSync('x25519').publicKey;
    expect(readPublicKeys(Buffer.from(toPem('PUBLIC KEY', x25519.export({ type: 'spki', format: 'der' }))))).toEqual(
      [],
    );
  });
});
