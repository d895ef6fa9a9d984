import { createHash, sign } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { readSigstore } from '../../../electron/core/sigstore/read.ts';
import { sigstoreDigests } from '../../../electron/core/sigstore/judge.ts';
import { readTrustedRoot } from '../../../electron/core/sigstore/trusted-root.ts';
import {
  body1,
  contentOf,
  digestOnly,
  fileSource,
  judgeBundle,
  newBundle,
  newInstance,
  newKey,
  pae,
  sha256,
  statementAbout,
  toPem,
} from './forge.ts';
import type { BundleJson, Instance, RootJson } from './forge.ts';

const ARTIFACT = Buffer.from('a release of the app\n');
const OTHER = Buffer.from('not the release\n');

let instance: Instance;
beforeAll(async () => {
  instance = await newInstance();
});

const judge = (bundle: object, root: RootJson = instance.trustedRoot(), artifact = ARTIFACT) =>
  judgeBundle(bundle, root, fileSource(artifact));
const read = (bundle: object | string) =>
  readSigstore(Buffer.from(typeof bundle === 'string' ? bundle : JSON.stringify(bundle)))?.kind;
const entryOf = (bundle: BundleJson) => bundle.verificationMaterial.tlogEntries[0]!;
const certificateOf = (bundle: BundleJson) => Buffer.from(bundle.verificationMaterial.certificate!.rawBytes, 'base64');

describe('a log entry', () => {
  test('whose proof names another tree than its checkpoint is refused, as cosign refuses it', async () => {
    const bundle = await newBundle(instance, ARTIFACT, { timestamp: true });
    const proof = entryOf(bundle).inclusionProof!;
    const { rootHash, treeSize } = proof;
    for (const other of [{ rootHash: sha256(OTHER).toString('base64') }, { rootHash: '' }, { treeSize: '2' }]) {
      Object.assign(proof, { rootHash, treeSize }, other);
      expect(await judge(bundle), JSON.stringify(other)).toMatchObject({ result: 'bad', notes: ['log-proof'] });
    }
    Object.assign(proof, { rootHash, treeSize });
    expect(await judge(bundle)).toMatchObject({ result: 'good', notes: [] });
  });

  test('of the second version stands where it says, as cosign demands; of the first, the promise says where', async () => {
    for (const { statement, log, result } of [
      { statement: undefined, log: 2, result: 'bad' },
      { statement: statementAbout(ARTIFACT), log: 2, result: 'bad' },
      { statement: undefined, log: 1, result: 'good' },
    ] as const) {
      const bundle = await newBundle(instance, ARTIFACT, { log, statement, timestamp: true });
      const entry = entryOf(bundle);
      if (log === 1) delete entry.inclusionPromise;
      expect(await judge(bundle)).toMatchObject({ result: 'good', notes: [] });
      entry.logIndex = '4711';
      const found = await judge(bundle);
      expect(found.result, log.toString()).toBe(result);
      if (result === 'bad') expect(found.notes).toEqual(['log-proof']);
    }
  });

  test('is judged by each log of its ID that the root names', async () => {
    const root = instance.trustedRoot();
    const [log] = root.tlogs;
    const key = newKey().publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const twin = { ...log!, publicKey: { ...log!.publicKey, rawBytes: key } };
    for (const tlogs of [
      [twin, log!],
      [log!, twin],
    ])
      expect(await judge(await newBundle(instance, ARTIFACT), { ...root, tlogs })).toMatchObject({
        result: 'good',
        notes: [],
      });
    expect(await judge(await newBundle(instance, ARTIFACT), { ...root, tlogs: [twin] })).toMatchObject({
      result: 'bad',
    });
  });

  test('of another kind than its body is, and of an envelope with another payload, signature or key', async () => {
    const bundle = await newBundle(instance, ARTIFACT);
    entryOf(bundle).kindVersion = { kind: 'rekord', version: '0.0.1' };
    expect(await judge(bundle)).toMatchObject({ result: 'bad', notes: ['log-proof'] });

    const key = newKey();
    const envelope = await newBundle(instance, ARTIFACT, { key, statement: statementAbout(ARTIFACT) });
    const payload = Buffer.from(envelope.dsseEnvelope!.payload, 'base64');
    const signature = envelope.dsseEnvelope!.signatures[0]!.sig;
    const again = sign('sha256', pae('application/vnd.in-toto+json', payload), key.privateKey).toString('base64');
    const pem = toPem('CERTIFICATE', certificateOf(envelope));
    const strangers = toPem('CERTIFICATE', await instance.certify(key.publicKey));
    const bodyOf = (over: Buffer, sig: string, verifier: string) => ({
      dsse: {
        apiVersion: '0.0.1',
        kind: 'dsse',
        spec: {
          payloadHash: { algorithm: 'sha256', value: sha256(over).toString('hex') },
          signatures: [{ signature: sig, verifier: Buffer.from(verifier).toString('base64') }],
        },
      },
      intoto: {
        apiVersion: '0.0.2',
        kind: 'intoto',
        spec: {
          content: {
            envelope: {
              payloadType: 'application/vnd.in-toto+json',
              signatures: [
                {
                  sig: Buffer.from(sig).toString('base64'),
                  publicKey: Buffer.from(verifier).toString('base64'),
                },
              ],
            },
            payloadHash: { algorithm: 'sha256', value: sha256(over).toString('hex') },
          },
        },
      },
    });
    for (const kind of ['dsse', 'intoto'] as const) {
      for (const body of [
        bodyOf(OTHER, signature, pem),
        bodyOf(payload, again, pem),
        bodyOf(payload, signature, strangers),
      ]) {
        envelope.verificationMaterial.tlogEntries = [await instance.log(body[kind])];
        expect(await judge(envelope)).toMatchObject({ result: 'bad', notes: ['log-proof'] });
      }
      envelope.verificationMaterial.tlogEntries = [await instance.log(bodyOf(payload, signature, pem)[kind])];
      expect(await judge(envelope)).toMatchObject({ result: 'good', notes: [] });
    }
    // An entry about the artifact's own bytes says nothing of a statement, and the other way round.
    envelope.verificationMaterial.tlogEntries = [
      await instance.log(body1(ARTIFACT, Buffer.from(signature, 'base64'), pem)),
    ];
    expect(await judge(envelope)).toMatchObject({ result: 'bad', notes: ['log-proof'] });
  });

  test('that names the bare key of a certificate shows nobody who watches the log whose signature it is', async () => {
    const key = newKey();
    const spki = key.publicKey.export({ type: 'spki', format: 'der' });
    for (const statement of [undefined, statementAbout(ARTIFACT)]) {
      const bundle = await newBundle(instance, ARTIFACT, { key, timestamp: true, statement });
      const keyed = await newBundle(instance, ARTIFACT, { key, keyed: true, statement });
      const entry = entryOf(bundle);
      const body = JSON.parse(Buffer.from(entry.canonicalizedBody, 'base64').toString()) as object;
      const pem = Buffer.from(toPem('PUBLIC KEY', spki)).toString('base64');
      const certificate = Buffer.from(toPem('CERTIFICATE', certificateOf(bundle))).toString('base64');
      const bare = JSON.parse(JSON.stringify(body).replace(certificate, pem)) as object;
      bundle.verificationMaterial.tlogEntries = [await instance.log(bare)];
      expect(await judge(bundle)).toMatchObject({ result: 'bad', notes: ['log-proof'] });
      bundle.verificationMaterial.tlogEntries = [entry];
      expect(await judge(bundle)).toMatchObject({ result: 'good', notes: [] });
      expect(await judge(keyed)).toMatchObject({ result: 'good', notes: [] });
    }
  });

  test('with a proof alone, by a log that had ended before anything proves that the signature was there', async () => {
    const bundle = await newBundle(instance, ARTIFACT, { log: 2, timestamp: true });
    const root = instance.trustedRoot();
    root.tlogs[0]!.publicKey.validFor = { start: '2020-01-01T00:00:00Z', end: '2021-01-01T00:00:00Z' };
    expect(await judge(bundle, root)).toMatchObject({ result: 'bad', notes: ['log-proof'] });
    // A signature can be logged later than it was made, by a log that began later.
    root.tlogs[0]!.publicKey.validFor = { start: new Date(Date.now() + 3_600_000).toISOString() };
    expect(await judge(bundle, root)).toMatchObject({ result: 'good', notes: [] });
  });

  test('about a digest that is not known here says nothing against the signature', async () => {
    const key = newKey('P-384');
    const spki = key.publicKey.export({ type: 'spki', format: 'der' });
    const signature = sign('sha384', ARTIFACT, key.privateKey);
    const bodyOf = (over: Buffer) => ({
      apiVersion: '0.0.1',
      kind: 'hashedrekord',
      spec: {
        data: { hash: { algorithm: 'sha384', value: createHash('sha384').update(over).digest('hex') } },
        signature: {
          content: signature.toString('base64'),
          publicKey: { content: Buffer.from(toPem('PUBLIC KEY', spki)).toString('base64') },
        },
      },
    });
    const olderOf = async (over: Buffer) => {
      const entry = await instance.log(bodyOf(over));
      return {
        base64Signature: signature.toString('base64'),
        cert: '',
        rekorBundle: {
          SignedEntryTimestamp: entry.inclusionPromise!.signedEntryTimestamp,
          Payload: {
            body: entry.canonicalizedBody,
            integratedTime: Number(entry.integratedTime),
            logIndex: Number(entry.logIndex),
            logID: Buffer.from(entry.logId.keyId, 'base64').toString('hex'),
          },
        },
      };
    };
    const older = await olderOf(ARTIFACT);
    expect(await judge(older)).toMatchObject({ result: 'good', notes: [] });
    expect(await judge(await olderOf(OTHER))).toMatchObject({ result: 'bad', notes: ['log-proof'] });
    const byDigest = await judgeBundle(older, instance.trustedRoot(), digestOnly(ARTIFACT));
    expect(byDigest).toMatchObject({ result: 'unsupported', kind: 'SHA-384' });
  });

  test.each(['constructor', '__proto__', 'toString', 'SHA1', 4711, 'MD5'])(
    'that names its digest %s is one that cannot be read, and so is a bundle',
    async (algorithm) => {
      const bundle = await newBundle(instance, ARTIFACT, { log: 2, timestamp: true });
      const entry = entryOf(bundle);
      const body = Buffer.from(entry.canonicalizedBody, 'base64').toString();
      const named = body.replace('"SHA2_256"', JSON.stringify(algorithm));
      expect(named).not.toBe(body);
      entry.canonicalizedBody = Buffer.from(named).toString('base64');
      for (const digest of sigstoreDigests(contentOf(bundle), [])) expect(digest).toBeTypeOf('string');
      const { result, checks } = await judge(bundle);
      expect(result).toBe('bad');
      expect(checks.map(({ detail }) => detail).join('\n')).toContain('the entry has no digest');
      const digest = { ...bundle.messageSignature!.messageDigest, algorithm: algorithm as string };
      expect(read({ ...bundle, messageSignature: { ...bundle.messageSignature, messageDigest: digest } })).toBe(
        'malformed',
      );
    },
  );

  test('by a log that began later than its promise, or had ended', async () => {
    const bundle = await newBundle(instance, ARTIFACT);
    for (const validFor of [
      { start: new Date(Date.now() + 3_600_000).toISOString() },
      { start: '2020-01-01T00:00:00Z', end: '2021-01-01T00:00:00Z' },
    ]) {
      const root = instance.trustedRoot();
      root.tlogs[0]!.publicKey.validFor = validFor;
      expect(await judge(bundle, root)).toMatchObject({ result: 'bad', notes: ['log-promise'] });
    }
  });
});

describe('what is remembered of a certificate', () => {
  test('by one root says nothing by another, nor for another signature', async () => {
    const key = newKey();
    const bundle = await newBundle(instance, ARTIFACT, { key });
    const root = instance.trustedRoot();
    const good = { result: 'good', notes: [] };
    const bad = { result: 'bad', notes: ['sct'] };
    expect(await judge(bundle, root)).toMatchObject(good);
    const [log] = root.ctlogs;
    const other = newKey().publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    // The same log by its name, with another key; and one that had ended.
    const forged = { ...root, ctlogs: [{ ...log!, publicKey: { ...log!.publicKey, rawBytes: other } }] };
    const ended = {
      ...root,
      ctlogs: [
        {
          ...log!,
          publicKey: { ...log!.publicKey, validFor: { start: '2020-01-01T00:00:00Z', end: '2021-01-01T00:00:00Z' } },
        },
      ],
    };
    const later = await newBundle(instance, ARTIFACT, { log: 'none' });
    later.verificationMaterial.certificate = bundle.verificationMaterial.certificate!;
    for (let round = 0; round < 2; round++) {
      expect(await judge(bundle, forged)).toMatchObject(bad);
      expect(await judge(bundle, ended)).toMatchObject(bad);
      expect(await judge(bundle, root)).toMatchObject(good);
      expect(await judge(later, root)).toMatchObject({ result: 'bad' });
    }
  });
});

describe('a proven time', () => {
  test('is within the certificate and within its authority', async () => {
    for (const hours of [-1, 1]) {
      const then = await newInstance({ clock: new Date(Date.now() + hours * 3_600_000) });
      const bundle = await newBundle(then, ARTIFACT, { log: 'none' });
      const signature = Buffer.from(bundle.messageSignature!.signature, 'base64');
      const stamp = { signedTimestamp: (await instance.stamp(signature)).toString('base64') };
      bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps = [stamp];
      const root = { ...then.trustedRoot(), timestampAuthorities: instance.trustedRoot().timestampAuthorities };
      expect(await judge(bundle, root)).toMatchObject({ result: 'bad', notes: ['chain'] });
    }
    const bundle = await newBundle(instance, ARTIFACT, { log: 2, timestamp: true });
    for (const [list, notes] of [
      ['timestampAuthorities', ['timestamp']],
      ['certificateAuthorities', ['chain']],
    ] as const) {
      const root = instance.trustedRoot();
      root[list][0]!.validFor = { start: '2020-01-01T00:00:00Z', end: '2021-01-01T00:00:00Z' };
      expect(await judge(bundle, root)).toMatchObject({ result: 'bad', notes });
    }
  });

  test('is none where the second log names one that nobody signed for', async () => {
    const bundle = await newBundle(instance, ARTIFACT, { log: 2 });
    entryOf(bundle).integratedTime = String(Math.floor(Date.now() / 1000));
    expect(await judge(bundle)).toMatchObject({ result: 'bad', notes: ['no-trusted-time'] });
  });
});

describe('a trusted root that names logs which this version cannot read', () => {
  const unread = { rawBytes: Buffer.from('a key of a later kind').toString('base64'), keyDetails: 'PKIX_ML_DSA_65' };

  test('beside others leaves those', () => {
    const root = instance.trustedRoot();
    root.tlogs.push({ ...root.tlogs[0]!, publicKey: { ...root.tlogs[0]!.publicKey, ...unread } });
    expect(readTrustedRoot(Buffer.from(JSON.stringify(root)))).toMatchObject({ kind: 'root' });
  });

  test.each(['tlogs', 'ctlogs'] as const)('and no other of %s is not taken for one that names none', (list) => {
    const root = instance.trustedRoot();
    root[list] = [{ ...root[list][0]!, publicKey: { ...root[list][0]!.publicKey, ...unread } }];
    expect(readTrustedRoot(Buffer.from(JSON.stringify(root)))).toMatchObject({ kind: 'refused' });
  });
});

describe('a statement', () => {
  test('about several files is one about each of them, and of nobody else', async () => {
    const third = Buffer.from('third\n');
    const subject = [statementAbout(OTHER, 'other').subject[0]!, statementAbout(ARTIFACT, 'app').subject[0]!];
    const bundle = await newBundle(instance, ARTIFACT, { statement: { ...statementAbout(ARTIFACT), subject } });
    for (const one of [ARTIFACT, OTHER])
      expect(await judge(bundle, undefined, one)).toMatchObject({ result: 'good', statement: { subjects: 2 } });
    expect(await judge(bundle, undefined, third)).toMatchObject({ result: 'bad', notes: ['subject-mismatch'] });
    const mixed = [
      { name: 'app', digest: { ...subject[0]!.digest } },
      { name: 'app', digest: { gitCommit: 'ab' } },
    ];
    const halves = await newBundle(instance, ARTIFACT, { statement: { ...statementAbout(ARTIFACT), subject: mixed } });
    expect(await judge(halves)).toMatchObject({ result: 'bad', notes: ['subject-mismatch'] });
  });

  test('names one digest in two spellings', async () => {
    for (const other of [sha256(OTHER), sha256(ARTIFACT)]) {
      const digest = { SHA256: other.toString('hex'), sha256: sha256(ARTIFACT).toString('hex') };
      const statement = { ...statementAbout(ARTIFACT), subject: [{ name: 'app', digest }] };
      expect(await judge(await newBundle(instance, ARTIFACT, { statement }))).toMatchObject({
        result: 'bad',
        notes: ['malformed'],
      });
    }
  });

  test('names the artifact by nothing but digests that can be forged', async () => {
    for (const digest of [{ sha1: 'ab'.repeat(20) }, { md5: 'ab'.repeat(16) }, { gitCommit: 'ab'.repeat(20) }, {}]) {
      const statement = { ...statementAbout(ARTIFACT), subject: [{ name: 'app', digest }] };
      const found = await judge(await newBundle(instance, ARTIFACT, { statement }));
      expect(found, JSON.stringify(digest)).toMatchObject({ result: 'bad', notes: ['subject-mismatch'] });
    }
  });

  test('has one envelope with one signature', async () => {
    const bundle = await newBundle(instance, ARTIFACT, { statement: statementAbout(ARTIFACT) });
    const envelope = bundle.dsseEnvelope!;
    const [signature] = envelope.signatures;
    expect(read(bundle)).toBe('content');
    expect(read({ ...bundle, dsseEnvelope: { ...envelope, signatures: [signature, signature] } })).toBe('malformed');
    expect(read({ ...bundle, dsseEnvelope: { ...envelope, signatures: [] } })).toBe('malformed');
  });
});

/** Cosign's reader (protobuf's JSON for Go) refuses all of these; others take the first or the last. */
describe('a name that stands twice', () => {
  const put = (text: string, before: string, what: string) => {
    const at = text.indexOf(before);
    expect(at, before).toBeGreaterThan(-1);
    return text.slice(0, at) + what + text.slice(at);
  };

  test.each([
    ['the whole signature', '"messageSignature":', '"messageSignature":null,'],
    ['a field within', '"logIndex":', '"logIndex":"7",'],
    ['with the same value', '"hashes":', '"hashes":[],'],
    ['in other letters', '"signature":', String.raw`"\u0073ignature":"AA==",`],
    ['in both spellings', '"rootHash":', '"root_hash":"AA==",'],
    ['in both spellings, once with nothing', '"rootHash":', '"root_hash":null,'],
    ['in a part that nobody reads', '"mediaType":', '"more":{"a1":1,"a1":2},'],
  ])('in a bundle: %s', async (_what, before, again) => {
    const text = JSON.stringify(await newBundle(instance, ARTIFACT));
    expect(read(text)).toBe('content');
    expect(read(put(text, before, again))).toBe('malformed');
  });

  test('in an older bundle', () => {
    const older = '{"base64Signature":"MAYCAQECAQE=","cert":""}';
    expect(read(older)).toBe('content');
    expect(read(put(older, '"cert"', '"cert":"",'))).toBe('malformed');
  });

  test.each([
    ['"subject":', '"subject":[],'],
    ['"sha256":', `"sha256":"${'00'.repeat(32)}",`],
    ['"predicate":', '"predicate":{},'],
    ['"builder":', '"builder":"somebody",'],
  ])('in a statement: %s', async (before, again) => {
    const statement = { ...statementAbout(ARTIFACT), predicate: { builder: 'us' } };
    const once = await newBundle(instance, ARTIFACT, { statement });
    expect(await judge(once)).toMatchObject({ result: 'good', notes: [] });
    const text = put(JSON.stringify(statement), before, again);
    const twice = await newBundle(instance, ARTIFACT, { statementText: text });
    expect(await judge(twice)).toMatchObject({ result: 'bad', notes: ['malformed'] });
  });

  test("in a log entry's body", async () => {
    const bundle = await newBundle(instance, ARTIFACT);
    const body = Buffer.from(entryOf(bundle).canonicalizedBody, 'base64').toString();
    entryOf(bundle).canonicalizedBody = Buffer.from(put(body, '"content":', '"content":"",')).toString('base64');
    const { result, checks } = await judge(bundle);
    expect(result).toBe('bad');
    expect(checks.map(({ detail }) => detail).join('\n')).toContain('a name stands twice');
  });

  test('in a trusted root', () => {
    const text = JSON.stringify(instance.trustedRoot());
    expect(readTrustedRoot(Buffer.from(text))).toMatchObject({ kind: 'root' });
    for (const [before, again] of [
      ['"tlogs":', '"tlogs":[],'],
      ['"rawBytes":', '"rawBytes":"AA==",'],
      ['"validFor":', '"valid_for":null,'],
    ] as const)
      expect(readTrustedRoot(Buffer.from(put(text, before, again)))).toMatchObject({ kind: 'refused' });
  });
});

/** What a finding says is kept with the check and shown: a few kilobytes, whatever the file holds. */
describe('what nobody needs at length', () => {
  const long = 'x'.repeat(1_000_000);
  const bytes = Buffer.from(long).toString('base64');
  const changes: [string, (bundle: BundleJson) => void][] = [
    ['a key’s hint', (bundle) => (bundle.verificationMaterial.publicKey = { hint: long })],
    ['a log’s ID', (bundle) => (entryOf(bundle).logId.keyId = bytes)],
    ['an entry’s kind', (bundle) => (entryOf(bundle).kindVersion.kind = long)],
    ['an entry’s version', (bundle) => (entryOf(bundle).kindVersion.version = long)],
    ['a promise', (bundle) => (entryOf(bundle).inclusionPromise = { signedEntryTimestamp: bytes })],
    ['a root hash', (bundle) => (entryOf(bundle).inclusionProof!.rootHash = bytes)],
    ['a hash', (bundle) => (entryOf(bundle).inclusionProof!.hashes = [bytes])],
    ['a signature', (bundle) => (bundle.messageSignature!.signature = bytes)],
  ];
  test.each(changes)('%s', async (_what, change) => {
    const bundle = await newBundle(instance, ARTIFACT, { keyed: true });
    expect(read(bundle)).toBe('content');
    change(bundle);
    expect(read(bundle)).toBe('malformed');
  });

  test('a payload’s type, a predicate’s type, a subject’s name', async () => {
    const typed = await newBundle(instance, ARTIFACT, { statement: statementAbout(ARTIFACT), payloadType: long });
    expect(read(typed)).toBe('malformed');
    const named = [{ ...statementAbout(ARTIFACT), predicateType: long }, statementAbout(ARTIFACT, long)];
    for (const statement of named) {
      const found = await judge(await newBundle(instance, ARTIFACT, { statement }));
      expect(found.result).toBe('good');
      expect(JSON.stringify(found).length).toBeLessThan(50_000);
    }
  });
});
