import { sign } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { judgeSigstore } from '../../../electron/core/sigstore/judge.ts';
import { readDetached } from '../../../electron/core/sigstore/read.ts';
import {
  body1,
  digestOnly,
  fileSource,
  IDENTITY,
  ISSUER,
  judgeBundle,
  materialOf,
  newBundle,
  newInstance,
  newKey,
  sha256,
  statementAbout,
  toPem,
} from './forge.ts';
import type { Instance, RootJson } from './forge.ts';

const ARTIFACT = Buffer.from('a release of the app\n');
const OTHER = Buffer.from('not the release\n');

let instance: Instance;
let stranger: Instance;

beforeAll(async () => {
  instance = await newInstance();
  stranger = await newInstance({ host: 'other-log.example.org' });
});

/** Rows of `verdicts.md`, section 2: what is found about one bundle with a certificate. */
describe('a bundle with a certificate', () => {
  const judge = (bundle: object, artifact = fileSource(ARTIFACT), root: RootJson = instance.trustedRoot()) =>
    judgeBundle(bundle, root, artifact);

  for (const [name, options] of [
    ['the first log', {}],
    ['the first log and a timestamp', { timestamp: true }],
    ['the second log and a timestamp', { log: 2, timestamp: true }],
  ] as const) {
    for (const [how, source] of [
      ['file', fileSource(ARTIFACT)],
      ['digest', digestOnly(ARTIFACT)],
    ] as const) {
      test(`is good with ${name}, by the ${how}`, async () => {
        const found = await judge(await newBundle(instance, ARTIFACT, options), source);
        expect(found, JSON.stringify(found)).toMatchObject({
          result: 'good',
          notes: [],
          signer: { identity: IDENTITY, issuer: ISSUER },
          dateProvenBy: 'log' in options ? 'timestamp' : (expect.stringMatching(/log|timestamp/) as string),
          mustBeLogged: true,
          digestAlgorithm: 'sha256',
        });
        expect(Math.abs(found.signedAt!.getTime() - Date.now())).toBeLessThan(60_000);
        expect(found.checks.every(({ outcome }) => outcome === 'passed')).toBe(true);
      });
    }
  }

  test('is good over a statement about the artifact', async () => {
    const bundle = await newBundle(instance, ARTIFACT, { statement: statementAbout(ARTIFACT) });
    expect(await judge(bundle)).toMatchObject({
      result: 'good',
      notes: [],
      statement: { kind: 'other', predicateType: 'https://example.org/predicate', subjects: 1 },
    });
  });

  test('is bad over other bytes', async () => {
    const bundle = await newBundle(instance, ARTIFACT);
    expect(await judge(bundle, fileSource(OTHER))).toMatchObject({ result: 'bad', notes: [] });
    bundle.messageSignature!.messageDigest.digest = sha256(OTHER).toString('base64');
    expect(await judge(bundle, fileSource(OTHER))).toMatchObject({ result: 'bad' });
  });

  test('names the instance that vouches for its signer, where it is not the public one', async () => {
    const bundle = await newBundle(instance, ARTIFACT);
    const found = await judgeBundle(bundle, instance.trustedRoot(), fileSource(ARTIFACT), { instance: 'company' });
    expect(found).toMatchObject({ result: 'good', instance: 'company', signer: { instance: 'company' } });
    expect((await judge(bundle)).signer).not.toHaveProperty('instance');
  });

  test('is judged by the root that knows its authority, wherever that stands', async () => {
    const roots = [stranger, instance].map((one, index) => ({
      instance: `number ${index}`,
      material: materialOf(one.trustedRoot()),
    }));
    // Both authorities bear one name: only the signature tells them apart.
    const found = await judgeBundle(await newBundle(instance, ARTIFACT), undefined, fileSource(ARTIFACT), { roots });
    expect(found).toMatchObject({ result: 'good', instance: 'number 1' });
  });

  test('chain: its authority did not issue it', async () => {
    const root = instance.trustedRoot();
    root.certificateAuthorities = stranger.trustedRoot().certificateAuthorities;
    expect(await judge(await newBundle(instance, ARTIFACT), undefined, root)).toMatchObject({
      result: 'bad',
      notes: ['chain'],
    });
  });

  test('chain: it was not valid when the signature was made', async () => {
    const late = await newInstance({ clock: new Date(Date.now() - 3_600_000) });
    const bundle = await newBundle(late, ARTIFACT);
    // The same certificate, logged an hour later by a log of the same root.
    const key = newKey();
    const certificate = await late.certify(key.publicKey);
    const signature = sign('sha256', ARTIFACT, key.privateKey);
    bundle.verificationMaterial.certificate!.rawBytes = certificate.toString('base64');
    bundle.messageSignature!.signature = signature.toString('base64');
    const body = body1(ARTIFACT, signature, toPem('CERTIFICATE', certificate));
    bundle.verificationMaterial.tlogEntries = [await instance.log(body)];
    const root = late.trustedRoot();
    root.tlogs = instance.trustedRoot().tlogs;
    expect(await judge(bundle, undefined, root)).toMatchObject({ result: 'bad', notes: ['chain'] });
  });

  test('sct: none, a wrong one, and one by a log that is not known', async () => {
    const silent = await newInstance({ withoutSct: true });
    const demands = { ...silent.trustedRoot(), ctlogs: instance.trustedRoot().ctlogs };
    const bundle = await newBundle(silent, ARTIFACT);
    expect(await judge(bundle, undefined, demands)).toMatchObject({ result: 'bad', notes: ['sct'] });
    expect(await judge(bundle, undefined, silent.trustedRoot())).toMatchObject({ result: 'good', notes: [] });

    const published = await newBundle(instance, ARTIFACT);
    const wrong = instance.trustedRoot();
    wrong.ctlogs[0]!.publicKey.rawBytes = stranger.trustedRoot().ctlogs[0]!.publicKey.rawBytes;
    expect(await judge(published, undefined, wrong)).toMatchObject({ result: 'bad', notes: ['sct'] });
    const unknown = { ...instance.trustedRoot(), ctlogs: stranger.trustedRoot().ctlogs };
    expect(await judge(published, undefined, unknown)).toMatchObject({
      result: 'unsupported',
      notes: ['unknown-instance'],
      unknown: { service: 'log' },
    });
  });

  test('log-promise: the log did not sign for the entry', async () => {
    const bundle = await newBundle(instance, ARTIFACT);
    const entry = bundle.verificationMaterial.tlogEntries[0]!;
    entry.integratedTime = String(Number(entry.integratedTime) + 1);
    expect(await judge(bundle)).toMatchObject({ result: 'bad', notes: ['log-promise'] });
  });

  test('log-proof: the proof is of another place in the tree', async () => {
    const bundle = await newBundle(instance, ARTIFACT);
    bundle.verificationMaterial.tlogEntries[0]!.inclusionProof!.hashes = [sha256(OTHER).toString('base64')];
    expect(await judge(bundle)).toMatchObject({ result: 'bad', notes: ['log-proof'] });
  });

  test('checkpoint: it is signed by another log', async () => {
    const bundle = await newBundle(instance, ARTIFACT);
    const other = await newBundle(stranger, ARTIFACT);
    bundle.verificationMaterial.tlogEntries[0]!.inclusionProof!.checkpoint =
      other.verificationMaterial.tlogEntries[0]!.inclusionProof!.checkpoint;
    expect(await judge(bundle)).toMatchObject({ result: 'bad', notes: ['checkpoint'] });
  });

  test('timestamp: it is over another signature, or damaged', async () => {
    const bundle = await newBundle(instance, ARTIFACT, { timestamp: true });
    const stamp = bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps[0]!;
    const right = stamp.signedTimestamp;
    stamp.signedTimestamp = (await instance.stamp(OTHER)).toString('base64');
    expect(await judge(bundle)).toMatchObject({ result: 'bad', notes: ['timestamp'] });
    stamp.signedTimestamp = right.slice(0, 400);
    expect(await judge(bundle)).toMatchObject({ result: 'bad', notes: ['timestamp'] });
  });

  test('no-trusted-time: only the second log, which proves none', async () => {
    const found = await judge(await newBundle(instance, ARTIFACT, { log: 2 }));
    expect(found).toMatchObject({ result: 'bad', notes: ['no-trusted-time'], dateProvenBy: 'nothing' });
    expect(found).not.toHaveProperty('entryElsewhere');
    expect(await judge(await newBundle(instance, ARTIFACT, { log: 'none' }))).toMatchObject({
      result: 'bad',
      notes: ['no-trusted-time'],
    });
  });

  test('not-logged: a timestamp, but no entry', async () => {
    const bundle = await newBundle(instance, ARTIFACT, { log: 'none', timestamp: true });
    const found = await judge(bundle);
    expect(found).toMatchObject({
      result: 'good',
      notes: ['not-logged'],
      mustBeLogged: true,
      dateProvenBy: 'timestamp',
    });
    const root = { ...instance.trustedRoot(), tlogs: [] };
    expect(await judge(bundle, undefined, root)).toMatchObject({ notes: ['not-logged'], mustBeLogged: false });
  });

  test('unknown-instance: its authority, its log, or its timestamp authority is not known', async () => {
    const root = instance.trustedRoot();
    const bundle = await newBundle(instance, ARTIFACT);
    const nobody = { ...root, certificateAuthorities: [] };
    const found = await judge(bundle, undefined, nobody);
    expect(found).toMatchObject({
      result: 'unsupported',
      notes: ['unknown-instance'],
      unknown: { service: 'certificate-authority', name: 'sigstore' },
    });
    expect(found).not.toHaveProperty('signer');
    expect(await judgeBundle(bundle, undefined, fileSource(ARTIFACT))).toMatchObject({ result: 'unsupported' });
    expect(await judge(bundle, fileSource(OTHER), nobody)).toMatchObject({ result: 'bad', notes: [] });

    const otherLog = { ...root, tlogs: stranger.trustedRoot().tlogs };
    expect(await judge(bundle, undefined, otherLog)).toMatchObject({
      result: 'unsupported',
      unknown: { service: 'log', name: 'log.example.org' },
    });
    const otherTsa = { ...root, timestampAuthorities: [] };
    expect(
      await judge(await newBundle(instance, ARTIFACT, { log: 2, timestamp: true }), undefined, otherTsa),
    ).toMatchObject({
      result: 'unsupported',
      notes: ['unknown-instance'],
      unknown: { service: 'timestamp-authority', name: 'tsa' },
    });
  });

  test('further entries and timestamps: unknown ones are remarks, wrong ones are wrong', async () => {
    const bundle = await newBundle(instance, ARTIFACT, { timestamp: true });
    const material = bundle.verificationMaterial;
    const body = JSON.parse(Buffer.from(material.tlogEntries[0]!.canonicalizedBody, 'base64').toString()) as object;
    material.tlogEntries.push(await stranger.log(body));
    const signature = Buffer.from(bundle.messageSignature!.signature, 'base64');
    const foreign = await newInstance();
    // The same names and numbers as the known authority's, so it is the signature that tells.
    material.timestampVerificationData.rfc3161Timestamps.push({
      signedTimestamp: (await foreign.stamp(signature)).toString('base64'),
    });
    const withForeign = await judge(bundle);
    expect(withForeign.notes).toEqual(['timestamp']);
    material.timestampVerificationData.rfc3161Timestamps.pop();
    const found = await judge(bundle);
    expect(found).toMatchObject({ result: 'good', notes: [] });
    expect(found.checks.filter(({ outcome }) => outcome === 'not-made').map(({ says }) => says?.key)).toEqual([
      'entryUnknownLog',
    ]);

    material.tlogEntries[1]!.logId = material.tlogEntries[0]!.logId;
    expect(await judge(bundle)).toMatchObject({ result: 'bad' });
  });

  test('dated-in-future: a proven date far ahead of now', async () => {
    const bundle = await newBundle(instance, ARTIFACT);
    const now = new Date(Date.now() - 3_600_000);
    expect(await judgeBundle(bundle, instance.trustedRoot(), fileSource(ARTIFACT), { now })).toMatchObject({
      result: 'good',
      notes: ['dated-in-future'],
    });
  });

  test('what the source throws passes through', async () => {
    const bundle = await newBundle(instance, ARTIFACT);
    const broken = { digest: () => Promise.reject(new Error('gone')) };
    await expect(judge(bundle, broken)).rejects.toThrow('gone');
  });
});

/** A `.sig` beside a certificate cannot hold what proves the time: the log can still be asked. */
describe('a detached signature with its certificate', () => {
  const judge = async (bytes: Buffer, ...others: RootJson[]) => {
    const given = others.length === 0 ? [instance.trustedRoot()] : others;
    const key = newKey();
    const certificate = await instance.certify(key.publicKey);
    const signature = Buffer.from(`${sign('sha256', ARTIFACT, key.privateKey).toString('base64')}\n`);
    const pem = Buffer.from(Buffer.from(toPem('CERTIFICATE', certificate)).toString('base64'));
    const read = readDetached(signature, pem);
    if (read?.kind !== 'content') throw new Error('not read');
    return judgeSigstore(read.content, fileSource(bytes), {
      roots: given.map((root, at) => ({
        instance: at === 0 ? 'public-good' : `own-${at}`,
        material: materialOf(root),
      })),
      keys: [],
      now: new Date(),
    });
  };

  test('names the log that there was then, of several', async () => {
    const root = instance.trustedRoot();
    const [log] = root.tlogs;
    const named = (host: string, validFor: { start: string; end?: string }) => ({
      ...log!,
      baseUrl: `https://${host}`,
      publicKey: { ...log!.publicKey, validFor },
    });
    const over = named('over.example.org', { start: '2020-01-01T00:00:00Z', end: '2021-01-01T00:00:00Z' });
    const later = named('later.example.org', { start: '2999-01-01T00:00:00Z' });
    const asked = async (...tlogs: RootJson['tlogs']) =>
      (await judge(ARTIFACT, { ...root, tlogs: [...tlogs] })).entryElsewhere?.log;
    expect(await asked(over, later, log!)).toBe('log.example.org');
    // None was there: still one of them is the one to ask.
    expect(await asked(over, later)).toBe('over.example.org');
  });

  test('is said by the root whose authority issued it, where another one has an authority of the same name', async () => {
    const [mine, theirs] = [instance.trustedRoot(), stranger.trustedRoot()];
    for (const roots of [
      [theirs, mine],
      [mine, theirs],
    ])
      expect(await judge(ARTIFACT, ...roots)).toMatchObject({
        notes: ['no-trusted-time'],
        entryElsewhere: { log: 'log.example.org' },
      });
    const bundle = await newBundle(instance, ARTIFACT);
    bundle.verificationMaterial.tlogEntries[0]!.inclusionPromise!.signedEntryTimestamp = 'AAAA';
    const roots = [theirs, mine].map((root, at) => ({ instance: `own-${at}`, material: materialOf(root) }));
    const found = await judgeBundle(bundle, undefined, fileSource(ARTIFACT), { roots });
    expect(found).toMatchObject({ result: 'bad', notes: ['log-promise'], instance: 'own-1' });
  });

  test('names the log to ask', async () => {
    expect(await judge(ARTIFACT)).toMatchObject({
      result: 'bad',
      notes: ['no-trusted-time'],
      entryElsewhere: { log: 'log.example.org' },
      signer: { identity: IDENTITY },
    });
  });

  test('is plainly bad over other bytes, and where its authority did not issue it', async () => {
    const found = await judge(OTHER);
    expect(found).toMatchObject({ result: 'bad', notes: [] });
    expect(found).not.toHaveProperty('entryElsewhere');
    const root = { ...instance.trustedRoot(), certificateAuthorities: stranger.trustedRoot().certificateAuthorities };
    const chain = await judge(ARTIFACT, root);
    expect(chain).toMatchObject({ result: 'bad', notes: ['chain'] });
    expect(chain).not.toHaveProperty('entryElsewhere');
  });

  test('is not proven where no log could know, and names none; over other bytes it is bad there, too', async () => {
    const root = { ...instance.trustedRoot(), tlogs: [] };
    const found = await judge(ARTIFACT, root);
    expect(found).toMatchObject({ result: 'bad', notes: ['no-trusted-time'], signer: { identity: IDENTITY } });
    expect(found.entryElsewhere).toEqual({});
    expect(found.checks.filter(({ check }) => check === 'time')).toMatchObject([{ outcome: 'not-made' }]);
    expect(await judge(OTHER, root)).not.toHaveProperty('entryElsewhere');
  });
});
