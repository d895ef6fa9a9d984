import { createHash, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';
import { RFC3161Timestamp } from '@sigstore/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { alone, der, oid, TAG } from './der.ts';
import { newKeyPair, spkiOf } from './keys.ts';
import { startLab, type Identity, type Lab } from './lab.ts';

let lab: Lab;
const data = randomBytes(1000);
const digest = alone(createHash('sha256').update(data).digest());
beforeAll(async () => {
  lab = await startLab();
});
afterEach(() => lab.heal());
afterAll(() => lab.close());

const post = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

describe('the certificate authority', () => {
  const keys = newKeyPair();
  const ask = async (token: string, proven: string) => {
    const answer = await post(`${lab.urls.fulcio}/api/v2/signingCert`, {
      credentials: { oidcIdentityToken: token },
      publicKeyRequest: {
        publicKey: { algorithm: 'ECDSA', content: keys.publicKey.export({ format: 'pem', type: 'spki' }) },
        proofOfPossession: sign('sha256', Buffer.from(proven), keys.privateKey).toString('base64'),
      },
    });
    return { status: answer.status, body: await answer.text() };
  };
  const certificateFor = async (identity: Identity, proven: string): Promise<X509Certificate> => {
    const { status, body } = await ask(lab.token(identity), proven);
    expect(status).toBe(200);
    const { signedCertificateEmbeddedSct: given } = JSON.parse(body) as {
      signedCertificateEmbeddedSct: { chain: { certificates: string[] } };
    };
    return new X509Certificate(given.chain.certificates[0]!);
  };

  it('names a person by the address, and lives as long as it is told', async () => {
    const one = await certificateFor({ email: 'ada@example.org' }, 'ada@example.org');
    expect(one.subjectAltName).toBe('email:ada@example.org');
    expect(Date.parse(one.validTo) - Date.parse(one.validFrom)).toBe(600_000);
    expect(spkiOf(one.publicKey)).toEqual(spkiOf(keys.publicKey));
    lab.lifetimes.certificateSeconds = 3;
    const short = await certificateFor({ email: 'ada@example.org' }, 'ada@example.org');
    lab.lifetimes.certificateSeconds = 600;
    expect(Date.parse(short.validTo) - Date.parse(short.validFrom)).toBe(3000);
    expect(short.serialNumber).not.toBe(one.serialNumber);
  });

  it('names who vouched as the issuer', async () => {
    const connector = 'https://github.com/login/oauth';
    const { raw } = await certificateFor({ email: 'ada@example.org', connector }, 'ada@example.org');
    expect(raw.includes(connector)).toBe(true);
    expect(raw.includes(lab.issuer)).toBe(false);
  });

  it('names a workflow by its file, with what its token says of the build', async () => {
    const claims = {
      job_workflow_ref: 'lantern/app/.github/workflows/release.yml@refs/tags/v2',
      repository: 'lantern/app',
      repository_id: '4711',
      ref: 'refs/tags/v2',
    };
    const subject = 'repo:lantern/app:ref:refs/tags/v2';
    const one = await certificateFor({ subject, claims }, subject);
    expect(one.subjectAltName).toBe(`URI:https://github.com/${claims.job_workflow_ref}`);
    expect(one.raw.includes('https://github.com/lantern/app')).toBe(true);
    expect(one.raw.includes('4711')).toBe(true);
  });

  it.each(['lapsed', 'audience', 'issuer', 'key'] as const)('refuses a token with a wrong %s', async (forge) => {
    const { status } = await ask(lab.token({ email: 'ada@example.org', forge }), 'ada@example.org');
    expect(status).toBe(400);
  });

  it('refuses an address that nobody verified, and a key that is not the asker’s', async () => {
    const unverified = lab.token({ email: 'ada@example.org', claims: { email_verified: false } });
    expect((await ask(unverified, 'ada@example.org')).status).toBe(400);
    expect((await ask(lab.token({ email: 'ada@example.org' }), 'bert@example.org')).status).toBe(400);
  });
});

describe('the logs', () => {
  const { publicKey, privateKey } = newKeyPair();
  const certificate = publicKey.export({ format: 'pem', type: 'spki' });
  const signature = sign('sha256', data, privateKey);
  const version1 = (value = digest.toString('hex')) => ({
    apiVersion: '0.0.1',
    kind: 'hashedrekord',
    spec: {
      data: { hash: { algorithm: 'sha256', value } },
      signature: {
        content: signature.toString('base64'),
        publicKey: { content: Buffer.from(certificate).toString('base64') },
      },
    },
  });
  const version2 = (bytes: Buffer = digest) => ({
    hashedRekordRequestV002: {
      digest: bytes.toString('base64'),
      signature: {
        content: signature.toString('base64'),
        verifier: {
          keyDetails: 'PKIX_ECDSA_P256_SHA_256',
          publicKey: { rawBytes: spkiOf(publicKey).toString('base64') },
        },
      },
    },
  });
  const log1 = () => `${lab.urls.rekor1}/api/v1/log/entries`;
  const log2 = () => `${lab.urls.rekor2}/api/v2/log/entries`;

  it('keep an entry once, and say where it is', async () => {
    const first = await post(log1(), version1());
    expect(first.status).toBe(201);
    const entries = (await first.json()) as Record<string, { logIndex: number }>;
    const [uuid, entry] = Object.entries(entries)[0]!;
    expect(first.headers.get('etag')).toBe(uuid);
    const again = await post(log1(), version1());
    expect(again.status).toBe(409);
    expect(again.headers.get('location')).toBe(`/api/v1/log/entries/${uuid}`);
    const byUuid = await fetch(`${lab.urls.rekor1}${again.headers.get('location')!}`);
    expect(await byUuid.json()).toEqual(entries);
    expect(await (await fetch(`${log1()}?logIndex=${entry.logIndex}`)).json()).toEqual(entries);
    const hash = `sha256:${digest.toString('hex')}`;
    expect(await (await post(`${lab.urls.rekor1}/api/v1/index/retrieve`, { hash })).json()).toEqual([uuid]);
    expect((await fetch(`${log1()}/${'0'.repeat(64)}`)).status).toBe(404);
  });

  it('have the entry although the answer was lost', async () => {
    lab.inject('rekor2', { kind: 'lost' });
    await expect(post(log2(), version2())).rejects.toThrow('fetch failed');
    expect((await post(log2(), version2())).status).toBe(409);
  });

  it('refuse a signature that does not fit', async () => {
    expect((await post(log1(), version1('00'.repeat(32)))).status).toBe(400);
    expect((await post(log2(), version2(randomBytes(32)))).status).toBe(400);
  });

  it('take a signature with an Ed25519 key as it is', async () => {
    const ed = generateKeyPairSync('ed25519');
    const request = version2(randomBytes(64));
    const { verifier } = request.hashedRekordRequestV002.signature;
    verifier.keyDetails = 'PKIX_ED25519_PH';
    verifier.publicKey.rawBytes = spkiOf(ed.publicKey).toString('base64');
    expect((await post(log2(), request)).status).toBe(201);
  });
});

describe('the timestamp authority', () => {
  const nonce = Buffer.from('00f1e2d3c4b5a69788', 'hex');
  const query = (): Buffer => {
    const algorithm = der(TAG.sequence, oid('2.16.840.1.101.3.4.2.1'));
    const imprint = der(TAG.sequence, algorithm, der(TAG.octets, digest));
    return der(TAG.sequence, der(TAG.integer, Buffer.from([1])), imprint, der(TAG.integer, nonce));
  };
  const ask = async (): Promise<{ reply: Buffer<ArrayBuffer>; status: number }> => {
    const answer = await fetch(`${lab.urls.timestamp}/api/v1/timestamp`, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: new Uint8Array(query()),
    });
    return { reply: Buffer.from(await answer.arrayBuffer()), status: answer.status };
  };

  it("answers RFC 3161's own queries, and gives any nonce back", async () => {
    const { reply, status } = await ask();
    expect(status).toBe(201);
    const timestamp = RFC3161Timestamp.parse(reply);
    expect(timestamp.tstInfo.messageImprintHashedMessage).toEqual(digest);
    expect(reply.includes(Buffer.concat([Buffer.from([TAG.integer, nonce.length]), nonce]))).toBe(true);
    expect(Math.abs(timestamp.signingTime.getTime() - Date.now())).toBeLessThan(5000);
  });

  it('can give another nonce, another time, or a refusal', async () => {
    lab.inject('timestamp', { kind: 'forge', what: 'nonce' });
    expect((await ask()).reply.includes(nonce)).toBe(false);
    lab.inject('timestamp', { kind: 'forge', what: 'time' });
    const old = RFC3161Timestamp.parse((await ask()).reply).signingTime.getTime();
    expect(Date.now() - old).toBeGreaterThan(364 * 24 * 3600 * 1000);
    lab.inject('timestamp', { kind: 'forge', what: 'refused' });
    expect(RFC3161Timestamp.parse((await ask()).reply).status).toBe(2n);
  });

  it('refuses what is no query', async () => {
    const answer = await fetch(`${lab.urls.timestamp}/api/v1/timestamp`, { method: 'POST', body: 'hello' });
    expect(answer.status).toBe(400);
  });
});
