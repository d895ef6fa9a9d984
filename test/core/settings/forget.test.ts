import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import type { Keychain, KeychainState } from '../../../electron/core/keys/keychain.ts';
import { openSecretStore } from '../../../electron/core/keys/secret-store-open.ts';
import { forgetEverything } from '../../../electron/core/settings/forget.ts';
import { AppError } from '../../../shared/error.ts';

let home: string;
let state: KeychainState;
let entries: Map<string, string>;

/** A keychain in memory, with the states of a real one. */
const keychain: Keychain = {
  state: () => Promise.resolve(state),
  get: (account) => reach(() => entries.get(account) ?? null),
  set: (account, value) => reach(() => void entries.set(account, value)),
  remove: (account) => reach(() => void entries.delete(account)),
};
function reach<T>(work: () => T): Promise<T> {
  if (state === 'available') return Promise.resolve(work());
  return Promise.reject(new AppError(state === 'locked' ? 'keychain-locked' : 'keychain-absent'));
}

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cs-forget-'));
  state = 'available';
  entries = new Map();
});

const filled = async () => {
  const store = openSecretStore({ home, keychain });
  await store.write('k', Buffer.from('secret'));
  writeFileSync(join(home, 'notes.txt'), 'mine');
  return store;
};

it('takes the keychain’s entry with the files, and the store begins anew', async () => {
  const store = await filled();
  expect(entries.size).toBe(1);
  expect(await forgetEverything(home, store)).toEqual([]);
  expect([entries.size, existsSync(join(home, 'secrets.json')), existsSync(join(home, 'notes.txt'))]).toEqual([
    0,
    false,
    true,
  ]);
  expect(await store.state()).toBe('new');
  await store.write('other', Buffer.from('new'));
  expect(await store.ids()).toEqual(new Set(['other']));
});

it('deletes nothing while the keychain is locked', async () => {
  const store = await filled();
  state = 'locked';
  await expect(forgetEverything(home, store)).rejects.toMatchObject({ code: 'keychain-locked' });
  expect(existsSync(join(home, 'secrets.json'))).toBe(true);
});

it('goes on where no keychain answers any more, and says that its entry is left', async () => {
  const store = await filled();
  state = 'absent';
  expect(await forgetEverything(home, store)).toMatchObject([{ name: 'keychain', error: { code: 'keychain-absent' } }]);
  expect(existsSync(join(home, 'secrets.json'))).toBe(false);
});

it('forgets a store under a passphrase, and one that is damaged', async () => {
  state = 'absent';
  const store = openSecretStore({ home, keychain });
  await store.create('a long passphrase');
  expect(await forgetEverything(home, store)).toEqual([]);
  expect(existsSync(join(home, 'secrets.json'))).toBe(false);
  writeFileSync(join(home, 'secrets.json'), 'torn');
  expect(await forgetEverything(home, store)).toEqual([]);
  expect(existsSync(join(home, 'secrets.json'))).toBe(false);
});
