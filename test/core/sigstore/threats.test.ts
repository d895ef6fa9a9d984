import { randomBytes, sign } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { readSigstore } from '../../../electron/core/sigstore/read.ts';
import { readTrustedRoot } from '../../../electron/core/sigstore/trusted-root.ts';
import { publicKeyOf } from '../../../electron/core/sigstore/public-key.ts';
import {
  body1,
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

const judge = (bundle: object, artifact = fileSource(ARTIFACT)) =>
  judgeBundle(bundle, instance.trustedRoot(), artifact);
const read = (bundle: object | string) =>
  readSigstore(Buffer.from(typeof bundle === 'string' ? bundle : JSON.stringify(bundle)))?.kind;

/** `threats.md`, items 1 to 13, as far as they are about one signature; what is expected of whom is for `decide`. */
describe('what can go wrong with bundles', () => {
  test('1: a statement that is not about the artifact', async () => {
    const bundle = await newBundle(instance, OTHER, { statement: statementAbout(OTHER) });
    expect(await judge(bundle)).toMatchObject({ result: 'bad', notes: ['subject-mismatch'] });
    const nothing = { ...statementAbout(ARTIFACT), subject: [] };
    expect(await judge(await newBundle(instance, OTHER, { statement: nothing }))).toMatchObject({
      result: 'bad',
      notes: ['subject-mismatch'],
    });
    const [subject] = statementAbout(ARTIFACT).subject;
    const half = { ...subject!, digest: { ...subject!.digest, sha512: '00'.repeat(64) } };
    const contradicts = { ...statementAbout(ARTIFACT), subject: [half] };
    expect(await judge(await newBundle(instance, OTHER, { statement: contradicts }))).toMatchObject({
      notes: ['subject-mismatch'],
    });
    const payload = { statement: statementAbout(ARTIFACT), payloadType: 'text/plain' };
    expect(await judge(await newBundle(instance, OTHER, payload))).toMatchObject({ notes: ['subject-mismatch'] });
  });

  test('2 and 13: a certificate without an identity, or without the issuer that vouched for it, has no signer', async () => {
    for (const options of [{ extensions: [] }, { identity: '' }]) {
      const found = await judge(await newBundle(instance, ARTIFACT, options));
      expect(found.signer).toBeUndefined();
    }
  });

  test('3: the identity is whole, as the certificate has it', async () => {
    const identity = 'https://builds.example.org/ada.evil.example';
    expect((await judge(await newBundle(instance, ARTIFACT, { identity }))).signer?.identity).toBe(identity);
  });

  test('4: a log entry for another digest, key or signature', async () => {
    const key = newKey();
    const bundle = await newBundle(instance, ARTIFACT, { key });
    const signature = Buffer.from(bundle.messageSignature!.signature, 'base64');
    const pem = toPem('CERTIFICATE', Buffer.from(bundle.verificationMaterial.certificate!.rawBytes, 'base64'));
    const strangers = toPem('CERTIFICATE', await instance.certify(newKey().publicKey));
    for (const body of [
      body1(OTHER, signature, pem),
      body1(ARTIFACT, sign('sha256', ARTIFACT, key.privateKey), pem),
      body1(ARTIFACT, signature, strangers),
      body1(ARTIFACT, signature, toPem('PUBLIC KEY', newKey().publicKey.export({ type: 'spki', format: 'der' }))),
    ]) {
      bundle.verificationMaterial.tlogEntries = [await instance.log(body)];
      expect(await judge(bundle)).toMatchObject({ result: 'bad', notes: ['log-proof'] });
    }
    bundle.verificationMaterial.tlogEntries = [await instance.log(body1(ARTIFACT, signature, pem))];
    expect(await judge(bundle)).toMatchObject({ result: 'good' });
  });

  test('5: a date in an entry without a promise is no source of time', async () => {
    const bundle = await newBundle(instance, ARTIFACT);
    delete bundle.verificationMaterial.tlogEntries[0]!.inclusionPromise;
    expect(await judge(bundle)).toMatchObject({ result: 'bad', notes: ['no-trusted-time'] });
  });

  test('6: an entry and a timestamp that stand there twice count once', async () => {
    const bundle = await newBundle(instance, ARTIFACT, { timestamp: true });
    const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
    tlogEntries.push(tlogEntries[0]!);
    timestampVerificationData.rfc3161Timestamps.push(timestampVerificationData.rfc3161Timestamps[0]!);
    const found = await judge(bundle);
    expect(found.result).toBe('good');
    const passed = found.checks.filter(({ outcome }) => outcome === 'passed').map(({ check }) => check);
    expect(passed.filter((check) => check === 'log-entry' || check === 'timestamp')).toEqual([
      'log-entry',
      'timestamp',
    ]);
    expect(found.checks.map(({ says }) => says?.key)).toEqual(expect.arrayContaining(['entryTwice', 'stampTwice']));
  });

  test('7: a v0.3 bundle relabelled v0.1 with its proof dropped; a version that nobody made', async () => {
    const bundle = await newBundle(instance, ARTIFACT);
    expect(read(bundle)).toBe('content');
    delete bundle.verificationMaterial.tlogEntries[0]!.inclusionProof;
    expect(read(bundle)).toBe('malformed');
    bundle.mediaType = 'application/vnd.dev.sigstore.bundle+json;version=0.1';
    expect(read(bundle)).toBe('malformed');
    for (const version of ['.v9.9+json', '+json;version=0.4', '.v0.3+jsonx', '']) {
      const relabelled = {
        ...(await newBundle(instance, ARTIFACT)),
        mediaType: `application/vnd.dev.sigstore.bundle${version}`,
      };
      expect(read(relabelled)).toBe('malformed');
    }
  });

  test('8: a root in the chain, both contents, stray characters in base64', async () => {
    const bundle = await newBundle(instance, ARTIFACT);
    const [authority] = instance.trustedRoot().certificateAuthorities;
    const root = authority!.certChain.certificates[0]!;
    const certificate = bundle.verificationMaterial.certificate!;
    const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
    const old = { ...bundle, mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1' };
    const chained = (certificates: object[]) => ({
      ...old,
      verificationMaterial: { tlogEntries, timestampVerificationData, x509CertificateChain: { certificates } },
    });
    expect(read(chained([certificate]))).toBe('content');
    expect(read(chained([certificate, root]))).toBe('malformed');
    expect(read(chained([]))).toBe('malformed');

    const envelope = (await newBundle(instance, ARTIFACT, { statement: statementAbout(ARTIFACT) })).dsseEnvelope;
    expect(read({ ...bundle, dsseEnvelope: envelope })).toBe('malformed');
    expect(read({ ...bundle, message_signature: bundle.messageSignature })).toBe('malformed');
    const { signature } = bundle.messageSignature!;
    for (const stray of [
      ` ${signature}`,
      `${signature}\n`,
      `${signature}!`,
      `${signature.slice(0, 20)} ${signature.slice(20)}`,
      '',
    ]) {
      expect(read({ ...bundle, messageSignature: { ...bundle.messageSignature, signature: stray } })).toBe('malformed');
    }
  });

  test('9: a trusted root whose log key has no start of its validity', () => {
    for (const logs of ['tlogs', 'ctlogs'] as const) {
      const root = instance.trustedRoot();
      root[logs][0]!.publicKey.validFor = {};
      expect(readTrustedRoot(Buffer.from(JSON.stringify(root)))).toMatchObject({
        kind: 'refused',
        reason: { says: { key: 'rootLogNoStart' } },
      });
    }
    expect(readTrustedRoot(Buffer.from(JSON.stringify(instance.trustedRoot()))).kind).toBe('root');
  });

  test('10: a key is pinned, but an older bundle brings another', async () => {
    const key = newKey();
    const pinned = publicKeyOf(newKey().publicKey.export({ type: 'spki', format: 'der' }))!;
    const spki = key.publicKey.export({ type: 'spki', format: 'der' });
    const older = {
      base64Signature: sign('sha256', ARTIFACT, key.privateKey).toString('base64'),
      cert: Buffer.from(toPem('PUBLIC KEY', spki)).toString('base64'),
    };
    const found = await judgeBundle(older, undefined, fileSource(ARTIFACT), { keys: [pinned], keysAreNamed: true });
    // Good as arithmetic goes, but by the key that it brought: never the one that is expected.
    expect(found).toMatchObject({
      result: 'good',
      keyFrom: 'entry',
      signer: { fingerprint: sha256(spki).toString('hex').toUpperCase() },
    });
    expect(found.signer?.fingerprint).not.toBe(pinned.fingerprint);
  });

  test('11: too many entries, timestamps or subjects, and a bundle of 100 MB', async () => {
    const bundle = await newBundle(instance, ARTIFACT, { timestamp: true });
    const { verificationMaterial: material } = bundle;
    const many = <T>(one: T, count: number) => Array.from({ length: count }, () => one);
    const entries = { ...material, tlogEntries: many(material.tlogEntries[0], 33) };
    expect(read({ ...bundle, verificationMaterial: entries })).toBe('malformed');
    const [stamp] = material.timestampVerificationData.rfc3161Timestamps;
    const stamps = { ...material, timestampVerificationData: { rfc3161Timestamps: many(stamp, 33) } };
    expect(read({ ...bundle, verificationMaterial: stamps })).toBe('malformed');

    const [subject] = statementAbout(ARTIFACT).subject;
    for (const [count, result] of [
      [1024, 'good'],
      [1025, 'bad'],
    ] as const) {
      const statement = { ...statementAbout(ARTIFACT), subject: many(subject, count) };
      expect(await judge(await newBundle(instance, ARTIFACT, { statement }))).toMatchObject({ result });
    }
    const started = performance.now();
    expect(read(`{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","x":"${'a'.repeat(100_000_000)}"}`)).toBe(
      'malformed',
    );
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('12: a proof without a checkpoint', async () => {
    const bundle = await newBundle(instance, ARTIFACT);
    delete bundle.verificationMaterial.tlogEntries[0]!.inclusionProof!.checkpoint;
    expect(await judge(bundle)).toMatchObject({ result: 'bad', notes: ['checkpoint'] });
  });

  test('a certificate may not be an authority, or anything else than one for signing', async () => {
    const bundle = await newBundle(instance, ARTIFACT);
    bundle.verificationMaterial.certificate!.rawBytes = randomBytes(300).toString('base64');
    expect(await judge(bundle)).toMatchObject({ result: 'bad', notes: ['malformed'] });
  });
});
