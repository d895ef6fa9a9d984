import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import WKD from '@openpgp/wkd-client';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { lookupKeyserver, lookupWkd } from '../../../electron/core/keys/lookup.ts';
import { addUserId } from '../../../electron/core/openpgp/make/add.ts';
import { fingerprintOf, readOneKey, writeKeyParts } from '../../../electron/core/openpgp/make/certificate-parts.ts';
import type { KeyParts } from '../../../electron/core/openpgp/make/certificate-parts.ts';
import { openSecrets, secretKeyParts } from '../../../electron/core/openpgp/make/export.ts';
import { generateOpenpgpKey } from '../../../electron/core/openpgp/make/generate.ts';
import type { GeneratedKey } from '../../../electron/core/openpgp/make/generate.ts';
import { armorBlock } from '../../../electron/core/openpgp/make/key-armor.ts';
import { userIdText } from '../../../electron/core/openpgp/make/user-id.ts';
import { startTlsHost } from './tls-host.ts';
import type { TlsHost } from './tls-host.ts';

const now = new Date();
const online = () => false;
// z-base-32 of SHA-1 of "joe.doe": the example of draft-koch-openpgp-webkey-service.
const JOE = 'iy9q119eutrkn8s1mk4r39qejnbu3n5q';
const ADVANCED = `openpgpkey.example.org/.well-known/openpgpkey/example.org/hu/${JOE}?l=Joe.Doe`;
const DIRECT = `example.org/.well-known/openpgpkey/hu/${JOE}?l=Joe.Doe`;

let joe: GeneratedKey;
let two: KeyParts;
let other: GeneratedKey;
let host: TlsHost | undefined;
let plain: Server | undefined;

beforeAll(async () => {
  const make = (name: string, email: string) =>
    generateOpenpgpKey({ name, email, algorithm: 'ed25519', validity: '2y', now });
  joe = await make('Joe', 'joe.doe@example.org');
  other = await make('Mallory', 'mallory@example.net');
  const primary = (await openSecrets(joe.secrets)).get(fingerprintOf(joe.certificate.primary.body))!;
  two = await addUserId(joe.certificate, primary, 'Somebody famous', 'famous@example.com', now);
});
afterEach(async () => {
  await host?.close();
  host = undefined;
  await new Promise((resolve) => (plain === undefined ? resolve(null) : plain.close(resolve)));
  plain = undefined;
});

const bytesOf = (parts: KeyParts) => Buffer.from(writeKeyParts(parts));
const namesOf = (parts: KeyParts) => parts.users.map(({ packet }) => userIdText(packet.body));
const send =
  (status: number, body: string | Buffer = ''): RequestListener =>
  (_, response) =>
    response.writeHead(status).end(body);

async function startPlain(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  plain = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('Web Key Directory', () => {
  it('asks the advanced way and keeps the user ID that was asked for alone', async () => {
    host = await startTlsHost(['openpgpkey.example.org', 'example.org'], send(200, bytesOf(two)));
    const [found] = await lookupWkd('Joe.Doe@Example.ORG', { offline: online, agent: host.agent });
    expect(host.seen).toEqual([ADVANCED]);
    expect(namesOf(found!)).toEqual(['Joe <joe.doe@example.org>']);
    expect(found!.subkeys).toHaveLength(1);
  });

  it('goes the direct way where the sub-domain does not exist', async () => {
    host = await startTlsHost(['example.org'], send(200, bytesOf(joe.certificate)));
    expect(await lookupWkd('Joe.Doe@example.org', { offline: online, agent: host.agent })).toHaveLength(1);
    expect(host.seen).toEqual([DIRECT]);
  });

  it('has no such key: not-on-server; no such domain: network', async () => {
    host = await startTlsHost(['openpgpkey.example.org', 'example.org'], send(404));
    const options = { offline: online, agent: host.agent };
    await expect(lookupWkd('Joe.Doe@example.org', options)).rejects.toMatchObject({ code: 'not-on-server' });
    expect(host.seen).toEqual([ADVANCED, DIRECT]);
    await expect(lookupWkd('joe@example.net', options)).rejects.toMatchObject({ code: 'network' });
  });

  it('gives a key for another address, a secret key, or no key: refused', async () => {
    const answers: [Buffer, string][] = [
      [bytesOf(other.certificate), 'not-on-server'],
      [bytesOf(await secretKeyParts(joe, undefined)), 'not-on-server'],
      [Buffer.from('<html>not here</html>'), 'malformed'],
      [Buffer.alloc(0), 'malformed'],
      [bytesOf(joe.certificate).subarray(0, -5), 'malformed'],
    ];
    for (const [body, code] of answers) {
      const tls = await startTlsHost(['openpgpkey.example.org'], send(200, body));
      const asked = lookupWkd('joe.doe@example.org', { offline: online, agent: tls.agent });
      await expect(asked).rejects.toMatchObject({ code });
      await tls.close();
    }
  });

  it('a user ID that the key did not sign does not count, whatever it says', async () => {
    const forged: KeyParts = {
      ...other.certificate,
      users: [
        ...other.certificate.users,
        { packet: joe.certificate.users[0]!.packet, signatures: other.certificate.users[0]!.signatures },
      ],
    };
    host = await startTlsHost(['openpgpkey.example.org'], send(200, bytesOf(forged)));
    const asked = lookupWkd('joe.doe@example.org', { offline: online, agent: host.agent });
    await expect(asked).rejects.toMatchObject({ code: 'not-on-server' });
  });

  it('a certificate of the server that is not trusted: network-tls, and the direct way is not tried', async () => {
    host = await startTlsHost(['openpgpkey.example.org', 'example.org'], send(200, bytesOf(joe.certificate)));
    const asked = lookupWkd('joe.doe@example.org', { offline: online, agent: host.distrusting });
    await expect(asked).rejects.toMatchObject({ code: 'network-tls' });
    expect(host.seen).toEqual([]);
  });

  it('the client alone would go on after a forged certificate, and change letters that it must not', async () => {
    const asked: string[] = [];
    const client = new WKD();
    Object.assign(client, {
      _fetch: (url: string) => {
        asked.push(url);
        const forged = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
        return asked.length === 1 ? Promise.reject(forged) : Promise.resolve(new Response('key'));
      },
    });
    await client.lookup({ email: 'joe.doe@example.org' });
    expect(asked).toHaveLength(2);
    const hashOf = async (email: string) => {
      asked.length = 0;
      await client.lookup({ email }).catch(() => undefined);
      return /hu\/(\w+)/.exec(asked[0] ?? '')?.[1];
    };
    expect(await hashOf('É@example.org')).toBe(await hashOf('é@example.org'));
    const ours = lookupWkd('É@example.org', { offline: online });
    await expect(ours).rejects.toMatchObject({ code: 'unsupported' });
  });

  it.each([
    'joe',
    'a@b@example.org',
    'a@localhost',
    'a@127.0.0.1',
    'a@example.org:8443',
    'a@example.org/x',
    'a b@example.org',
    'a@exa mple.org',
  ])('%s is no address that could be asked for', async (address) => {
    await expect(lookupWkd(address, { offline: online })).rejects.toMatchObject({ code: 'usage' });
  });

  it('redirects are followed to https, never to plain http', async () => {
    let location = 'https://example.org/moved';
    host = await startTlsHost(['openpgpkey.example.org', 'example.org'], (request, response) => {
      if (request.url === '/moved') response.end(bytesOf(joe.certificate));
      else response.writeHead(302, { location }).end();
    });
    const options = { offline: online, agent: host.agent };
    expect(await lookupWkd('joe.doe@example.org', options)).toHaveLength(1);
    location = 'http://127.0.0.1:1/';
    await expect(lookupWkd('joe.doe@example.org', options)).rejects.toMatchObject({ code: 'network-tls' });
    location = '/again';
    await expect(lookupWkd('joe.doe@example.org', options)).rejects.toMatchObject({ code: 'network' });
  });
});

describe('keyserver', () => {
  const fingerprint = () => fingerprintOf(joe.certificate.primary.body);
  const armored = (...parts: KeyParts[]) => armorBlock('PUBLIC KEY BLOCK', Buffer.concat(parts.map(bytesOf)));

  it('gives the key with the fingerprint, and nothing else that it sends along', async () => {
    const seen: string[] = [];
    const keyserver = await startPlain((request, response) => {
      seen.push(request.url ?? '');
      response.end(armored(other.certificate, two));
    });
    const found = await lookupKeyserver(fingerprint(), { offline: online, keyserver });
    expect(seen).toEqual([`/pks/lookup?op=get&options=mr&search=0x${fingerprint()}`]);
    expect(found).toHaveLength(1);
    expect(namesOf(found[0]!)).toHaveLength(2);
    const subkey = fingerprintOf(joe.certificate.subkeys[0]!.packet.body);
    for (const query of [fingerprint().slice(-16), subkey.slice(-16).toLowerCase(), 'famous@example.com']) {
      expect(await lookupKeyserver(query, { offline: online, keyserver })).toHaveLength(1);
    }
    expect(seen.at(-1)).toContain('search=famous%40example.com');
  });

  it('gives a key without names, as some do: kept, as it may carry a revocation', async () => {
    const keyserver = await startPlain(send(200, armored({ ...joe.certificate, users: [] })));
    const [found] = await lookupKeyserver(fingerprint(), { offline: online, keyserver });
    expect(found).toMatchObject({ users: [] });
  });

  it('signatures of others do not come in', async () => {
    const flooded = readOneKey(writeKeyParts(joe.certificate));
    flooded.users[0]!.signatures.push(...other.certificate.users[0]!.signatures);
    const keyserver = await startPlain(send(200, armored(flooded)));
    const [found] = await lookupKeyserver(fingerprint(), { offline: online, keyserver });
    expect(found!.users[0]!.signatures).toHaveLength(1);
  });

  it('another key than asked for, 404, 500, a page: each says what it is', async () => {
    const cases: [RequestListener, string][] = [
      [send(200, armored(other.certificate)), 'not-on-server'],
      [send(404), 'not-on-server'],
      [send(500), 'network'],
      [send(200, '<html>'), 'not-on-server'],
    ];
    for (const [answer, code] of cases) {
      const keyserver = await startPlain(answer);
      await expect(lookupKeyserver(fingerprint(), { offline: online, keyserver })).rejects.toMatchObject({ code });
      await new Promise((resolve) => plain?.close(resolve));
      plain = undefined;
    }
  });

  it('an answer without end and an answer that never comes are cut off', async () => {
    const endless = await startPlain((_, response) => {
      const more = () => void response.write(Buffer.alloc(65_536), () => (response.destroyed ? undefined : more()));
      more();
    });
    const limits = { offline: online, maxBytes: 1_000_000, timeoutMs: 300 };
    const large = lookupKeyserver(fingerprint(), { ...limits, timeoutMs: 10_000, keyserver: endless });
    await expect(large).rejects.toMatchObject({ code: 'too-large' });
    plain?.closeAllConnections();
    plain?.close();
    const silent = await startPlain(() => undefined);
    await expect(lookupKeyserver(fingerprint(), { ...limits, keyserver: silent })).rejects.toMatchObject({
      code: 'network',
    });
    const stopped = AbortSignal.timeout(50);
    const cancelled = lookupKeyserver(fingerprint(), { ...limits, keyserver: silent }, stopped);
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    plain?.closeAllConnections();
  });

  it('plain http elsewhere than on loopback, and anything while offline, opens no socket', async () => {
    const plainHttp = { offline: online, keyserver: 'http://keys.example.org' };
    await expect(lookupKeyserver(fingerprint(), plainHttp)).rejects.toMatchObject({ code: 'network-tls' });
    let connections = 0;
    const keyserver = await startPlain(send(404));
    plain?.on('connection', () => connections++);
    const offline = { offline: () => true, keyserver };
    await expect(lookupKeyserver(fingerprint(), offline)).rejects.toMatchObject({ code: 'offline' });
    await expect(lookupWkd('joe.doe@example.org', offline)).rejects.toMatchObject({ code: 'offline' });
    expect(connections).toBe(0);
  });
});
