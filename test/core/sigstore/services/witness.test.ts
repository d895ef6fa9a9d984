import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { PublicKeyDetails } from '@sigstore/protobuf-specs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SignedDigest } from '../../../../electron/core/sigstore/services/signed.ts';
import type { TransportOptions } from '../../../../electron/core/sigstore/services/transport.ts';
import { type Witnessed, witness, type WitnessWish } from '../../../../electron/core/sigstore/services/witness.ts';
import { type ConfigChoice, type Lab, startLab } from '../../../lab/lab.ts';
import { labServices } from './lab-services.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());
beforeEach(() => lab.forgetRequests());
afterEach(() => lab.heal());

const DETAILS = {
  'P-256': ['sha256', PublicKeyDetails.PKIX_ECDSA_P256_SHA_256],
  'P-384': ['sha384', PublicKeyDetails.PKIX_ECDSA_P384_SHA_384],
  'P-521': ['sha512', PublicKeyDetails.PKIX_ECDSA_P521_SHA_512],
} as const;

/** A signature by a new key over new bytes. */
function newSignature(namedCurve: keyof typeof DETAILS = 'P-256'): SignedDigest {
  const { privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject } = generateKeyPairSync('ec', {
    namedCurve,
  });
  const [algorithm, keyDetails] = DETAILS[namedCurve];
  const data = randomBytes(100);
  return {
    digest: { algorithm, bytes: createHash(algorithm).update(data).digest() },
    signature: sign(algorithm, data, privateKey),
    verifier: { kind: 'public-key', der: publicKey.export({ format: 'der', type: 'spki' }), keyDetails },
  };
}

const BOTH: WitnessWish = { log: true, timestamp: true };
const LOG: WitnessWish = { log: true, timestamp: false };
const TIMESTAMP: WitnessWish = { log: false, timestamp: true };

async function ask(
  wish: WitnessWish,
  choice?: ConfigChoice,
  signed = newSignature(),
  options?: Partial<TransportOptions>,
): Promise<Witnessed> {
  const services = labServices(lab, choice, options);
  try {
    return await witness(signed, services, wish);
  } finally {
    services.transport.close();
  }
}

describe('a signature is witnessed', () => {
  it.each([
    ['a Rekor v2 log and a timestamp', BOTH, { log: 2 }, '0.0.2', 1],
    ['a Rekor v1 log', LOG, { log: 1 }, '0.0.1', 0],
    ['a Rekor v1 log and a timestamp', BOTH, { log: 1 }, '0.0.1', 1],
  ] as const)('by %s', async (_name, wish, choice, version, timestamps) => {
    const { tlogEntries, timestamps: made, notLogged } = await ask(wish, choice);
    expect(tlogEntries.map(({ kindVersion }) => kindVersion)).toEqual([{ kind: 'hashedrekord', version }]);
    expect(tlogEntries[0]!.inclusionProof?.checkpoint?.envelope).toContain('\u2014');
    expect(made).toHaveLength(timestamps);
    expect(notLogged).toBeUndefined();
  });

  it('by a timestamp alone: nothing goes to a log', async () => {
    expect(await ask(TIMESTAMP)).toMatchObject({ tlogEntries: [], timestamps: [expect.anything()] });
    expect([...lab.requests('rekor1'), ...lab.requests('rekor2')]).toEqual([]);
  });

  it('by nobody where nobody is wanted', async () => {
    expect(await ask({ log: false, timestamp: false })).toEqual({ tlogEntries: [], timestamps: [] });
    expect([...lab.requests('timestamp'), ...lab.requests('rekor2')]).toEqual([]);
  });

  it.each(['P-384', 'P-521'] as const)('made by a key on %s', async (curve) => {
    for (const log of [1, 2] as const)
      expect((await ask(BOTH, { log }, newSignature(curve))).tlogEntries).toHaveLength(1);
  });

  it('the artifact itself is sent to nobody, and the timestamp authority is told the digest of the signature alone', async () => {
    const signed = newSignature();
    await ask(BOTH, { log: 2 }, signed);
    const [query] = lab.requests('timestamp');
    expect(query!.headers['content-type']).toBe('application/timestamp-query');
    expect(query!.body.includes(createHash('sha256').update(signed.signature).digest())).toBe(true);
    expect(query!.body.includes(Buffer.from(signed.digest.bytes))).toBe(false);
  });
});

describe('what is not there', () => {
  it('a log or a timestamp authority that the configuration does not name', async () => {
    await expect(ask(LOG, { log: 'none' })).rejects.toMatchObject({ code: 'service-absent' });
    await expect(ask(TIMESTAMP, { timestamp: false })).rejects.toMatchObject({ code: 'service-absent' });
    expect([...lab.requests('timestamp'), ...lab.requests('rekor2')]).toEqual([]);
  });
});

describe('answers that do not verify count as none', () => {
  const inLog = ['checkpoint', 'proof', 'entry', 'log', 'no-proof'] as const;
  it.each([
    ...inLog.map((what) => [1, what] as const),
    [1, 'promise'] as const,
    ...inLog.map((what) => [2, what] as const),
  ])('a log (v%i) that forges: %s', async (version, what) => {
    const service = version === 1 ? 'rekor1' : 'rekor2';
    lab.inject(service, { kind: 'forge', what: what as never });
    const { tlogEntries, notLogged } = await ask(LOG, { log: version });
    expect(tlogEntries).toEqual([]);
    expect(notLogged).toMatchObject({ code: 'service-answer' });
  });

  it.each(['key', 'digest', 'nonce', 'refused'] as const)('a timestamp authority that forges: %s', async (what) => {
    lab.inject('timestamp', { kind: 'forge', what });
    await expect(ask(TIMESTAMP)).rejects.toMatchObject({ code: 'service-answer' });
    expect(lab.requests('rekor2')).toEqual([]);
  });

  it.each([
    ['rekor1', LOG, 1],
    ['rekor2', LOG, 2],
    ['timestamp', TIMESTAMP, 2],
  ] as const)('%s that answers with nonsense', async (service, wish, log) => {
    for (const body of [
      '',
      '{}',
      '[]',
      'null',
      '{"a":1}',
      '{"a":{"body":"e30="}}',
      '<html>',
      '\u0030\u0003\u0002\u0001\u0000',
    ]) {
      lab.inject(service, { kind: 'nonsense', body });
      if (wish.timestamp) await expect(ask(wish)).rejects.toMatchObject({ code: 'service-answer' });
      else expect(await ask(wish, { log })).toMatchObject({ tlogEntries: [], notLogged: { code: 'service-answer' } });
    }
  });
});

describe('the next service of the list has its turn', () => {
  it.each([
    ['forges', { kind: 'forge', what: 'checkpoint' }],
    ['is down', { kind: 'status', status: 503 }],
    ['refuses', { kind: 'status', status: 400 }],
    ['stalls', { kind: 'stall' }],
    ['cuts off', { kind: 'cut', after: 'half' }],
  ] as const)('where a log %s', async (_name, fault) => {
    lab.inject('rekor2', fault, { times: 2 });
    const patience = fault.kind === 'stall' ? { timeoutMs: 3_000 } : {};
    const { tlogEntries } = await ask(LOG, { log: 2, spares: true }, newSignature(), patience);
    expect(tlogEntries).toHaveLength(1);
    expect(lab.requests('rekor2Spare')).toHaveLength(1);
  });

  it('where a timestamp authority forges', async () => {
    lab.inject('timestamp', { kind: 'forge', what: 'key' });
    expect((await ask(TIMESTAMP, { spares: true })).timestamps).toHaveLength(1);
    expect(lab.requests('timestampSpare')).toHaveLength(1);
  });

  it('but not where the first answers', async () => {
    await ask(BOTH, { spares: true });
    expect([...lab.requests('timestampSpare'), ...lab.requests('rekor2Spare')]).toEqual([]);
  });
});

describe('what can still become true is kept', () => {
  it('a log that is down leaves the timestamp', async () => {
    lab.inject('rekor2', { kind: 'status', status: 503 }, { times: 9 });
    const { timestamps, tlogEntries, notLogged } = await ask(BOTH);
    expect([timestamps.length, tlogEntries.length, notLogged?.code]).toEqual([1, 0, 'service-failed']);
  });

  it('a timestamp authority that is down: nothing goes to the log', async () => {
    lab.inject('timestamp', { kind: 'status', status: 503 }, { times: 9 });
    await expect(ask(BOTH)).rejects.toMatchObject({ code: 'service-failed' });
    expect(lab.requests('rekor2')).toEqual([]);
  });

  it('an entry whose answer was lost is found again', async () => {
    lab.inject('rekor1', { kind: 'lost' });
    expect((await ask(LOG, { log: 1 })).tlogEntries).toHaveLength(1);
    expect(lab.requests('rekor1').map(({ method }) => method)).toEqual(['POST', 'POST', 'GET']);
  });

  it('so is one in the second log, by a proof made of its tiles', async () => {
    lab.inject('rekor2', { kind: 'lost' });
    const { tlogEntries, notLogged } = await ask(LOG, { log: 2 });
    expect([notLogged, tlogEntries[0]?.inclusionProof?.hashes.length]).toEqual([undefined, expect.any(Number)]);
    const signed = newSignature();
    const first = await ask(LOG, { log: 2 }, signed);
    // The log grows meanwhile.
    await ask(LOG, { log: 2 });
    const second = await ask(LOG, { log: 2 }, signed);
    expect(second.tlogEntries[0]?.logIndex).toBe(first.tlogEntries[0]?.logIndex);
    expect(second.tlogEntries[0]?.canonicalizedBody).toEqual(first.tlogEntries[0]?.canonicalizedBody);
    expect(second.tlogEntries[0]?.inclusionProof?.treeSize).not.toBe(first.tlogEntries[0]?.inclusionProof?.treeSize);
  });

  it.each([
    ['does not show its tree', '/api/v2/tile', { kind: 'status', status: 404 }, 'already-logged'],
    ['shows another tree', '/api/v2/tile/0', { kind: 'nonsense', body: 'x'.repeat(8_192) }, 'service-answer'],
    [
      'shows another entry',
      '/api/v2/tile/entries',
      { kind: 'nonsense', body: '\0\x02{}'.repeat(256) },
      'service-answer',
    ],
    ['shows no entry', '/api/v2/tile/entries', { kind: 'nonsense', body: '' }, 'already-logged'],
    ['shows no state', '/api/v2/checkpoint', { kind: 'nonsense', body: '<html>' }, 'already-logged'],
    [
      'shows a state that it did not sign',
      '/api/v2/checkpoint',
      { kind: 'nonsense', body: `x\n999\nAAAA\n` },
      'service',
    ],
  ] as const)('but not where a log %s', async (_name, path, fault, code) => {
    const signed = newSignature();
    await ask(LOG, { log: 2 }, signed);
    lab.inject('rekor2', fault, { times: 9, path });
    const { tlogEntries, notLogged } = await ask(LOG, { log: 2 }, signed);
    expect([tlogEntries, notLogged?.code]).toEqual([[], expect.stringContaining(code)]);
  });

  it('so is one of an earlier run', async () => {
    const signed = newSignature();
    const first = await ask(LOG, { log: 1 }, signed);
    const second = await ask(LOG, { log: 1 }, signed);
    expect(second.tlogEntries[0]!.canonicalizedBody).toEqual(first.tlogEntries[0]!.canonicalizedBody);
  });
});

it('stops where the user does', async () => {
  const stop = new AbortController();
  lab.inject('rekor2', { kind: 'stall' });
  setTimeout(() => stop.abort(), 200);
  await expect(ask({ ...LOG, signal: stop.signal })).rejects.toMatchObject({ code: 'cancelled' });
});
