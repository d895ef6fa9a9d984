import { closeSync, openSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine, MadePackets, SignSource } from '../../../../electron/core/engines/engine.ts';
import { createOpenpgpEngine } from '../../../../electron/core/engines/openpgp/openpgp-engine.ts';
import { createHasher } from '../../../../electron/core/hash/hasher.ts';
import type { Hasher } from '../../../../electron/core/hash/reading.ts';
import { addSigningSubkey } from '../../../../electron/core/openpgp/make/add.ts';
import { fingerprintOf, writeKeyParts } from '../../../../electron/core/openpgp/make/certificate-parts.ts';
import { cleartextMessage } from '../../../../electron/core/openpgp/make/cleartext-message.ts';
import { joinSecrets, openSecrets, secretFingerprints } from '../../../../electron/core/openpgp/make/export.ts';
import { generateOpenpgpKey } from '../../../../electron/core/openpgp/make/generate.ts';
import type { KeyMaterial } from '../../../../electron/core/openpgp/make/generate.ts';
import { readKeyMaterial } from '../../../../electron/core/openpgp/make/import.ts';
import { armorBlock } from '../../../../electron/core/openpgp/make/key-armor.ts';
import { writePackets } from '../../../../electron/core/openpgp/make/raw-packets.ts';
import { revokeKey } from '../../../../electron/core/openpgp/make/revoke.ts';
import { hashWorker } from '../../../bundle.ts';
import { makeGpgHome } from '../../openpgp/make/gpg-home.ts';
import type { GpgHome } from '../../openpgp/make/gpg-home.ts';

const now = new Date();
const DAY = 86_400_000;
const context = { now, ask: () => Promise.resolve(null) };
let home: GpgHome;
let hasher: Hasher;

beforeAll(() => {
  hasher = createHasher({ worker: hashWorker() });
});
afterAll(async () => {
  await hasher.close();
});
beforeEach(() => {
  home = makeGpgHome('sesame');
});
afterEach(() => {
  home.close();
});

function engineFor(material: KeyMaterial): Engine<MadePackets> {
  return createOpenpgpEngine({
    listKeys: () => Promise.resolve([]),
    certificate: () => Promise.resolve(writeKeyParts(material.certificate)),
    secretParts: () => secretFingerprints(material.secrets),
    secret: () => Promise.resolve(writePackets(material.secrets)),
  });
}

const make = (algorithm: 'ed25519' | 'rsa4096' = 'ed25519', at = now, validity = '2y') =>
  generateOpenpgpKey({ name: 'Ada', email: 'ada@example.org', algorithm, validity, now: at });

async function signFile(material: KeyMaterial, path: string) {
  const engine = engineFor(material);
  const reading = await hasher.read(path, await engine.wants('id', new Date()));
  try {
    return await engine.sign({ kind: 'file', reading }, 'id', { ...context, now: new Date() });
  } finally {
    reading.close();
  }
}

const unread: SignSource = { kind: 'cleartext', text: 'x', name: 'x' };

describe('detached signatures', () => {
  it.each(['ed25519', 'rsa4096'] as const)(
    'by a new %s key: gpg verifies, and not over other bytes',
    async (algorithm) => {
      const key = await make(algorithm);
      home.gpg(['--import'], writeKeyParts(key.certificate));
      const data = home.file('data', Buffer.from([0, 1, 2, 255]));
      const made = await signFile(key, data);
      expect(made.digest).toBe('sha256');
      const signature = home.file('data.asc', armorBlock('SIGNATURE', made.packets));
      const good = home.tryGpg(['--verify', signature, data]);
      expect(good.said).toContain('GOODSIG');
      expect(good.said).toMatch(/VALIDSIG \S+ \S+ \d+ 0 4 0 \d+ 8 00/);
      writeFileSync(data, 'other');
      expect(home.tryGpg(['--verify', signature, data]).said).toContain('BADSIG');
    },
  );

  it.each([
    ['rsa2048', 'sha256'],
    ['ed25519', 'sha256'],
    ['nistp256', 'sha256'],
    ['nistp384', 'sha384'],
    ['nistp521', 'sha512'],
  ])('by a key of gpg, %s, over %s', async (algorithm, digest) => {
    home.gpg(['--quick-gen-key', 'Bob <bob@example.org>', algorithm, 'sign', '1y']);
    const [key] = await readKeyMaterial(new Uint8Array(home.gpg(['--export-secret-keys'])), 'sesame');
    const data = home.file('data', 'payload');
    const made = await signFile(key!, data);
    expect(made.digest).toBe(digest);
    const signature = home.file('data.sig', made.packets);
    expect(home.tryGpg(['--verify', signature, data])).toMatchObject({ status: 0 });
  });

  it('by subkeys whose primary is elsewhere', async () => {
    home.gpg(['--quick-gen-key', 'Bob <bob@example.org>', 'ed25519', 'cert', '1y']);
    const fingerprint = /^fpr:+([0-9A-F]+):/m.exec(home.gpg(['--list-keys', '--with-colons']).toString())![1]!;
    home.gpg(['--quick-add-key', fingerprint, 'ed25519', 'sign', '1y']);
    const [key] = await readKeyMaterial(new Uint8Array(home.gpg(['--export-secret-subkeys'])), 'sesame');
    const data = home.file('data', 'payload');
    const signature = home.file('data.sig', (await signFile(key!, data)).packets);
    expect(home.tryGpg(['--verify', signature, data]).said).toContain(fingerprint);
  });

  it('by two people in one file', async () => {
    const data = home.file('data', 'payload');
    const packets: Uint8Array[] = [];
    for (const algorithm of ['ed25519', 'rsa4096'] as const) {
      const key = await make(algorithm);
      home.gpg(['--import'], writeKeyParts(key.certificate));
      packets.push((await signFile(key, data)).packets);
    }
    const signature = home.file('data.asc', armorBlock('SIGNATURE', Buffer.concat(packets)));
    const { status, said } = home.tryGpg(['--verify', signature, data]);
    expect(status).toBe(0);
    expect(said.match(/VALIDSIG/g)).toHaveLength(2);
  });

  it('of a large file in little memory', async () => {
    const path = join(home.folder, 'large');
    closeSync(openSync(path, 'w'));
    truncateSync(path, 200 * 1024 * 1024);
    const key = await make();
    await signFile(key, home.file('warm', 'up'));
    const before = process.memoryUsage().rss;
    const made = await signFile(key, path);
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024);
    home.gpg(['--import'], writeKeyParts(key.certificate));
    expect(home.tryGpg(['--verify', home.file('large.sig', made.packets), path]).status).toBe(0);
  });
});

describe('cleartext signatures', () => {
  it.each([
    'one line',
    'one line\n',
    'two lines\n\n\n',
    '- dashes\n-----BEGIN\nFrom here\n  indented\ttrailing \t \n',
    'dos\r\nlines\r\n',
    'grüße\n',
    '',
  ])('of %j: gpg verifies and finds the text', async (text) => {
    const key = await make();
    home.gpg(['--import'], writeKeyParts(key.certificate));
    // The last line end belongs to the armor.
    const covered = text.replace(/\r?\n$/, '');
    const made = await engineFor(key).sign({ kind: 'cleartext', text: covered, name: 'text' }, 'id', context);
    const message = cleartextMessage(covered, [made]);
    const file = home.file('text.asc', message);
    expect(home.tryGpg(['--verify', file])).toMatchObject({ status: 0 });
    const shown = home.gpg(['--output', '-', '--decrypt', file]).toString('utf8');
    const normal = (lines: string) =>
      lines
        .replaceAll('\r', '')
        .replace(/[ \t]+$/gm, '')
        .replace(/\n$/, '');
    expect(normal(shown)).toBe(normal(text));
    expect(message).toContain('\nHash: SHA256\n');
  });

  it('with one letter changed is bad', async () => {
    const key = await make('rsa4096');
    home.gpg(['--import'], writeKeyParts(key.certificate));
    const made = await engineFor(key).sign({ kind: 'cleartext', text: 'pay 1\n', name: 'text' }, 'id', context);
    const file = home.file('text.asc', cleartextMessage('pay 2\n', [made]));
    expect(home.tryGpg(['--verify', file]).said).toContain('BADSIG');
  });
});

describe('who may sign', () => {
  it('an expired key may not, a day before it could', async () => {
    const engine = engineFor(await make('ed25519', new Date(now.getTime() - 30 * DAY), '29d'));
    await expect(engine.sign(unread, 'id', context)).rejects.toMatchObject({ code: 'key-expired' });
    const yesterday = { ...context, now: new Date(now.getTime() - 2 * DAY) };
    await expect(engine.sign(unread, 'id', yesterday)).resolves.toMatchObject({ digest: 'sha256' });
  });

  it('a revoked key may not, whatever the reason', async () => {
    const key = await make();
    const primary = (await openSecrets(key.secrets)).get(fingerprintOf(key.certificate.primary.body))!;
    const certificate = await revokeKey(key.certificate, primary, 'retired', '', now);
    const engine = engineFor({ ...key, certificate });
    await expect(engine.sign(unread, 'id', context)).rejects.toMatchObject({ code: 'key-revoked' });
  });

  it('a key that begins tomorrow may not', async () => {
    const engine = engineFor(await make('ed25519', new Date(now.getTime() + DAY)));
    await expect(engine.sign(unread, 'id', context)).rejects.toMatchObject({ code: 'no-signing-key' });
  });

  it('a primary that only certifies may not, nor a subkey whose secret part is not here', async () => {
    const key = await make();
    const [primary] = key.secrets;
    const engine = engineFor({ ...key, secrets: [primary!] });
    await expect(engine.sign(unread, 'id', context)).rejects.toMatchObject({ code: 'no-secret-part' });
    const bare = engineFor({ ...key, certificate: { ...key.certificate, subkeys: [] } });
    await expect(bare.sign(unread, 'id', context)).rejects.toMatchObject({ code: 'no-signing-key' });
  });

  it('the newest signing subkey is taken', async () => {
    const key = await make('ed25519', new Date(now.getTime() - DAY));
    const primary = (await openSecrets(key.secrets)).get(fingerprintOf(key.certificate.primary.body))!;
    const added = await addSigningSubkey(key.certificate, primary, '90d', now);
    const whole = { certificate: added.certificate, secrets: await joinSecrets(key.secrets, added.secrets) };
    const data = home.file('data', 'payload');
    home.gpg(['--import'], writeKeyParts(whole.certificate));
    const signature = home.file('data.sig', (await signFile(whole, data)).packets);
    const newest = fingerprintOf(added.certificate.subkeys[1]!.packet.body);
    expect(home.tryGpg(['--verify', signature, data]).said).toContain(`VALIDSIG ${newest}`);
  });

  it('a cancelled run signs nothing', async () => {
    const engine = engineFor(await make());
    const signal = AbortSignal.abort();
    await expect(engine.sign(unread, 'id', { ...context, signal })).rejects.toMatchObject({ code: 'cancelled' });
  });
});

it('does not wait for the secret part once it is cancelled, and wipes what comes too late', async () => {
  const material = await make();
  let give: (bytes: Uint8Array) => void = () => undefined;
  const engine = createOpenpgpEngine({
    listKeys: () => Promise.resolve([]),
    certificate: () => Promise.resolve(writeKeyParts(material.certificate)),
    secretParts: () => secretFingerprints(material.secrets),
    secret: () => new Promise((resolve) => (give = resolve)),
  });
  const stop = new AbortController();
  const source: SignSource = { kind: 'cleartext', text: 'x', name: 'x' };
  const signing = engine.sign(source, 'id', { ...context, now: new Date(), signal: stop.signal });
  setTimeout(() => stop.abort(), 50);
  await expect(signing).rejects.toMatchObject({ code: 'cancelled' });
  const late = writePackets(material.secrets);
  give(late);
  await new Promise((resolve) => setImmediate(resolve));
  expect(late.every((byte) => byte === 0)).toBe(true);
});
