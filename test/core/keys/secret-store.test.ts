import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openKeychain } from '../../../electron/core/keys/keychain.ts';
import { passphraseKey } from '../../../electron/core/keys/secret-store-crypto.ts';
import {
  openSecretStore,
  type AskStorePassphrase,
  type SecretStoreOptions,
} from '../../../electron/core/keys/secret-store-open.ts';

const SECRET = new TextEncoder().encode('a secret part that must never lie in the clear');
const PASS = 'correct horse battery';
const absent = openKeychain({ load: () => Promise.reject(new Error('no library')) });

let home: string;
const open = (more: Partial<SecretStoreOptions> = {}) => openSecretStore({ home, keychain: absent, ...more });
const holdsSecret = (folder: string, secret: Uint8Array): boolean =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      const text = Buffer.from(secret);
      return [text, Buffer.from(text.toString('base64').slice(0, -4)), Buffer.from(text.toString('hex'))].some((form) =>
        bytes.includes(form),
      );
    });

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cs-store-'));
});

describe('the store under a passphrase, where no keychain answers', () => {
  it('demands one, keeps what it is given, and opens in a second process with it only', async () => {
    const store = open();
    expect(await store.state()).toBe('needs-passphrase');
    expect(await store.place()).toBe('passphrase');
    await expect(store.write('k', SECRET)).rejects.toMatchObject({ code: 'passphrase-needed' });
    await expect(store.create('')).rejects.toMatchObject({ code: 'passphrase-needed' });
    expect(readdirSync(home)).toEqual([]);
    await store.create(PASS);
    expect(await store.state()).toBe('unlocked');
    await store.write('k', SECRET);
    expect(Buffer.from(await store.read('k'))).toEqual(Buffer.from(SECRET));

    const other = open();
    expect(await other.state()).toBe('locked');
    await expect(other.read('k')).rejects.toMatchObject({ code: 'passphrase-needed' });
    await expect(other.unlock('wrong')).rejects.toMatchObject({ code: 'wrong-passphrase' });
    expect(await other.state()).toBe('locked');
    await other.unlock(PASS);
    expect(Buffer.from(await other.read('k'))).toEqual(Buffer.from(SECRET));
    await expect(other.create(PASS)).rejects.toMatchObject({ code: 'already-exists' });
  });

  it('writes nothing in the clear, readable by its owner only', async () => {
    const store = open();
    await store.unlock(PASS);
    await store.write('k', SECRET);
    await store.write('k', SECRET);
    expect(holdsSecret(home, SECRET)).toBe(false);
    expect(holdsSecret(home, new TextEncoder().encode(PASS))).toBe(false);
    for (const name of readdirSync(home)) expect(statSync(join(home, name)).mode & 0o077).toBe(0);
  });

  it('asks by the callback, again after a wrong answer, three times at most', async () => {
    const made = open();
    await made.create(PASS);
    await made.write('k', SECRET);
    const ask = vi.fn<AskStorePassphrase>().mockResolvedValueOnce('no').mockResolvedValueOnce(PASS);
    expect(Buffer.from(await open({ askPassphrase: ask }).read('k'))).toEqual(Buffer.from(SECRET));
    expect(ask.mock.calls).toEqual([[{ kind: 'unlock' }], [{ kind: 'unlock', problem: 'wrong-passphrase' }]]);
    const wrong = vi.fn<AskStorePassphrase>().mockResolvedValue('no');
    await expect(open({ askPassphrase: wrong }).read('k')).rejects.toMatchObject({ code: 'wrong-passphrase' });
    expect(wrong).toHaveBeenCalledTimes(3);
  });

  it('is made by the first write where the callback gives a new passphrase', async () => {
    const ask = vi.fn<AskStorePassphrase>().mockResolvedValue(PASS);
    await open({ askPassphrase: ask }).write('k', SECRET);
    expect(ask.mock.calls).toEqual([[{ kind: 'new', keychain: 'absent' }]]);
    await open().unlock(PASS);
  });

  it('asks once for calls made at the same time', async () => {
    const ask = vi.fn<AskStorePassphrase>().mockResolvedValue(PASS);
    const store = open({ askPassphrase: ask });
    await Promise.all(['a', 'b', 'c'].map((id) => store.write(id, SECRET)));
    expect(ask).toHaveBeenCalledTimes(1);
    expect(Buffer.from(await store.read('c'))).toEqual(Buffer.from(SECRET));
  });

  it('takes a passphrase typed as composed or decomposed letters for the same', async () => {
    await open().create('Schl\u00fcssel');
    await open().unlock('Schlu\u0308ssel');
  });

  it('refuses parameters that would take all memory', async () => {
    const salt = Buffer.alloc(16).toString('base64');
    await expect(passphraseKey('x', { n: 2 ** 30, r: 8, p: 1, salt })).rejects.toMatchObject({ code: 'store-damaged' });
    await expect(passphraseKey('x', { n: 2, r: 8, p: 1, salt })).rejects.toMatchObject({ code: 'store-damaged' });
  });

  it('matches a vector of RFC 7914 (section 12) with larger bounds', async () => {
    const salt = Buffer.from('SodiumChloride').toString('base64');
    const key = await passphraseKey('pleaseletmein', { n: 16384, r: 8, p: 1, salt });
    expect(key.toString('hex')).toBe('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2');
  });
});

describe('damage', () => {
  const text = (): string => readFileSync(join(home, 'secrets.json'), 'utf8');
  const rewrite = (change: (store: { content: Record<string, Record<string, unknown>> }) => void): void => {
    const store = JSON.parse(text()) as { content: Record<string, Record<string, unknown>> };
    change(store);
    writeFileSync(join(home, 'secrets.json'), JSON.stringify(store));
  };

  it('is told for a secret that was exchanged for another, or changed', async () => {
    const store = open();
    await store.create(PASS);
    await store.write('a', SECRET);
    await store.write('b', SECRET);
    rewrite(({ content }) => (content['secrets']!['b'] = content['secrets']!['a']));
    await expect(store.read('b')).rejects.toMatchObject({ code: 'store-damaged' });
    expect(Buffer.from(await store.read('a'))).toEqual(Buffer.from(SECRET));
    await expect(store.read('__proto__')).rejects.toMatchObject({ code: 'no-secret-part' });
    await store.write('__proto__', SECRET).catch(() => undefined);
    await store.remove('a');
    await expect(store.read('a')).rejects.toMatchObject({ code: 'no-secret-part' });
  });

  it('never overwrites a store that cannot be read', async () => {
    writeFileSync(join(home, 'secrets.json'), 'torn');
    const store = open();
    // What the window shows; unlocking says what is the matter.
    expect(await store.state()).toBe('locked');
    await expect(store.unlock(PASS)).rejects.toMatchObject({ code: 'store-damaged' });
    await expect(store.ready()).rejects.toMatchObject({ code: 'store-damaged' });
    await expect(store.create(PASS)).rejects.toMatchObject({ code: 'store-damaged' });
    expect(text()).toBe('torn');
  });

  it('does not write into a store that took the place of the one it opened', async () => {
    const store = open();
    await store.create(PASS);
    writeFileSync(join(home, 'secrets.json'), '{"version":1,"content":{"lock":null,"secrets":{}}}');
    await open().create(PASS);
    const before = text();
    await expect(store.write('k', SECRET)).rejects.toMatchObject({ code: 'store-damaged' });
    expect(text()).toBe(before);
  });
});

describe('locking', () => {
  it('now: forgets the key, tells its listeners, and stays locked until somebody opens it', async () => {
    const store = open();
    await store.create(PASS);
    await store.write('k', SECRET);
    const heard = vi.fn();
    const stop = store.onLock(heard);
    store.lock();
    expect(await store.state()).toBe('locked');
    await expect(store.read('k')).rejects.toMatchObject({ code: 'store-locked' });
    await expect(store.write('k', SECRET)).rejects.toMatchObject({ code: 'store-locked' });
    await store.unlock(PASS);
    expect(Buffer.from(await store.read('k'))).toEqual(Buffer.from(SECRET));
    expect(heard).toHaveBeenCalledTimes(1);
    stop();
    store.lock();
    store.lock();
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('by time: each use starts the time anew, and another time counts at once', async () => {
    let run: (() => void) | undefined;
    const times: number[] = [];
    const startTimer = (then: () => void, milliseconds: number) => {
      run = then;
      times.push(milliseconds);
      return () => (run = undefined);
    };
    const store = open({ lockAfterMinutes: 5, startTimer });
    await store.create(PASS);
    await store.write('k', SECRET);
    await store.read('k');
    store.touch();
    expect(times).toEqual([300_000, 300_000, 300_000, 300_000]);
    store.setLockAfterMinutes(1);
    expect(times.at(-1)).toBe(60_000);
    run!();
    expect(await store.state()).toBe('locked');
    store.touch();
    expect(run).toBeUndefined();
    await store.unlock(PASS);
    store.setLockAfterMinutes(0);
    expect(run).toBeUndefined();
  });

  it('while it is being opened wins', async () => {
    const store = open();
    await store.create(PASS);
    store.lock();
    const opening = store.unlock(PASS);
    store.lock();
    await expect(opening).rejects.toMatchObject({ code: 'store-locked' });
    expect(await store.state()).toBe('locked');
  });
});
