import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOpenpgpEngine } from '../../../electron/core/engines/openpgp/openpgp-engine.ts';
import { openKeyService } from '../../../electron/core/keys/key-service-open.ts';
import type { KeyServiceOptions, OpenedKeys } from '../../../electron/core/keys/key-service-open.ts';
import { openSecretStore } from '../../../electron/core/keys/secret-store-open.ts';
import type { SecretStore } from '../../../electron/core/keys/secret-store.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import { cleartextMessage } from '../../../electron/core/openpgp/make/cleartext-message.ts';
import { readKeyParts, writeKeyParts } from '../../../electron/core/openpgp/make/certificate-parts.ts';
import { armorBlock } from '../../../electron/core/openpgp/make/key-armor.ts';
import { furnishStore } from '../../support/quick-store.ts';
import { makeGpgHome } from '../openpgp/make/gpg-home.ts';
import type { GpgHome } from '../openpgp/make/gpg-home.ts';

const DAY = 86_400_000;
const start = new Date();
const PASSPHRASE = 'store passphrase';
let folders: string[] = [];
let now: Date;
let gpg: GpgHome;
/** What the user says when asked for the store's passphrase. */
let answer: string | undefined;

beforeEach(() => {
  now = start;
  answer = PASSPHRASE;
  gpg = makeGpgHome('sesame');
});
afterEach(() => {
  gpg.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders = [];
});

interface Opened {
  home: string;
  keys: OpenedKeys;
  store: SecretStore;
  pins: string[];
}

function open(more: Partial<KeyServiceOptions> = {}): Opened {
  const home = mkdtempSync(join(tmpdir(), 'c2-home-'));
  folders.push(home);
  // No keychain here: the store is under a passphrase. The keychain has tests of its own.
  const absent = {
    state: () => Promise.resolve('absent' as const),
    get: () => Promise.resolve(null),
    set: () => Promise.reject(new Error('absent')),
    remove: () => Promise.resolve(),
  };
  furnishStore(home, PASSPHRASE);
  const store = openSecretStore({ home, keychain: absent, askPassphrase: () => Promise.resolve(answer) });
  const pins: string[] = [];
  const keys = openKeyService({
    home,
    store,
    clock: () => now,
    lookup: { offline: () => true },
    exportPins: () => Promise.resolve('{"pins":1}'),
    importPins: (json) => Promise.resolve(pins.push(json)),
    exportSettings: () => Promise.resolve('{"theme":"dark"}'),
    importSettings: (json) => Promise.resolve(void pins.push(json)),
    ...more,
  });
  return { home, keys, store, pins };
}

const ada = { name: 'Ada', email: 'ada@example.org', algorithm: 'ed25519', validity: '2y' } as const;

/** Every byte under a folder, as one string. */
function everything(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
    .join('');
}

describe('a key of the app', () => {
  it('is made, listed, found, and its secret part lies nowhere in the clear', async () => {
    const { keys, home } = open();
    const made = await keys.generate(ada);
    expect(made).toMatchObject({
      id: made.fingerprint,
      engine: 'openpgp',
      userIds: ['Ada <ada@example.org>'],
      algorithm: 'ed25519',
      status: 'valid',
      secret: 'passphrase',
      hasPrimarySecret: true,
      canSign: true,
      subkeys: [{ algorithm: 'ed25519', canSign: true, hasSecret: true, status: 'valid' }],
    });
    expect(await keys.list()).toEqual([made]);
    for (const selector of [made.id, made.id.slice(-16), 'ADA@example.org', made.subkeys[0]!.fingerprint]) {
      expect(await keys.find(selector, 'sign')).toEqual(made);
    }
    await expect(keys.find('bob@example.org', 'any')).rejects.toMatchObject({ code: 'key-not-found' });
    await expect(keys.find(`gpg:${made.id}`, 'any')).rejects.toMatchObject({ code: 'key-not-found' });
    const secret = Buffer.from(await keys.openpgp.secret(made.id));
    // The last 32 bytes before the checksum are the subkey's secret number.
    expect(everything(home)).not.toContain(secret.subarray(-34, -2).toString('latin1'));
    expect(everything(home)).not.toContain(secret.subarray(-34, -2).toString('base64').slice(0, 40));
    expect(statSync(join(home, 'certificates', `${made.id}.pgp`)).mode & 0o777).toBe(0o600);
  });

  it('signs as the engine finds it; gpg verifies', async () => {
    const { keys } = open();
    const made = await keys.generate(ada);
    gpg.gpg(['--import'], await keys.exportPublic(made.id, 'armored'));
    const engine = createOpenpgpEngine(keys.openpgp);
    const text = 'hello\n';
    const source = { kind: 'cleartext', text, name: 'text' } as const;
    const signature = await engine.sign(source, made.id, { now, ask: () => Promise.resolve(null) });
    expect(gpg.tryGpg(['--verify', gpg.file('t.asc', cleartextMessage(text, [signature]))]).status).toBe(0);
    expect(await engine.listKeys(now)).toEqual([made]);
  });

  it('two keys with one address: to sign, the one that can; else ambiguous', async () => {
    const { keys } = open();
    const first = await keys.generate(ada);
    const second = await keys.generate(ada);
    await expect(keys.find('ada@example.org', 'sign')).rejects.toMatchObject({ code: 'key-ambiguous' });
    await keys.revoke(first.id, 'superseded', '');
    expect((await keys.find('ada@example.org', 'sign')).id).toBe(second.id);
    await expect(keys.find('ada@example.org', 'any')).rejects.toMatchObject({ code: 'key-ambiguous' });
  });

  it('expires, is extended, gets a user ID and a subkey, is revoked, is deleted', async () => {
    const { keys, home } = open();
    const { id } = await keys.generate({ ...ada, validity: '30d' });
    now = new Date(start.getTime() + 31 * DAY);
    expect(await keys.find(id, 'any')).toMatchObject({ status: 'expired', canSign: false });
    const extended = await keys.extend(id, '1y');
    expect(extended).toMatchObject({ status: 'valid', canSign: true });
    const end = new Date(now);
    end.setUTCFullYear(end.getUTCFullYear() + 1);
    end.setUTCMilliseconds(0);
    expect(extended.expiresAt).toBe(end.toISOString());
    expect(extended.subkeys[0]?.expiresAt).toBe(end.toISOString());
    expect((await keys.addUserId(id, 'Ada', 'ada@work.example')).userIds).toEqual([
      'Ada <ada@example.org>',
      'Ada <ada@work.example>',
    ]);
    const more = await keys.addSubkey(id, '90d');
    expect(more.subkeys.map(({ canSign, hasSecret }) => canSign && hasSecret)).toEqual([true, true]);
    expect(await keys.revoke(id, 'retired', 'bye')).toMatchObject({
      status: 'revoked',
      revocationReason: 'retired',
      canSign: false,
    });
    await keys.delete(id);
    expect(await keys.list()).toEqual([]);
    await expect(keys.exportSecret(id, 'binary', 'x')).rejects.toMatchObject({ code: 'key-not-found' });
    expect(readdirSync(join(home, 'certificates'))).toEqual([]);
  });

  it('is exported with its secret part under a passphrase that gpg opens, and imported again elsewhere', async () => {
    const { keys } = open();
    const { id } = await keys.generate(ada);
    await expect(keys.exportSecret(id, 'armored', '')).rejects.toMatchObject({ code: 'passphrase-needed' });
    const file = await keys.exportSecret(id, 'armored', 'sesame');
    gpg.gpg(['--import'], file);
    expect(gpg.gpg(['--list-secret-keys']).toString()).toContain(id);
    const other = open();
    await expect(other.keys.import(file, {})).rejects.toMatchObject({ code: 'passphrase-needed' });
    await expect(other.keys.import(file, { passphrase: 'wrong' })).rejects.toMatchObject({ code: 'wrong-passphrase' });
    expect(await other.keys.import(file, { passphrase: 'sesame' })).toMatchObject([{ id, canSign: true }]);
  });

  it('is revoked by its revocation certificate, here and in gpg', async () => {
    const { keys } = open();
    const { id } = await keys.generate(ada);
    const certificate = await keys.revocationCertificate(id);
    const other = open();
    await expect(other.keys.import(Buffer.from(certificate), {})).rejects.toMatchObject({ code: 'key-not-found' });
    await other.keys.import(await keys.exportPublic(id, 'binary'), {});
    expect(await other.keys.import(Buffer.from(certificate), {})).toMatchObject([
      { id, status: 'revoked', revocationReason: 'unspecified' },
    ]);
  });

  it('with the store locked: lists and exports the public part, but signs and changes nothing', async () => {
    const { keys, store } = open();
    const { id } = await keys.generate(ada);
    store.lock();
    expect(await keys.list()).toHaveLength(1);
    expect(await keys.exportPublic(id, 'binary')).not.toHaveLength(0);
    expect(await keys.revocationCertificate(id)).toContain('BEGIN PGP PUBLIC KEY BLOCK');
    // Nobody can be asked for the passphrase now.
    answer = undefined;
    const refused = [
      () => keys.extend(id, '3y'),
      () => keys.openpgp.secret(id),
      () => keys.exportSecret(id, 'binary', 'x'),
    ];
    for (const change of refused) {
      await expect(change()).rejects.toMatchObject({ code: 'passphrase-needed' });
    }
  });
});

describe('keys of others, and of GnuPG', () => {
  it('a certificate is imported, merged with a newer one, and never loses what it had', async () => {
    const { keys } = open();
    gpg.gpg(['--quick-gen-key', 'Bob <bob@example.org>', 'ed25519', 'sign', '1y']);
    const first = new Uint8Array(gpg.gpg(['--export']));
    const [bob] = await keys.import(first, {});
    expect(bob).toMatchObject({ secret: 'none', canSign: false, userIds: ['Bob <bob@example.org>'] });
    gpg.gpg(['--quick-add-uid', bob!.id, 'Bob <bob@work.example>']);
    gpg.gpg(['--quick-set-expire', bob!.id, '3y']);
    const [merged] = await keys.import(new Uint8Array(gpg.gpg(['--armor', '--export'])), {});
    expect(merged!.userIds).toHaveLength(2);
    expect(new Date(merged!.expiresAt!).getTime()).toBeGreaterThan(start.getTime() + 2 * 365 * DAY);
    const [again] = await keys.import(first, {});
    expect(again).toEqual(merged);
    expect(await keys.certificates()).toMatchObject([{ source: 'store' }]);
  });

  it('subkeys without their primary sign; what needs the primary says so', async () => {
    const { keys } = open();
    gpg.gpg(['--quick-gen-key', 'Bob <bob@example.org>', 'ed25519', 'cert', '1y']);
    const fingerprint = /^fpr:+([0-9A-F]+):/m.exec(gpg.gpg(['--list-keys', '--with-colons']).toString())![1]!;
    gpg.gpg(['--quick-add-key', fingerprint, 'ed25519', 'sign', '1y']);
    now = new Date();
    const [bob] = await keys.import(gpg.gpg(['--export-secret-subkeys']), { passphrase: 'sesame' });
    expect(bob).toMatchObject({ hasPrimarySecret: false, canSign: true, secret: 'passphrase' });
    await expect(keys.extend(bob!.id, '2y')).rejects.toMatchObject({ code: 'no-secret-part' });
    await expect(keys.revocationCertificate(bob!.id)).rejects.toMatchObject({ code: 'not-found' });
    const file = await keys.exportSecret(bob!.id, 'binary', 'new');
    expect(gpg.gpg(['--list-packets'], file).toString()).toContain('gnu-dummy');
  });

  it("GnuPG's keys stand behind the app's own, and are found with gpg: only", async () => {
    const summary: KeySummary = {
      id: 'gpg:AAAA567890123456789012345678901234567890',
      type: 'openpgp',
      engine: 'gnupg',
      fingerprint: 'AAAA567890123456789012345678901234567890',
      userIds: ['Carol <carol@example.org>'],
      algorithm: 'rsa4096',
      createdAt: start.toISOString(),
      expiresAt: null,
      status: 'valid',
      secret: 'gnupg',
      hasPrimarySecret: true,
      canSign: true,
      subkeys: [],
    };
    const { keys } = open({
      gnupg: {
        listKeys: () => Promise.resolve([summary]),
        certificates: () => Promise.resolve([{ source: 'gnupg', bytes: new Uint8Array() }]),
      },
    });
    const own = await keys.generate(ada);
    expect((await keys.list()).map(({ id }) => id)).toEqual([own.id, summary.id]);
    expect((await keys.find('gpg:carol@example.org', 'sign')).id).toBe(summary.id);
    await expect(keys.find('carol@example.org', 'sign')).rejects.toMatchObject({ code: 'key-not-found' });
    await expect(keys.delete(summary.id)).rejects.toMatchObject({ code: 'unsupported' });
    expect((await keys.certificates()).map(({ source }) => source)).toEqual(['store', 'gnupg']);
  });

  it('a keyring that cannot be read does not hide the keys of the app', async () => {
    const refuse = () => Promise.reject(new Error('no gpg'));
    const { keys } = open({ gnupg: { listKeys: refuse, certificates: refuse } });
    await keys.generate(ada);
    expect(await keys.list()).toHaveLength(1);
    expect(await keys.certificates()).toHaveLength(1);
  });

  it('what is no key is malformed, and nothing is kept', async () => {
    const { keys } = open();
    await expect(keys.import(Buffer.from('<html>'), {})).rejects.toMatchObject({ code: 'malformed' });
    const { id } = await keys.generate(ada);
    const whole = await keys.exportPublic(id, 'binary');
    // The bare primary key packet, as anybody could cut it out: it says nothing of itself.
    await expect(open().keys.import(whole.subarray(0, 2 + whole[1]!), {})).rejects.toMatchObject({ code: 'malformed' });
  });

  it('a keyring with one bare key in it: the others come in', async () => {
    const source = open();
    const { id } = await source.keys.generate(ada);
    const good = await source.keys.exportPublic(id, 'binary');
    gpg.gpg(['--quick-gen-key', 'Bob <bob@example.org>', 'ed25519', 'sign', '1y']);
    const other = new Uint8Array(gpg.gpg(['--export']));
    const bare = other.subarray(0, 2 + other[1]!);
    expect(await open().keys.import(Buffer.concat([bare, good]), {})).toMatchObject([{ id }]);
  });

  it('offline, nothing is looked up', async () => {
    const { keys } = open();
    await expect(keys.lookup('bob@example.org', 'wkd')).rejects.toMatchObject({ code: 'offline' });
  });
});

describe('the network', () => {
  it('a key is looked up, taken in, and refreshed: extension and revocation arrive', async () => {
    const publisher = open();
    const { id } = await publisher.keys.generate({ ...ada, validity: '30d' });
    let names = true;
    const server = createServer((_, response) => {
      void (async () => {
        const [parts] = readKeyParts(await publisher.keys.exportPublic(id, 'binary'));
        const sent = writeKeyParts(names ? parts! : { ...parts!, users: [] });
        response.end(armorBlock('PUBLIC KEY BLOCK', sent));
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const keyserver = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const { keys } = open({ lookup: { offline: () => false, keyserver } });
      const found = await keys.lookup(id, 'keyserver');
      expect(found.summaries).toMatchObject([{ id, secret: 'none', canSign: false }]);
      expect(await keys.list()).toEqual([]);
      expect(await keys.accept(found)).toMatchObject([{ id, refreshedAt: start.toISOString() }]);
      expect(await keys.refresh(id, 'keyserver')).toMatchObject({ changed: false });

      now = new Date(start.getTime() + 31 * DAY);
      expect(await keys.find(id, 'any')).toMatchObject({ status: 'expired' });
      await publisher.keys.extend(id, '1y');
      const refreshed = await keys.refresh(id, 'keyserver');
      expect(refreshed).toMatchObject({ changed: true, key: { status: 'valid', refreshedAt: now.toISOString() } });

      names = false;
      await expect(keys.lookup(id, 'keyserver')).rejects.toMatchObject({ code: 'not-on-server' });
      expect(await keys.refresh(id, 'keyserver')).toMatchObject({ changed: false });
      await publisher.keys.revoke(id, 'compromised', 'stolen');
      const revoked = await keys.refresh(id, 'keyserver');
      expect(revoked.key).toMatchObject({ status: 'revoked', revocationReason: 'compromised' });
      expect(revoked.key.userIds).toHaveLength(1);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

describe('backup', () => {
  it('is restored on a second home: adds, loses nothing', async () => {
    const first = open();
    const key = await first.keys.generate(ada);
    gpg.gpg(['--quick-gen-key', 'Bob <bob@example.org>', 'ed25519', 'sign', '1y']);
    await first.keys.import(new Uint8Array(gpg.gpg(['--export'])), {});
    expect(key.backedUpAt).toBeUndefined();
    const file = await first.keys.backup('backup passphrase');
    expect((await first.keys.find(key.id, 'any')).backedUpAt).toBe(start.toISOString());
    expect(Buffer.from(file).toString('latin1')).not.toContain('PRIVATE KEY');

    const second = open();
    const own = await second.keys.generate({ ...ada, name: 'Already here' });
    await expect(second.keys.restore(file, 'wrong')).rejects.toMatchObject({ code: 'wrong-passphrase' });
    await expect(second.keys.restore(Buffer.from('hello'), 'x')).rejects.toMatchObject({ code: 'malformed' });
    expect(await second.keys.list()).toHaveLength(1);
    expect(await second.keys.restore(file, 'backup passphrase')).toEqual({
      keys: 2,
      publishers: 1,
      left: [],
      setAside: [],
    });
    const ids = (await second.keys.list()).map(({ id }) => id);
    expect(ids).toHaveLength(3);
    expect(ids).toEqual(expect.arrayContaining([own.id, key.id]));
    expect(await second.keys.find(key.id, 'sign')).toMatchObject({ canSign: true, backedUpAt: start.toISOString() });
    expect(await second.keys.revocationCertificate(key.id)).toBe(await first.keys.revocationCertificate(key.id));
    expect(second.pins).toEqual(['{"pins":1}', '{"theme":"dark"}']);
    expect(Buffer.from(await second.keys.openpgp.secret(key.id))).toEqual(
      Buffer.from(await first.keys.openpgp.secret(key.id)),
    );
  });

  it('is opened without this app, by gpg and tar', async () => {
    const { keys } = open();
    const { id } = await keys.generate(ada);
    const other = makeGpgHome('backup passphrase');
    try {
      const tar = other.gpg(['--decrypt'], await keys.backup('backup passphrase'));
      execFileSync('tar', ['-xf', '-', '-C', other.folder], { input: tar });
      other.gpg(['--import', join(other.folder, 'secret', `${id}.asc`)]);
      expect(other.gpg(['--list-secret-keys']).toString()).toContain(id);
      expect(readdirSync(other.folder)).toEqual(
        expect.arrayContaining(['README.txt', 'publishers.json', 'revocation']),
      );
    } finally {
      other.close();
    }
  });
});
