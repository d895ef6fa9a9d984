import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCosignKeyEngine } from '../../../../electron/core/engines/cosign-key/cosign-key-engine.ts';
import type { MadeBundle } from '../../../../electron/core/engines/engine.ts';
import { createHasher } from '../../../../electron/core/hash/hasher.ts';
import type { Reading } from '../../../../electron/core/hash/reading.ts';
import { verifyBundle } from '../../../../electron/core/sign/verify-bundle.ts';
import { generatePrivateKey, type PrivateKey } from '../../../../electron/core/sigstore/cosign-key/private-key.ts';
import { readSigstore } from '../../../../electron/core/sigstore/read.ts';
import type { SigstoreRunRequest } from '../../../../electron/core/sigstore/sigstore-run.ts';
import { hashWorker } from '../../../bundle.ts';
import { type ConfigChoice, type Lab, startLab } from '../../../lab/lab.ts';
import { newStage, type Stage } from '../keyless/stage.ts';

let lab: Lab;
let stage: Stage;
let key: PrivateKey;
let reading: Reading;
const hasher = createHasher({ worker: hashWorker(), threads: 1 });

beforeAll(async () => {
  lab = await startLab();
  key = await generatePrivateKey('p256');
});
afterAll(async () => {
  await hasher.close();
  await lab.close();
});
beforeEach(async () => {
  lab.forgetRequests();
  await withServices();
});
afterEach(async () => {
  lab.heal();
  reading.close();
  await stage.close();
});

async function withServices(choice?: ConfigChoice): Promise<void> {
  stage = await newStage(lab, choice);
  const wanted = ['sha256', 'sha384', 'sha512'] as const;
  reading = await hasher.read(
    await stage.file('a.bin'),
    wanted.map((algorithm) => ({ algorithm })),
  );
}

async function sign(options: Partial<SigstoreRunRequest['options']> = {}, by = key): Promise<MadeBundle> {
  const run = await stage.open({
    byLogin: false,
    options: { instance: 'lab', log: null, timestamp: null, ...options },
  });
  const engine = createCosignKeyEngine({
    listKeys: () => Promise.resolve([]),
    publicKey: () => Promise.resolve(by.public),
    secret: () => Promise.resolve(by),
  });
  try {
    const id = `cosign:${by.public.fingerprint}`;
    return await engine.sign({ kind: 'file', reading }, id, { now: new Date(), ask: stage.ask, run });
  } finally {
    run.close();
  }
}

const judged = (made: MadeBundle, as: Partial<MadeBundle> = {}, by = key) =>
  verifyBundle(
    made.bundle,
    { ...made, ...as },
    by.public,
    reading,
    [{ instance: 'lab', material: stage.instance.trust }],
    new Date(),
  );
const sent = (): number =>
  (['fulcio', 'rekor1', 'rekor2', 'timestamp'] as const).flatMap((service) => lab.requests(service)).length;
const entries = (made: MadeBundle) => {
  const read = readSigstore(made.bundle);
  if (read?.kind !== 'content') throw new Error('it is no bundle');
  return { entries: read.content.entries.length, timestamps: read.content.timestamps.length };
};

describe('a key signs with witnesses', () => {
  it.each([
    ['a v2 log and a timestamp', { log: 2 }, { entries: 1, timestamps: 1 }],
    ['a v1 log and a timestamp', { log: 1 }, { entries: 1, timestamps: 1 }],
    ['a v1 log alone', { log: 1, timestamp: false }, { entries: 1, timestamps: 0 }],
    ['a v2 log alone', { log: 2, timestamp: false }, { entries: 1, timestamps: 0 }],
    ['a timestamp alone', { log: 'none' }, { entries: 0, timestamps: 1 }],
  ] as const)('%s, as the signing config says', async (_what, choice, has) => {
    await stage.close();
    reading.close();
    await withServices(choice);
    const made = await sign();
    expect(entries(made)).toEqual(has);
    expect(made).toMatchObject({ logged: has.entries > 0, timestamped: has.timestamps > 0 });
    await judged(made);
    expect(lab.requests('fulcio')).toEqual([]);
  });

  it.each(['p384', 'p521', 'rsa2048', 'ed25519'] as const)('a key of the kind %s too', async (algorithm) => {
    const other = await generatePrivateKey(algorithm);
    const made = await sign({}, other);
    expect(entries(made)).toEqual({ entries: 1, timestamps: 1 });
    await judged(made, {}, other);
    await expect(judged(made)).rejects.toMatchObject({ code: 'verify-after-sign' });
  });

  it.each([
    ['no log', { log: false }, { entries: 0, timestamps: 1 }],
    ['no timestamp', { timestamp: false }, { entries: 1, timestamps: 0 }],
    ['neither', { log: false, timestamp: false }, { entries: 0, timestamps: 0 }],
  ] as const)('%s, as the user says', async (_what, options, has) => {
    const made = await sign(options);
    expect(entries(made)).toEqual(has);
    await judged(made);
    if (has.entries + has.timestamps === 0) expect(sent()).toBe(0);
  });

  it('what is said to be there and is not does not count', async () => {
    const made = await sign({ log: false, timestamp: false });
    await expect(judged(made, { logged: true })).rejects.toMatchObject({ code: 'verify-after-sign' });
    await expect(judged(made, { timestamped: true })).rejects.toMatchObject({ code: 'verify-after-sign' });
  });
});

describe('what a log is told becomes public', () => {
  it('is shown before anything is sent, and nothing is sent where it is refused', async () => {
    stage.answers = [null];
    await expect(sign()).rejects.toMatchObject({ code: 'cancelled' });
    expect(sent()).toBe(0);
    expect(stage.asked).toMatchObject([
      {
        kind: 'publish',
        publication: {
          who: { fingerprint: key.public.fingerprint },
          certificate: false,
          file: { name: 'a.bin', algorithm: 'sha256' },
        },
      },
    ]);
  });

  it('is not asked where only a timestamp is wanted, or nothing at all', async () => {
    await sign({ log: false });
    await sign({ log: false, timestamp: false });
    expect(stage.asked).toEqual([]);
  });

  it('a folder that must never be public is never told of', async () => {
    await stage.parts.consent.markNeverPublic(stage.folder);
    await expect(sign()).rejects.toMatchObject({ code: 'never-public' });
    expect(sent()).toBe(0);
    await judged(await sign({ log: false, timestamp: false }));
  });
});

describe('services that fail', () => {
  it('a log that is down: signed, not yet logged, with all that logging it later needs', async () => {
    lab.inject('rekor2', { kind: 'status', status: 503 }, { times: 10 });
    const made = await sign();
    expect(made).toMatchObject({ logged: false, timestamped: true });
    expect(made.notLogged).toMatchObject({ signed: { verifier: { kind: 'public-key' } } });
    expect(made.notLogged!.timestamps).toHaveLength(1);
    await judged(made);
  });

  it('a timestamp authority that is down: nothing is signed and nothing logged', async () => {
    lab.inject('timestamp', { kind: 'status', status: 503 }, { times: 10 });
    await expect(sign()).rejects.toMatchObject({ code: 'service-failed' });
    expect(lab.requests('rekor2')).toEqual([]);
  });

  it('a stranger’s trusted root does not know this log', async () => {
    const made = await sign();
    const other = await startLab();
    const there = await newStage(other);
    const roots = [{ instance: 'other', material: there.instance.trust }];
    const verified = verifyBundle(made.bundle, made, key.public, reading, roots, new Date());
    await expect(verified).rejects.toMatchObject({ code: 'verify-after-sign' });
    await there.close();
    await other.close();
  });
});
