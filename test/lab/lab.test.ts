import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { SigningConfig, TrustedRoot } from '@sigstore/protobuf-specs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLab, type Lab } from './lab.ts';

/** sigstore-js's client cannot be loaded by the Node 20 of an older Electron: a package of it requires an ES module. */
const noLibrary = 'electron' in process.versions;
const library = () => import('./sign-with-library.ts');

const ADA = { email: 'ada@example.org' };

describe('the lab', () => {
  let lab: Lab;
  const data = randomBytes(1000);
  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab.close());

  it.skipIf(noLibrary).each([
    ['version 1', { log: 1, timestamp: false }],
    ['version 1 and a timestamp', { log: 1, timestamp: true }],
    ['version 2 and a timestamp', { log: 2, timestamp: true }],
  ] as const)('signs for sigstore-js with a log of %s', async (_name, witnesses) => {
    const { signWithLibrary, verifyWithLibrary } = await library();
    const bundle = await signWithLibrary(lab, data, ADA, witnesses);
    const signer = verifyWithLibrary(lab, bundle, data, { identity: 'ada@example.org' });
    expect(signer.identity).toMatchObject({
      subjectAlternativeName: 'ada@example.org',
      extensions: { issuer: lab.issuer },
    });
  });

  it('writes files that the field reads', async () => {
    const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));
    const root = TrustedRoot.fromJSON(await read(lab.files.trustedRoot));
    expect(root.tlogs.map(({ baseUrl }) => baseUrl)).toContain(lab.urls.rekor2);
    for (const log of [...root.tlogs, ...root.ctlogs])
      expect(log.publicKey?.validFor?.start?.getTime()).toBeLessThan(Date.now());
    for (const one of [...root.certificateAuthorities, ...root.timestampAuthorities])
      expect(one.subject?.commonName).toBeTruthy();
    const config = SigningConfig.fromJSON(await read(lab.files.signingConfig));
    expect(config.rekorTlogUrls).toMatchObject([{ url: lab.urls.rekor2, majorApiVersion: 2 }]);
    expect(config.tsaUrls).toMatchObject([{ url: `${lab.urls.timestamp}/api/v1/timestamp` }]);
    expect(config.oidcUrls).toMatchObject([{ url: lab.issuer }]);
    const other = SigningConfig.fromJSON(
      await read(lab.writeSigningConfig({ log: 1, timestamp: false, spares: true })),
    );
    expect(other.rekorTlogUrls.map(({ url }) => url)).toEqual([lab.urls.rekor1, lab.urls.rekor1Spare]);
    expect(other.caUrls).toHaveLength(2);
    expect(other.tsaUrls).toEqual([]);
  });

  it('counts what its services are asked', async () => {
    lab.forgetRequests();
    await fetch(`${lab.urls.oidc}/.well-known/openid-configuration`);
    expect(lab.requests('oidc')).toMatchObject([{ method: 'GET', path: '/.well-known/openid-configuration' }]);
    expect(lab.requests('fulcio')).toEqual([]);
  });
});
