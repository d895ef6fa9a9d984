import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openKeyService } from '../../../electron/core/keys/key-service-open.ts';
import type { OpenedKeys } from '../../../electron/core/keys/key-service-open.ts';
import type { LeftOut } from '../../../electron/core/keys/key-service.ts';
import type { Keychain } from '../../../electron/core/keys/keychain.ts';
import { openSecretStore } from '../../../electron/core/keys/secret-store-open.ts';
import type { SecretStore } from '../../../electron/core/keys/secret-store.ts';
import { openPublishers } from '../../../electron/core/trust/publishers.ts';
import { withProcessLock } from '../../../electron/core/util/process-lock.ts';
import { furnishStore } from '../../support/quick-store.ts';
import { makeGpgHome } from '../openpgp/make/gpg-home.ts';

/** A home folder after crashes, full disks, lost keychains and wrong clocks: what can be used goes on, the rest can be restored. */
let folders: string[] = [];
let now: Date;
beforeEach(() => {
  now = new Date();
});
afterEach(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders = [];
});

const absent: Keychain = {
  state: () => Promise.resolve('absent'),
  get: () => Promise.resolve(null),
  set: () => Promise.reject(new Error('absent')),
  remove: () => Promise.resolve(),
};

/** A keychain whose entries a test can lose. */
function losable(): Keychain & { entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    state: () => Promise.resolve('available'),
    get: (account) => Promise.resolve(entries.get(account) ?? null),
    set: (account, value) => Promise.resolve(void entries.set(account, value)),
    remove: (account) => Promise.resolve(void entries.delete(account)),
  };
}

interface Home {
  home: string;
  keys: OpenedKeys;
  store: SecretStore;
  publishers: ReturnType<typeof openPublishers>;
}

function open(home = newFolder(), keychain = absent, ask = () => Promise.resolve<string | undefined>('pass')): Home {
  if (keychain === absent) furnishStore(home, 'pass');
  const store = openSecretStore({ home, keychain, askPassphrase: ask });
  const publishers = openPublishers(home, () => now);
  const keys = openKeyService({
    home,
    store,
    clock: () => now,
    lookup: { offline: () => true },
    exportPins: () => publishers.export(),
    importPins: async (json) => (await publishers.import(json, { backup: true })).length,
    setPinsAside: () => publishers.setAside(),
    exportSettings: () => Promise.resolve('{}'),
    importSettings: () => Promise.resolve(),
  });
  return { home, keys, store, publishers };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'c3-'));
  folders.push(folder);
  return folder;
}

const key = (name: string) => ({ name, email: '', algorithm: 'ed25519', validity: '2y' }) as const;
const certificatePath = (home: string, id: string, ending: string) => join(home, 'certificates', `${id}.${ending}`);
const idsOf = async ({ keys }: Home) => (await keys.list()).map(({ id }) => id).toSorted();

interface SecretsFile {
  content: { secrets: Record<string, { nonce: string; data: string }> };
}

type Secrets = SecretsFile['content']['secrets'];

function changeSecrets(home: string, change: (secrets: Secrets) => Secrets): void {
  const path = join(home, 'secrets.json');
  const file = JSON.parse(readFileSync(path, 'utf8')) as SecretsFile;
  file.content.secrets = change(file.content.secrets);
  writeFileSync(path, JSON.stringify(file));
}

async function backupOf(one: Home): Promise<{ bytes: Uint8Array; left: LeftOut[] }> {
  const left: LeftOut[] = [];
  return { bytes: await one.keys.backup('p', (part) => left.push(part)), left };
}

describe('one damaged file', () => {
  it.each(['', '{', '{"version":1,"content":{"source":"generated"}}'])(
    'metadata %j: everything goes on, the secret part is still there, and the next change mends it',
    async (text) => {
      const one = open();
      const a = await one.keys.generate(key('A'));
      const b = await one.keys.generate(key('B'));
      writeFileSync(certificatePath(one.home, b.id, 'json'), text);
      expect(await idsOf(one)).toEqual([a.id, b.id].toSorted());
      expect(await one.keys.find(b.id, 'sign')).toMatchObject({ canSign: true, hasPrimarySecret: true });
      expect(await one.keys.openpgp.secretParts(b.id)).toEqual([b.fingerprint, b.subkeys[0]!.fingerprint]);
      expect(await one.keys.certificates()).toHaveLength(2);
      const { bytes, left } = await backupOf(one);
      expect(left).toEqual([]);
      const other = open();
      expect(await other.keys.restore(bytes, 'p')).toMatchObject({ keys: 2, left: [] });
      expect(await other.keys.find(b.id, 'sign')).toMatchObject({ canSign: true });
      // The backup noted its date: the damaged file was kept beside.
      expect(readdirSync(join(one.home, 'certificates'))).toContain(`${b.id}.json.damaged-1`);
      expect(await one.keys.find(b.id, 'sign')).toMatchObject({ canSign: true, backedUpAt: now.toISOString() });
    },
  );

  it('metadata: a revocation still counts, and the key can be deleted', async () => {
    const one = open();
    const a = await one.keys.generate(key('A'));
    await one.keys.revoke(a.id, 'compromised', '');
    writeFileSync(certificatePath(one.home, a.id, 'json'), '');
    expect(await one.keys.find(a.id, 'any')).toMatchObject({ status: 'revoked' });
    expect(await one.keys.certificates()).toHaveLength(1);
    await one.keys.delete(a.id);
    expect(await one.keys.list()).toEqual([]);
    expect(await one.store.ids()).toEqual(new Set());
  });

  it('metadata of a newer version: read as none, and never overwritten', async () => {
    const one = open();
    const a = await one.keys.generate(key('A'));
    const newer = '{"version":99,"content":{}}';
    writeFileSync(certificatePath(one.home, a.id, 'json'), newer);
    expect(await idsOf(one)).toEqual([a.id]);
    await expect(one.keys.extend(a.id, '3y')).rejects.toMatchObject({ code: 'store-newer' });
    expect(readFileSync(certificatePath(one.home, a.id, 'json'), 'utf8')).toBe(newer);
  });

  it('metadata gone: what is imported again does not take the place of the primary secret part', async () => {
    const one = open();
    const a = await one.keys.generate(key('A'));
    const gpg = makeGpgHome('q');
    try {
      gpg.gpg(['--import'], await one.keys.exportSecret(a.id, 'binary', 'q'));
      const subkeys = gpg.gpg(['--export-secret-subkeys', a.id]);
      rmSync(certificatePath(one.home, a.id, 'json'));
      const [again] = await one.keys.import(subkeys, { passphrase: 'q' });
      expect(again).toMatchObject({ hasPrimarySecret: true, canSign: true });
      await one.keys.extend(a.id, '5y');
    } finally {
      gpg.close();
    }
  });

  it('a certificate cut short: the others are listed and backed up, it is named, and restored from an older backup', async () => {
    const one = open();
    const a = await one.keys.generate(key('A'));
    const b = await one.keys.generate(key('B'));
    const older = (await backupOf(one)).bytes;
    const path = certificatePath(one.home, b.id, 'pgp');
    writeFileSync(path, readFileSync(path).subarray(0, 90));
    expect(await idsOf(one)).toEqual([a.id]);
    const { bytes, left } = await backupOf(one);
    expect(left).toMatchObject([{ name: b.id, code: 'malformed' }]);
    expect(await open().keys.restore(bytes, 'p')).toMatchObject({ keys: 1, left: [] });
    await one.keys.import(Buffer.from(await one.keys.revocationCertificate(a.id)), {});
    expect(await one.keys.restore(older, 'p')).toMatchObject({ keys: 2, left: [] });
    expect(await one.keys.find(b.id, 'sign')).toMatchObject({ canSign: true });
    expect(readdirSync(join(one.home, 'certificates'))).toContain(`${b.id}.pgp.damaged-1`);
  });

  it('pins: never as if there were none; backed up without them, and restored', async () => {
    const one = open();
    await one.keys.generate(key('A'));
    await one.publishers.add('P');
    const whole = (await backupOf(one)).bytes;
    const path = join(one.home, 'publishers.json');
    writeFileSync(path, '{');
    const told = { code: 'store-damaged', detail: expect.stringMatching(/publishers\.json.*backup.*move/) as string };
    await expect(one.publishers.list()).rejects.toMatchObject(told);
    await expect(one.publishers.add('Q')).rejects.toMatchObject(told);
    const { bytes, left } = await backupOf(one);
    expect(left).toMatchObject([{ name: 'publishers.json', code: 'store-damaged' }]);
    expect(await open().keys.restore(bytes, 'p')).toMatchObject({ keys: 1, publishers: 0, left: [] });
    const restored = await one.keys.restore(whole, 'p');
    expect(restored).toMatchObject({ keys: 1, publishers: 1, left: [], setAside: [`${path}.damaged-1`] });
    expect((await one.publishers.list()).map(({ name }) => name)).toEqual(['P']);
    expect(readFileSync(`${path}.damaged-1`, 'utf8')).toBe('{');
  });
});

describe('secret parts that are gone', () => {
  it('of one key: it is named in the backup, and imported or restored again', async () => {
    const one = open();
    const a = await one.keys.generate(key('A'));
    const b = await one.keys.generate(key('B'));
    const older = (await backupOf(one)).bytes;
    const file = await one.keys.exportSecret(b.id, 'armored', 'q');
    const lose = () =>
      changeSecrets(one.home, (secrets) =>
        Object.fromEntries(Object.entries(secrets).filter(([id]) => !id.includes(b.id))),
      );
    lose();
    expect(await one.keys.find(b.id, 'any')).toMatchObject({ secret: 'none', canSign: false });
    const { bytes, left } = await backupOf(one);
    expect(left).toMatchObject([{ name: b.id, code: 'no-secret-part' }]);
    const other = open();
    expect(await other.keys.restore(bytes, 'p')).toMatchObject({ keys: 2, left: [] });
    expect(await other.keys.find(b.id, 'any')).toMatchObject({ secret: 'none' });
    expect(await other.keys.find(a.id, 'any')).toMatchObject({ canSign: true });
    expect(await one.keys.import(file, { passphrase: 'q' })).toMatchObject([{ id: b.id, canSign: true }]);
    lose();
    expect(await one.keys.restore(older, 'p')).toMatchObject({ keys: 2, left: [], setAside: [] });
    expect(await one.keys.find(b.id, 'sign')).toMatchObject({ canSign: true });
  });

  it('of one key, by an entry that does not open: the same', async () => {
    const one = open();
    const a = await one.keys.generate(key('A'));
    const older = (await backupOf(one)).bytes;
    changeSecrets(one.home, (secrets) => {
      const id = `openpgp ${a.id}`;
      return { ...secrets, [id]: { ...secrets[id]!, data: Buffer.alloc(100).toString('base64') } };
    });
    expect((await backupOf(one)).left).toMatchObject([{ name: a.id, code: 'store-damaged' }]);
    expect(await one.keys.restore(older, 'p')).toMatchObject({ keys: 1, left: [], setAside: [] });
    expect(await one.keys.openpgp.secret(a.id)).not.toHaveLength(0);
  });

  it('of all, by a damaged store: listed, said, deletable, and restored beside the damaged file', async () => {
    const one = open();
    const a = await one.keys.generate(key('A'));
    const b = await one.keys.generate(key('B'));
    const older = (await backupOf(one)).bytes;
    const path = join(one.home, 'secrets.json');
    writeFileSync(path, 'garbage');
    for (const used of [one, open(one.home)]) {
      expect(await idsOf(used)).toEqual([a.id, b.id].toSorted());
      await expect(used.keys.openpgp.secret(a.id)).rejects.toMatchObject({ code: 'store-damaged' });
      await expect(used.keys.backup('p')).rejects.toMatchObject({ code: 'store-damaged' });
    }
    const again = open(one.home);
    expect(await again.store.state()).toBe('locked');
    await expect(again.store.unlock('pass')).rejects.toMatchObject({ code: 'store-damaged' });
    await again.keys.delete(b.id);
    const restored = await again.keys.restore(older, 'p');
    expect(restored).toMatchObject({ keys: 2, left: [], setAside: [`${path}.damaged-1`] });
    expect(readFileSync(`${path}.damaged-1`, 'utf8')).toBe('garbage');
    expect(await again.keys.openpgp.secret(b.id)).not.toHaveLength(0);
    // The first process still has the old store's key in memory.
    expect(await one.keys.restore(older, 'p')).toMatchObject({ keys: 2, left: [], setAside: [] });
    expect(await one.keys.openpgp.secret(a.id)).not.toHaveLength(0);
  });

  it('of all, by a keychain that lost the entry: restored beside the old file', async () => {
    const keychain = losable();
    const one = open(newFolder(), keychain);
    const a = await one.keys.generate(key('A'));
    const older = (await backupOf(one)).bytes;
    const before = readFileSync(join(one.home, 'secrets.json'), 'utf8');
    keychain.entries.clear();
    const again = open(one.home, keychain);
    await expect(again.keys.openpgp.secret(a.id)).rejects.toMatchObject({ code: 'store-damaged' });
    const restored = await again.keys.restore(older, 'p');
    expect(restored).toMatchObject({ keys: 1, left: [] });
    expect(restored.setAside.map((path) => readFileSync(path, 'utf8'))).toEqual([before]);
    expect(await open(one.home, keychain).keys.openpgp.secret(a.id)).not.toHaveLength(0);
  });

  it('a store that only asks for its passphrase is never set aside', async () => {
    const one = open();
    await one.keys.generate(key('A'));
    const older = (await backupOf(one)).bytes;
    const before = readdirSync(one.home);
    const again = open(one.home, absent, () => Promise.resolve(undefined));
    await expect(again.keys.restore(older, 'p')).rejects.toMatchObject({ code: 'passphrase-needed' });
    const wrong = open(one.home, absent, () => Promise.resolve('wrong'));
    await expect(wrong.keys.restore(older, 'p')).rejects.toMatchObject({ code: 'wrong-passphrase' });
    expect(readdirSync(one.home)).toEqual(before);
  });
});

describe('restoring', () => {
  it('works where the clock stands before the birth of the keys, and says so', async () => {
    const one = open();
    const a = await one.keys.generate(key('A'));
    await one.publishers.add('P');
    const { bytes } = await backupOf(one);
    const right = now;
    now = new Date(Date.UTC(2001, 0));
    const other = open();
    const restored = await other.keys.restore(bytes, 'p');
    expect(restored).toMatchObject({ keys: 1, publishers: 1, left: [{ name: a.id }] });
    expect(restored.left[0]!.why).toContain('2001-01-01');
    now = right;
    expect(await other.keys.find(a.id, 'sign')).toMatchObject({ canSign: true });
    expect(await other.keys.openpgp.secret(a.id)).not.toHaveLength(0);
  });

  it('one key that cannot be written does not keep the others out', async () => {
    const one = open();
    const [first, second] = [await one.keys.generate(key('A')), await one.keys.generate(key('B'))];
    const [a, b] = [first.id, second.id].toSorted() as [string, string];
    const { bytes } = await backupOf(one);
    const other = open();
    await other.keys.restore(bytes, 'p');
    writeFileSync(certificatePath(other.home, a, 'json'), '{"version":99,"content":{}}');
    await other.keys.delete(b);
    const restored = await other.keys.restore(bytes, 'p');
    expect(restored).toMatchObject({ keys: 1, left: [{ name: a, code: 'store-newer' }] });
    expect(await idsOf(other)).toContain(b);
  });
});

describe('deleting', () => {
  it('keeps the revocation certificate: copies of the key may live on', async () => {
    const one = open();
    const a = await one.keys.generate(key('A'));
    const revocation = await one.keys.revocationCertificate(a.id);
    const copy = await one.keys.exportPublic(a.id, 'binary');
    await one.keys.delete(a.id);
    expect(readFileSync(join(one.home, 'revocations', `${a.id}.asc`), 'utf8')).toBe(revocation);
    await one.keys.import(copy, {});
    expect(await one.keys.revocationCertificate(a.id)).toBe(revocation);
  });

  it('waits for who changes the key, so that no secret part is written behind it', async () => {
    const one = open();
    const a = await one.keys.generate(key('A'));
    let deleted: Promise<void> = Promise.resolve();
    await withProcessLock(certificatePath(one.home, a.id, 'pgp'), async () => {
      deleted = one.keys.delete(a.id);
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await one.store.ids()).toEqual(new Set([`openpgp ${a.id}`]));
    });
    await deleted;
    expect(await one.store.ids()).toEqual(new Set());
  });
});

it('while the question for the passphrase is open, nobody else waits for the certificate', async () => {
  const one = open();
  const a = await one.keys.generate(key('A'));
  const file = await one.keys.exportSecret(a.id, 'binary', 'q');
  const copy = await one.keys.exportPublic(a.id, 'binary');
  let asked: () => void = () => undefined;
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  let answer: (passphrase: string) => void = () => undefined;
  const answered = new Promise<string>((resolve) => (answer = resolve));
  const other = open(one.home, absent, () => (asked(), answered));
  const importing = other.keys.import(file, { passphrase: 'q' });
  await isAsked;
  const inTime = new Promise((_, reject) => setTimeout(() => reject(new Error('waited')), 2000).unref());
  await Promise.race([one.keys.import(copy, {}), inTime]);
  answer('pass');
  expect(await importing).toMatchObject([{ id: a.id, canSign: true }]);
});

it('a key with an encryption subkey is extended, and which part of it was not is said', async () => {
  const gpg = makeGpgHome('q');
  try {
    gpg.gpg(['--quick-gen-key', 'Bob <bob@example.org>', 'ed25519', 'cert', '30d']);
    const id = /^fpr:+([0-9A-F]+):/m.exec(gpg.gpg(['--list-keys', '--with-colons']).toString())![1]!;
    gpg.gpg(['--quick-add-key', id, 'ed25519', 'sign', '30d']);
    gpg.gpg(['--quick-add-key', id, 'cv25519', 'encr', '30d']);
    now = new Date(Date.now() + 2000);
    const one = open();
    const [bob] = await one.keys.import(gpg.gpg(['--export-secret-keys']), { passphrase: 'q' });
    const extended = await one.keys.extend(id, '3y');
    expect(extended).toMatchObject({ canSign: true, notExtended: [bob!.subkeys[1]!.fingerprint] });
    await one.keys.revoke(id, 'retired', '');
    await expect(one.keys.extend(id, '3y')).rejects.toMatchObject({ code: 'key-revoked' });
  } finally {
    gpg.close();
  }
});
