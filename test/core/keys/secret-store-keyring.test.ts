import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildProgram } from '../../support/children.ts';
import { LOCK_KEYRING, underKeyring, type KeyringOptions } from '../../support/keyring.ts';

/** Runs steps in processes of their own: `|` begins a new process, `LOCK` locks the keyring in between. */
let program: Awaited<ReturnType<typeof buildProgram>>;
let home: string;
beforeAll(async () => {
  program = await buildProgram(`
    import { readFileSync, existsSync } from 'node:fs';
    import { openKeychain } from 'electron/core/keys/keychain.ts';
    import { openSecretStore } from 'electron/core/keys/secret-store-open.ts';
    const [home, ...steps] = process.argv.slice(2);
    const store = openSecretStore({ home, keychain: openKeychain() });
    void (async () => {
      const said = [];
      for (const step of steps) {
        const [verb, a, b] = step.split(':');
        try {
          if (verb === 'state') said.push(await store.state());
          if (verb === 'place') said.push(await store.place());
          if (verb === 'keychain') said.push(await store.keychain());
          if (verb === 'unlock') said.push((await store.unlock(a), 'ok'));
          if (verb === 'create') said.push((await store.create(a), 'ok'));
          if (verb === 'lock') said.push((store.lock(), 'ok'));
          if (verb === 'write') said.push((await store.write(a, Buffer.from(b)), 'ok'));
          if (verb === 'read') said.push(Buffer.from(await store.read(a)).toString());
          if (verb === 'maps') said.push(existsSync('/proc/self/maps') && /keytar|libsecret/.test(readFileSync('/proc/self/maps', 'utf8')));
        } catch (error) { said.push(error.code ?? String(error)); }
      }
      console.log(JSON.stringify(said));
    })();
  `);
});
afterAll(() => program.remove());
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cs-store-'));
});

async function steps(line: string, options: KeyringOptions = {}): Promise<unknown[][]> {
  const parts = line.split('|').map((part) => part.trim());
  const shell = parts.map((part) =>
    part === 'LOCK'
      ? LOCK_KEYRING
      : `"$0" "$1" "$2" ${part
          .split(' ')
          .map((word) => `'${word}'`)
          .join(' ')}`,
  );
  const run = await underKeyring(['bash', '-c', shell.join(' && '), process.execPath, program.path, home], options);
  return run.stdout
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as unknown[]);
}

describe('the store under a real gnome-keyring', () => {
  it('makes itself under the keychain, and a second process opens it unasked', async () => {
    const said = await steps('keychain state place write:k:hidden-words state read:k | state read:k state place');
    expect(said).toEqual([
      ['available', 'new', 'keychain', 'ok', 'unlocked', 'hidden-words'],
      ['locked', 'hidden-words', 'unlocked', 'keychain'],
    ]);
    for (const name of readdirSync(home))
      expect(readFileSync(join(home, name), 'latin1')).not.toContain('hidden-words');
  });

  it('keeps nothing in the keyring but the wrapping key, and nothing of it in the home folder', async () => {
    const keyringHome = mkdtempSync(join(tmpdir(), 'cs-krh-'));
    await steps('write:k:hidden-words', { home: keyringHome });
    const keyring = readFileSync(join(keyringHome, 'data/keyrings/login.keyring'));
    expect(keyring.includes('hidden-words')).toBe(false);
    // A copy of the home folder under somebody else's keyring opens nothing, and is left alone.
    const before = readFileSync(join(home, 'secrets.json'));
    expect(await steps('state read:k write:k:other unlock')).toEqual([
      ['locked', 'store-damaged', 'store-damaged', 'store-damaged'],
    ]);
    expect(readFileSync(join(home, 'secrets.json'))).toEqual(before);
    expect(await steps('read:k', { home: keyringHome })).toEqual([['hidden-words']]);
  });

  it('two homes under one keyring do not share a key', async () => {
    const keyringHome = mkdtempSync(join(tmpdir(), 'cs-krh-'));
    await steps('write:k:one', { home: keyringHome });
    const first = JSON.parse(readFileSync(join(home, 'secrets.json'), 'utf8')) as {
      content: { lock: { account: string } };
    };
    home = mkdtempSync(join(tmpdir(), 'cs-store-'));
    await steps('write:k:two', { home: keyringHome });
    const second = JSON.parse(readFileSync(join(home, 'secrets.json'), 'utf8')) as typeof first;
    expect(second.content.lock.account).not.toBe(first.content.lock.account);
    second.content.lock.account = first.content.lock.account;
    writeFileSync(join(home, 'secrets.json'), JSON.stringify(second));
    expect(await steps('read:k', { home: keyringHome })).toEqual([['store-damaged']]);
  });

  it('says that the keyring is locked, and writes nothing', async () => {
    const said = await steps('write:k:hidden-words | LOCK | keychain state read:k write:k:x unlock');
    expect(said[1]).toEqual(['locked', 'locked', 'keychain-locked', 'keychain-locked', 'keychain-locked']);
    home = mkdtempSync(join(tmpdir(), 'cs-store-'));
    expect(await steps('state write:k:x', { keyring: 'locked' })).toEqual([['new', 'keychain-locked']]);
    expect(existsSync(join(home, 'secrets.json'))).toBe(false);
  });

  it('after "lock now" reads nothing until it is asked to open', async () => {
    const said = await steps('write:k:w lock state read:k write:k:x unlock read:k');
    expect(said).toEqual([['ok', 'ok', 'locked', 'store-locked', 'store-locked', 'ok', 'w']]);
  });

  it('made under a passphrase, stays there when a keyring appears', async () => {
    expect(await steps('state create:longenough write:k:w', { keyring: 'none' })).toEqual([
      ['needs-passphrase', 'ok', 'ok'],
    ]);
    expect(await steps('place read:k unlock:longenough read:k')).toEqual([
      ['passphrase', 'passphrase-needed', 'ok', 'w'],
    ]);
  });

  it('made under the keychain, says so when the keyring is gone', async () => {
    await steps('write:k:w');
    expect(await steps('read:k unlock:whatever', { keyring: 'none' })).toEqual([
      ['keychain-absent', 'keychain-absent'],
    ]);
  });

  it('wants no passphrase where a keychain answers', async () => {
    expect(await steps('create:longenough')).toEqual([['usage']]);
  });

  it('loads no keychain library before it is needed', async () => {
    expect(await steps('maps write:k:w maps | state place read:none maps')).toEqual([
      [false, 'ok', true],
      ['locked', 'keychain', 'no-secret-part', false],
    ]);
  });

  it('works where libsecret cannot be loaded', async () => {
    const libraries = mkdtempSync(join(tmpdir(), 'cs-lib-'));
    writeFileSync(join(libraries, 'libsecret-1.so.0'), '');
    const env = { LD_LIBRARY_PATH: libraries };
    expect(await steps('keychain state write:k:w unlock:longenough write:k:w read:k', { env })).toEqual([
      ['absent', 'needs-passphrase', 'passphrase-needed', 'ok', 'ok', 'w'],
    ]);
  });

  it('two processes that make it at once share one', async () => {
    const both = `"$0" "$1" "$2" write:a:one & "$0" "$1" "$2" write:b:two; wait; "$0" "$1" "$2" read:a read:b`;
    const run = await underKeyring(['bash', '-c', both, process.execPath, program.path, home]);
    expect(JSON.parse(run.stdout.trim().split('\n').at(-1)!)).toEqual(['one', 'two']);
  });
});
