import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Forgeries } from './faults.ts';
import { startLab, type Lab } from './lab.ts';

/** sigstore-js's client cannot be loaded by the Node 20 of an older Electron: a package of it requires an ES module. */
const noLibrary = 'electron' in process.versions;
const library = () => import('./sign-with-library.ts');

const ADA = { email: 'ada@example.org' };
const IDENTITY = { identity: 'ada@example.org' };

let lab: Lab;
const data = randomBytes(1000);
beforeAll(async () => {
  lab = await startLab();
});
afterEach(() => lab.heal());
afterAll(() => lab.close());

const ask = (path = '/api/v2/signingCert', signal?: AbortSignal) =>
  fetch(`${lab.urls.fulcio}${path}`, { method: 'POST', body: '{}', ...(signal && { signal }) });

describe('faults of the wire', () => {
  it('strike once, or as often as told, and are taken back', async () => {
    lab.inject('fulcio', { kind: 'status', status: 503 }, { times: 2 });
    expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([503, 503, 400]);
    lab.inject('fulcio', { kind: 'status', status: 429, headers: { 'retry-after': '7' } });
    expect((await ask()).headers.get('retry-after')).toBe('7');
    lab.inject('fulcio', { kind: 'status', status: 500 }, { times: Infinity });
    expect((await ask()).status).toBe(500);
    lab.heal('fulcio');
    expect((await ask()).status).toBe(400);
  });

  it('strike one path alone', async () => {
    lab.inject('fulcio', { kind: 'status', status: 503 }, { path: '/api/v2/signingCert' });
    expect((await fetch(`${lab.urls.fulcio}/api/v2/trustBundle`)).status).toBe(200);
    expect((await ask()).status).toBe(503);
  });

  it('stall until the client gives up', async () => {
    lab.inject('fulcio', { kind: 'stall' });
    await expect(ask(undefined, AbortSignal.timeout(200))).rejects.toThrow(/timeout/);
    expect((await ask()).status).toBe(400);
  });

  it('cut before the answer, or in the middle of it', async () => {
    lab.inject('fulcio', { kind: 'cut' });
    await expect(ask()).rejects.toThrow('fetch failed');
    lab.inject('fulcio', { kind: 'cut', after: 'half' });
    const answer = await ask();
    expect(answer.status).toBe(400);
    await expect(answer.text()).rejects.toThrow('terminated');
  });

  it('take their time, or answer nonsense', async () => {
    lab.inject('fulcio', { kind: 'slow', ms: 150 });
    const started = performance.now();
    await ask();
    expect(performance.now() - started).toBeGreaterThan(140);
    lab.inject('fulcio', { kind: 'nonsense', body: '{"certificates": 7' });
    expect(await (await ask()).text()).toBe('{"certificates": 7');
  });
});

describe.skipIf(noLibrary)('what sigstore-js says of each lie', () => {
  it.each([
    ['public-key', /signature verification failed/],
    ['identity', /identity/],
    ['ca', /Failed to verify certificate chain/],
    ['sct', /SCT verification failed/],
    ['no-sct', /expected 1 SCT/],
    ['lapsed', /Failed to verify certificate chain/],
  ] as const satisfies [Forgeries['fulcio'], RegExp][])('certificate: %s', async (what, message) => {
    const { signWithLibrary, verifyWithLibrary } = await library();
    lab.inject('fulcio', { kind: 'forge', what });
    const forged = await signWithLibrary(lab, data, ADA, { log: 'none' });
    expect(() => verifyWithLibrary(lab, forged, data, { ...IDENTITY, log: false })).toThrow(message);
    const honest = await signWithLibrary(lab, data, ADA, { log: 'none' });
    expect(verifyWithLibrary(lab, honest, data, { ...IDENTITY, log: false }).key).toBeDefined();
  });

  it('certificate: another issuer', async () => {
    const { signWithLibrary, verifyWithLibrary } = await library();
    lab.inject('fulcio', { kind: 'forge', what: 'issuer' });
    const forged = await signWithLibrary(lab, data, ADA);
    expect(verifyWithLibrary(lab, forged, data).identity?.extensions?.issuer).toBe('https://accounts.example.net');
  });

  it.each([
    [1, 'promise', /inclusion promise could not be verified/],
    [1, 'checkpoint', /invalid checkpoint signature/],
    [1, 'proof', /calculated root hash does not match/],
    [1, 'entry', /digest mismatch|signature mismatch/],
    [1, 'log', /inclusion promise could not be verified|missing|no.*log/i],
    [2, 'checkpoint', /invalid checkpoint signature/],
    [2, 'proof', /calculated root hash does not match/],
    [2, 'entry', /digest mismatch|signature mismatch/],
    [2, 'log', /invalid checkpoint signature|no.*log/i],
    [2, 'no-proof', /inclusion could not be verified/],
  ] as const)('log of version %i: %s', async (log, what, message) => {
    const { signWithLibrary, verifyWithLibrary } = await library();
    if (log === 1) lab.inject('rekor1', { kind: 'forge', what });
    else lab.inject('rekor2', { kind: 'forge', what });
    const forged = await signWithLibrary(lab, data, ADA, { log });
    expect(() => verifyWithLibrary(lab, forged, data, IDENTITY)).toThrow(message);
    const honest = await signWithLibrary(lab, data, ADA, { log });
    expect(verifyWithLibrary(lab, honest, data, IDENTITY).key).toBeDefined();
  });

  it('log of version 2: another root beside the proof, which sigstore-js does not look at', async () => {
    const { signWithLibrary, verifyWithLibrary } = await library();
    lab.inject('rekor2', { kind: 'forge', what: 'root' });
    const forged = await signWithLibrary(lab, data, ADA);
    const proof = forged.verificationMaterial.tlogEntries[0]?.inclusionProof;
    expect(proof?.checkpoint?.envelope).not.toContain(proof?.rootHash.toString('base64'));
    expect(verifyWithLibrary(lab, forged, data, IDENTITY).key).toBeDefined();
  });

  it('log of version 1: the promise alone, which older bundles have', async () => {
    const { signWithLibrary, verifyWithLibrary } = await library();
    lab.inject('rekor1', { kind: 'forge', what: 'no-proof' });
    const bundle = await signWithLibrary(lab, data, ADA, { log: 1 });
    expect(bundle.verificationMaterial.tlogEntries[0]?.inclusionProof).toBeUndefined();
    expect(verifyWithLibrary(lab, bundle, data, IDENTITY).key).toBeDefined();
  });

  it.each([
    ['key', /timestamp could not be verified/],
    ['digest', /timestamp could not be verified/],
    ['time', /timestamp could not be verified|expired/],
  ] as const)('timestamp: %s', async (what, message) => {
    const { signWithLibrary, verifyWithLibrary } = await library();
    lab.inject('timestamp', { kind: 'forge', what });
    const forged = await signWithLibrary(lab, data, ADA);
    expect(() => verifyWithLibrary(lab, forged, data, IDENTITY)).toThrow(message);
  });
});
