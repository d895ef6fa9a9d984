import { createPublicKey, verify } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EphemeralKey } from '../../../../electron/core/engines/keyless/ephemeral-key.ts';
import { readIdentityToken } from '../../../../electron/core/oidc/identity-token.ts';
import { askCertificate } from '../../../../electron/core/sigstore/services/certificate.ts';
import type { SigningCertificate } from '../../../../electron/core/sigstore/services/check-certificate.ts';
import type { WitnessServices } from '../../../../electron/core/sigstore/services/witness.ts';
import { type Identity, type Lab, startLab } from '../../../lab/lab.ts';
import { labServices } from './lab-services.ts';

const ADA: Identity = { email: 'ada@example.org' };
/** Whoever lies goes on lying: where a busy machine loses an answer, the next one is no better. */
const LIES = { times: Infinity };

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());
beforeEach(() => lab.forgetRequests());
afterEach(() => lab.heal());

async function ask(
  identity: Identity = ADA,
  change: (services: WitnessServices) => Partial<WitnessServices> = () => ({}),
): Promise<SigningCertificate> {
  const services = labServices(lab, { spares: true });
  const key = new EphemeralKey();
  try {
    const token = readIdentityToken(lab.token(identity), new Date());
    return await askCertificate({ ...services, ...change(services) }, token, key);
  } finally {
    services.transport.close();
    key.close();
  }
}

describe('a certificate', () => {
  it('names who logged in, for ten minutes', async () => {
    const certificate = await ask();
    expect(certificate).toMatchObject({ identity: 'ada@example.org', issuer: lab.issuer });
    expect(certificate.validUntil.getTime() - certificate.validFrom.getTime()).toBe(600_000);
  });

  it('names the provider behind a broker', async () => {
    const connector = 'https://github.com/login/oauth';
    expect(await ask({ ...ADA, connector })).toMatchObject({ identity: 'ada@example.org', issuer: connector });
  });

  it('names a build where the authority takes its issuer for one of builds', async () => {
    const workflow = 'org/repo/.github/workflows/release.yml@refs/tags/v2';
    const { identity } = await ask({ subject: 'repo:org/repo', claims: { job_workflow_ref: workflow } });
    expect(identity).toBe(`https://github.com/${workflow}`);
    lab.inject('fulcio', { kind: 'forge', what: 'identity' });
    const again = ask({ subject: 'repo:org/repo', claims: { job_workflow_ref: workflow } });
    await expect(again).rejects.toMatchObject({ code: 'service-answer' });
  });

  it('is asked for with the token in the body, and with nothing else that names anybody', async () => {
    await ask();
    const [request] = lab.requests('fulcio');
    expect(request!.headers.authorization).toBeUndefined();
    expect(request!.path).toBe('/api/v2/signingCert');
    expect(Object.keys(JSON.parse(request!.body.toString()) as object).sort()).toEqual([
      'certificateSigningRequest',
      'credentials',
    ]);
  });
});

describe('a certificate that does not fit stops everything before the log', () => {
  it.each(['public-key', 'identity', 'issuer', 'ca', 'sct', 'no-sct'] as const)('forged: %s', async (what) => {
    lab.inject('fulcio', { kind: 'forge', what }, LIES);
    await expect(ask()).rejects.toMatchObject({ code: 'service-answer' });
    expect([...lab.requests('rekor2'), ...lab.requests('timestamp'), ...lab.requests('fulcioSpare')]).toEqual([]);
  });

  it('over already: is the clock right?', async () => {
    lab.inject('fulcio', { kind: 'forge', what: 'lapsed' }, LIES);
    await expect(ask()).rejects.toMatchObject({ code: 'clock-wrong' });
  });

  it.each([-3_600_000, 3_600_000])('our clock is wrong by %i ms', async (by) => {
    const clock = (): Date => new Date(Date.now() + by);
    await expect(ask(ADA, () => ({ clock }))).rejects.toMatchObject({ code: 'clock-wrong' });
  });

  it.each(['', '{}', 'null', '[]', '{"signedCertificateEmbeddedSct":{"chain":{"certificates":["x"]}}}'])(
    'nonsense: %s',
    async (body) => {
      lab.inject('fulcio', { kind: 'nonsense', body }, LIES);
      await expect(ask()).rejects.toMatchObject({ code: 'service-answer' });
    },
  );

  it('bytes that are no certificate', async () => {
    const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from('3003020100', 'hex').toString('base64')}\n-----END CERTIFICATE-----\n`;
    const body = JSON.stringify({ signedCertificateEmbeddedSct: { chain: { certificates: [pem] } } });
    lab.inject('fulcio', { kind: 'nonsense', body }, LIES);
    await expect(ask()).rejects.toMatchObject({ code: 'service-answer' });
  });
});

describe('an authority', () => {
  it('that is down leaves it to the next one', async () => {
    lab.inject('fulcio', { kind: 'status', status: 503 }, { times: 2 });
    expect(await ask()).toMatchObject({ identity: 'ada@example.org' });
    expect(lab.requests('fulcioSpare')).toHaveLength(1);
  });

  it.each([400, 401, 403])('that refuses (%i) is not gone round', async (status) => {
    lab.inject('fulcio', { kind: 'status', status });
    await expect(ask()).rejects.toMatchObject({ code: 'service-refused' });
    expect(lab.requests('fulcioSpare')).toEqual([]);
  });

  it.each(['key', 'audience', 'lapsed'] as const)('refuses a token with another %s', async (forge) => {
    await expect(ask({ ...ADA, forge })).rejects.toMatchObject({
      code: forge === 'key' ? 'service-refused' : 'token-unusable',
    });
  });

  it('that is not named cannot be asked', async () => {
    const none = ask(ADA, ({ config }) => ({ config: { ...config, caUrls: [] } }));
    await expect(none).rejects.toMatchObject({ code: 'service-absent' });
  });
});

describe('the key of a run', () => {
  it('makes signatures that everybody verifies', () => {
    const key = new EphemeralKey();
    const publicKey = createPublicKey({ key: Buffer.from(key.publicKey), format: 'der', type: 'spki' });
    const message = Buffer.from('message');
    expect(verify('sha256', message, publicKey, key.signMessage(message))).toBe(true);
    expect(key.signMessage(message)).not.toEqual(key.signMessage(message));
  });

  it('is overwritten when it is closed, and signs no more', () => {
    const key = new EphemeralKey();
    key.close();
    expect(() => key.signDigest(Buffer.alloc(32))).toThrow(expect.objectContaining({ code: 'certificate-lapsed' }));
    expect(() => key.signMessage(Buffer.alloc(32))).toThrow(expect.objectContaining({ code: 'certificate-lapsed' }));
  });
});
