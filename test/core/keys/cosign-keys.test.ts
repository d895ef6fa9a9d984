import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createCosignKeyEngine } from '../../../electron/core/engines/cosign-key/cosign-key-engine.ts';
import { createHasher } from '../../../electron/core/hash/hasher.ts';
import { openKeyService } from '../../../electron/core/keys/key-service-open.ts';
import { openSecretStore } from '../../../electron/core/keys/secret-store-open.ts';
import { openKeyFile } from '../../../electron/core/sigstore/cosign-key/open-key-file.ts';
import type { CosignAlgorithm } from '../../../shared/model/key.ts';
import { hashWorker } from '../../bundle.ts';
import { furnishStore } from '../../support/quick-store.ts';

const now = new Date('2026-11-21T12:00:00Z');
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cosign-keys-'));
  folders.push(folder);
  return folder;
}

/** The keys of a home without a keychain; `answer` is what the user says when asked for the store's passphrase. */
function open(home = newFolder(), answer?: 'nothing') {
  const absent = {
    state: () => Promise.resolve('absent' as const),
    get: () => Promise.resolve(null),
    set: () => Promise.reject(new Error('absent')),
    remove: () => Promise.resolve(),
  };
  furnishStore(home, 'store passphrase');
  const store = openSecretStore({
    home,
    keychain: absent,
    askPassphrase: () => Promise.resolve(answer === 'nothing' ? undefined : 'store passphrase'),
  });
  const keys = openKeyService({
    home,
    store,
    clock: () => now,
    lookup: { offline: () => true },
    exportPins: () => Promise.resolve('{"publishers":[]}'),
    importPins: () => Promise.resolve(0),
    exportSettings: () => Promise.resolve('{}'),
    importSettings: () => Promise.resolve(),
  });
  return { home, store, keys };
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const bytes = (value: string | Buffer) => new TextEncoder().encode(value.toString());
const everything = (home: string): string =>
  readdirSync(home, { recursive: true, encoding: 'utf8' })
    .map((name) => join(home, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
const release = { name: 'Release key', algorithm: 'p256' as CosignAlgorithm };

describe('a key of cosign’s kind', () => {
  it('is made, listed and found, and its secret part is nowhere in the clear', async () => {
    const { home, keys } = open();
    const made = await keys.generateCosign(release);
    expect(made).toMatchObject({
      id: `cosign:${made.fingerprint}`,
      type: 'cosign',
      engine: 'cosign-key',
      userIds: ['Release key'],
      algorithm: 'ECDSA P-256',
      createdAt: now.toISOString(),
      expiresAt: null,
      status: 'valid',
      secret: 'passphrase',
      canSign: true,
      subkeys: [],
    });
    expect(made.fingerprint).toMatch(/^[0-9A-F]{64}$/);
    expect(await keys.list()).toEqual([made]);
    for (const selector of [
      made.fingerprint,
      made.id,
      made.fingerprint.slice(-16),
      `cosign:${made.fingerprint.slice(-16)}`,
    ])
      expect(await keys.find(selector, 'sign')).toEqual(made);
    for (const selector of [made.fingerprint.slice(0, 16), `gpg:${made.fingerprint}`, 'Release key', 'F'.repeat(64)])
      await expect(keys.find(selector, 'sign')).rejects.toMatchObject({ code: 'key-not-found' });

    const { key } = (await openKeyFile(await keys.exportSecret(made.id, 'armored', 'pw'), 'pw'))!.key;
    const secret = Buffer.from(key.export({ format: 'jwk' }).d!, 'base64url');
    const der = key.export({ type: 'pkcs8', format: 'der' });
    const whole = everything(home);
    for (const form of ['latin1', 'hex', 'base64', 'base64url'] as const) {
      expect(whole).not.toContain(secret.toString(form).slice(0, 32));
      expect(whole).not.toContain(der.toString(form).slice(0, 32));
    }
    expect(statSync(join(home, 'cosign-keys', `${made.fingerprint}.json`)).mode & 0o777).toBe(0o600);
  });

  it('is still there when the app is opened anew, and asks nobody anything for its list', async () => {
    const { home, keys } = open();
    const made = await keys.generateCosign(release);
    const again = open(home, 'nothing');
    expect(await again.keys.list()).toEqual([made]);
    expect((await again.keys.publicKeys()).map(({ material, name }) => [material.fingerprint, name])).toEqual([
      [made.fingerprint, 'Release key'],
    ]);
    await expect(again.keys.exportSecret(made.id, 'armored', 'pw')).rejects.toMatchObject({
      code: 'passphrase-needed',
    });
  });

  it.each(['p256', 'p384', 'p521', 'rsa2048', 'ed25519'] as const)(
    '%s signs, and the platform verifies',
    async (algorithm) => {
      const { home, keys } = open();
      const made = await keys.generateCosign({ name: '', algorithm });
      expect(made.userIds).toEqual([]);
      const engine = createCosignKeyEngine(keys.cosign);
      expect(await engine.listKeys(now)).toEqual([made]);
      const path = join(home, 'artifact');
      writeFileSync(path, 'the release');
      const hasher = createHasher({ worker: hashWorker(), threads: 1 });
      const reading = await hasher.read(path, [{ algorithm: 'sha256' }, ...(await engine.wants(made.id, now))]);
      const ask = () => Promise.reject(new Error('nothing is asked'));
      const sigstore = { instance: 'public-good', log: false, timestamp: false };
      const source = { kind: 'file', reading } as const;
      const { signature, bundle, logged, timestamped } = await engine.sign(source, made.id, { now, ask, sigstore });
      expect([logged, timestamped]).toEqual([false, false]);
      const publicKey = createPublicKey(text(await keys.exportPublic(made.id, 'armored')));
      const digest = { p256: 'sha256', p384: 'sha384', p521: 'sha512', rsa2048: 'sha256', ed25519: null }[algorithm];
      expect(verify(digest, Buffer.from('the release'), publicKey, signature)).toBe(true);
      expect(verify(digest, Buffer.from('the malware'), publicKey, signature)).toBe(false);
      expect(JSON.parse(text(bundle))).toMatchObject({
        verificationMaterial: { publicKey: { hint: Buffer.from(made.fingerprint, 'hex').toString('base64') } },
        messageSignature: { signature: Buffer.from(signature).toString('base64') },
      });
      // Nobody chose to do without a log: that is asked for, not assumed.
      await expect(engine.sign(source, made.id, { now, ask })).rejects.toMatchObject({ code: 'unsupported' });
      const cancelled = engine.sign(source, made.id, { now, ask, sigstore, signal: AbortSignal.abort() });
      await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
      reading.close();
      await hasher.close();
    },
  );

  it('who cancels does not wait for the store’s passphrase', async () => {
    const { home, keys } = open();
    const { id } = await keys.generateCosign(release);
    const waiting = open(home);
    let isAsked = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    const source = {
      ...waiting.keys.cosign,
      secret: () => {
        isAsked();
        return new Promise<never>(() => undefined);
      },
    };
    const engine = createCosignKeyEngine(source);
    const reading = { path: 'x', digest: () => Promise.resolve(new Uint8Array(32)) } as never;
    const stop = new AbortController();
    const run = engine.sign({ kind: 'file', reading }, id, {
      now,
      ask: () => Promise.resolve(null),
      sigstore: { instance: 'x', log: false, timestamp: false },
      signal: stop.signal,
    });
    await asked;
    stop.abort();
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is deleted with its secret part', async () => {
    const { home, store, keys } = open();
    const { id } = await keys.generateCosign(release);
    await keys.delete(id);
    expect(await keys.list()).toEqual([]);
    expect([...(await store.ids())]).toEqual([]);
    expect(readdirSync(join(home, 'cosign-keys'))).toEqual([]);
    await expect(keys.delete(id)).rejects.toMatchObject({ code: 'key-not-found' });
    await expect(keys.delete('cosign:../../secrets')).rejects.toMatchObject({ code: 'key-not-found' });
  });

  it('is renamed, or loses its name, and keeps all else; hidden characters and excess are left out', async () => {
    const { home, keys } = open();
    const made = await keys.generateCosign(release);
    expect(await keys.rename(made.id, ' Lantern\u202e\n 5 ')).toEqual({ ...made, userIds: ['Lantern 5'] });
    expect(await open(home).keys.list()).toMatchObject([{ id: made.id, userIds: ['Lantern 5'] }]);
    expect((await keys.rename(made.id, 'x'.repeat(300))).userIds).toEqual(['x'.repeat(200)]);
    expect(await keys.rename(made.id, ' ')).toEqual({ ...made, userIds: [] });
    expect(await keys.find(made.id, 'sign')).toMatchObject({ canSign: true });
  });

  it('that is not here, or of another kind, is not renamed', async () => {
    const { home, keys } = open();
    const before = readdirSync(home);
    await expect(keys.rename(`cosign:${'F'.repeat(64)}`, 'x')).rejects.toMatchObject({ code: 'key-not-found' });
    await expect(keys.rename('F'.repeat(40), 'x')).rejects.toMatchObject({ code: 'unsupported' });
    await expect(keys.rename(`gpg:${'F'.repeat(40)}`, 'x')).rejects.toMatchObject({ code: 'unsupported' });
    expect(readdirSync(home)).toEqual(before);
  });

  it('has no dates, names or subkeys to change', async () => {
    const { keys } = open();
    const { id } = await keys.generateCosign(release);
    for (const change of [
      () => keys.extend(id, '1y'),
      () => keys.addUserId(id, 'A', 'a@example.org'),
      () => keys.addSubkey(id, '1y'),
      () => keys.revoke(id, 'retired', ''),
      () => keys.revocationCertificate(id),
    ])
      await expect(change()).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('whose public half was exchanged on the disk is not used', async () => {
    const { home, keys } = open();
    const made = await keys.generateCosign(release);
    const other = await keys.generateCosign({ ...release, name: 'Other' });
    const at = (fingerprint: string) => join(home, 'cosign-keys', `${fingerprint}.json`);
    writeFileSync(at(made.fingerprint), readFileSync(at(other.fingerprint)));
    expect((await keys.list()).map(({ id }) => id)).toEqual([other.id]);
    await expect(keys.cosign.secret(made.id)).rejects.toMatchObject({ code: 'store-damaged' });
    // Taken in again, it is whole again; the damaged file stays beside it.
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(at(other.fingerprint), 'no JSON');
    expect(await keys.list()).toEqual([]);
    const imported = await keys.import(bytes(privateKey.export({ type: 'pkcs8', format: 'pem' })), {});
    expect(await keys.list()).toMatchObject([{ id: imported[0]!.id }]);
  });
});

describe('import and export', () => {
  it('cosign’s format goes out and comes in under a passphrase', async () => {
    const { keys } = open();
    const made = await keys.generateCosign(release);
    await expect(keys.exportSecret(made.id, 'armored', '')).rejects.toMatchObject({ code: 'passphrase-needed' });
    const file = await keys.exportSecret(made.id, 'armored', 'päss');
    expect(text(file)).toMatch(/^-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\n/);

    const there = open();
    await expect(there.keys.import(file, {})).rejects.toMatchObject({ code: 'passphrase-needed' });
    await expect(there.keys.import(file, { passphrase: 'pass' })).rejects.toMatchObject({ code: 'wrong-passphrase' });
    expect(await there.keys.list()).toEqual([]);
    const [imported, ...others] = await there.keys.import(file, { passphrase: 'päss' });
    expect(others).toEqual([]);
    expect(imported).toEqual({ ...made, userIds: [] });
    expect(text(await there.keys.exportPublic(imported!.id, 'binary'))).toBe(
      text(await keys.exportPublic(made.id, 'armored')),
    );
  });

  it.each([
    ['a plain PKCS#8', () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })],
    [
      'a SEC1',
      () => generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ type: 'sec1', format: 'pem' }),
    ],
    [
      'an RSA',
      () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }),
    ],
  ] as const)('%s file comes in, and is told to be unprotected', async (_what, make) => {
    const { keys } = open();
    const pem = make().toString();
    const [imported] = await keys.import(bytes(pem), {});
    expect(imported).toMatchObject({ unprotected: true, canSign: true });
    // What is kept is the very same key, and under a passphrase it is no longer unprotected.
    const sealed = await keys.exportSecret(imported!.id, 'armored', 'pw');
    const opened = await openKeyFile(sealed, 'pw');
    expect(opened!.key.key.equals(createPrivateKey(pem))).toBe(true);
    expect(opened!.unprotected).toBe(false);
    expect((await open().keys.import(sealed, { passphrase: 'pw' }))[0]).not.toHaveProperty('unprotected', true);
  });

  it('a file of cosign’s with an empty passphrase needs none, and is unprotected', async () => {
    const { key } = (await openKeyFile(await exported(), 'pw'))!;
    const { sealedKeyFile } = await import('../../../electron/core/sigstore/cosign-key/key-file.ts');
    const [imported] = await open().keys.import(bytes(await sealedKeyFile(key, '')), {});
    expect(imported).toMatchObject({ unprotected: true });
  });

  it('public keys come in for checking only', async () => {
    const { keys } = open();
    const made = await keys.generateCosign(release);
    const other = await keys.generateCosign({ name: '', algorithm: 'ed25519' });
    const both = Buffer.concat([
      await keys.exportPublic(made.id, 'armored'),
      await keys.exportPublic(other.id, 'armored'),
    ]);
    const there = open();
    const imported = await there.keys.import(bytes(both), {});
    expect(imported.map(({ id, secret, canSign }) => [id, secret, canSign])).toEqual([
      [made.id, 'none', false],
      [other.id, 'none', false],
    ]);
    await expect(there.keys.exportSecret(made.id, 'armored', 'pw')).rejects.toMatchObject({ code: 'no-secret-part' });
    // The secret part may come later.
    await there.keys.import(await keys.exportSecret(made.id, 'armored', 'pw'), { passphrase: 'pw' });
    expect(await there.keys.find(made.id, 'sign')).toMatchObject({ canSign: true });
  });

  it('a key takes the name that it comes with, but one that the user gave it stays', async () => {
    const { keys } = open();
    const sealed = await keys.exportSecret((await keys.generateCosign(release)).id, 'armored', 'pw');
    const there = open();
    const [unnamed] = await there.keys.import(sealed, { passphrase: 'pw' });
    expect(unnamed?.userIds).toEqual([]);
    expect((await there.keys.import(sealed, { passphrase: 'pw', name: 'release' }))[0]?.userIds).toEqual(['release']);
    await there.keys.rename(unnamed!.id, 'Lantern');
    expect((await there.keys.import(sealed, { passphrase: 'pw', name: 'release' }))[0]?.userIds).toEqual(['Lantern']);
    const { publicKey } = generateKeyPairSync('ed25519');
    const pem = bytes(publicKey.export({ type: 'spki', format: 'pem' }));
    expect((await there.keys.import(pem, { name: 'Grace' }))[0]).toMatchObject({ userIds: ['Grace'], canSign: false });
  });

  it('what cannot be read says so, and nothing is kept', async () => {
    const { keys, home } = open();
    const before = readdirSync(home);
    const openssh = '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n';
    await expect(keys.import(bytes(openssh), {})).rejects.toMatchObject({ code: 'malformed' });
    const broken = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
    await expect(keys.import(bytes(broken), {})).rejects.toMatchObject({ code: 'malformed' });
    await expect(keys.import(bytes('hello'), {})).rejects.toMatchObject({ code: 'malformed' });
    expect(readdirSync(home)).toEqual(before);
  });

  async function exported(): Promise<Uint8Array> {
    const { keys } = open();
    return keys.exportSecret((await keys.generateCosign(release)).id, 'armored', 'pw');
  }
});

describe('backup', () => {
  it('holds the keys; restored, they sign again', async () => {
    const first = open();
    const made = await first.keys.generateCosign(release);
    const openpgp = await first.keys.generate({
      name: 'Ada',
      email: 'ada@example.org',
      algorithm: 'ed25519',
      validity: '2y',
    });
    const file = await first.keys.backup('backup');
    expect(await first.keys.find(made.id, 'any')).toMatchObject({ backedUpAt: now.toISOString() });

    const second = open();
    expect(await second.keys.restore(file, 'backup')).toMatchObject({ keys: 2, left: [], setAside: [] });
    expect((await second.keys.list()).map(({ id }) => id).sort()).toEqual([made.id, openpgp.id].sort());
    const restored = await second.keys.find(made.id, 'sign');
    expect(restored).toMatchObject({ userIds: ['Release key'], canSign: true, backedUpAt: now.toISOString() });
    const [one, other] = [await first.keys.cosign.secret(made.id), await second.keys.cosign.secret(made.id)];
    expect(one.key.equals(other.key)).toBe(true);
    // Restored once more, nothing is lost.
    expect(await second.keys.restore(file, 'backup')).toMatchObject({ keys: 2, left: [] });
    expect(await second.keys.find(made.id, 'sign')).toEqual(restored);
  });

  it('is opened without this app; the key in it is one that openssl reads', async () => {
    const { keys } = open();
    const made = await keys.generateCosign(release);
    const folder = newFolder();
    writeFileSync(join(folder, 'b.gpg'), await keys.backup('backup'));
    const home = newFolder();
    const gpg = (...args: string[]) =>
      execFileSync(
        'gpg',
        ['--homedir', home, '--batch', '--pinentry-mode', 'loopback', '--passphrase', 'backup', ...args],
        {
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
    const tar = gpg('--decrypt', join(folder, 'b.gpg'));
    execFileSync('tar', ['-xf', '-', '-C', folder], { input: tar });
    execFileSync('gpgconf', ['--homedir', home, '--kill', 'all']);
    const pem = readFileSync(join(folder, 'secret', `${made.fingerprint}.pem`), 'utf8');
    expect(createPrivateKey(pem).equals((await keys.cosign.secret(made.id)).key)).toBe(true);
    expect(readFileSync(join(folder, 'README.txt'), 'utf8')).toContain('cosign import-key-pair');
  });

  it('leaves out what cannot be opened, and says so', async () => {
    const { home, store, keys } = open();
    const gone = await keys.generateCosign(release);
    const kept = await keys.generateCosign({ ...release, name: 'Kept' });
    const path = join(home, 'secrets.json');
    const stored = JSON.parse(readFileSync(path, 'utf8')) as { content: { secrets: Record<string, unknown> } };
    const { secrets } = stored.content;
    secrets[`cosign ${gone.fingerprint}`] = secrets[`cosign ${kept.fingerprint}`];
    writeFileSync(path, JSON.stringify(stored));
    await store.ready();
    const left: string[] = [];
    const file = await keys.backup('backup', ({ name, code }) => left.push(`${name} ${code}`));
    expect(left).toEqual([`${gone.fingerprint} store-damaged`]);
    expect((await keys.find(gone.id, 'any')).backedUpAt).toBeUndefined();
    const second = open();
    expect(await second.keys.restore(file, 'backup')).toMatchObject({ keys: 2, left: [] });
    expect(await second.keys.find(gone.id, 'any')).toMatchObject({ secret: 'none', canSign: false });
    expect(await second.keys.find(kept.id, 'sign')).toMatchObject({ canSign: true });
  });
});
