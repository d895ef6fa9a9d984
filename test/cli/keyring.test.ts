import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { underKeyring, type Ended, type KeyringOptions } from '../support/keyring.ts';
import { type CommandLine, jsonLines, openCommandLine } from './command-line.ts';

let cli: CommandLine;

beforeEach(() => {
  cli = openCommandLine({ store: false });
});
afterEach(() => cli.close());

/** Runs a call under a private session with a real gnome-keyring; no passphrase file is given. */
function run(args: string[], options: KeyringOptions = {}): Promise<Ended> {
  const env = {
    ...cli.env,
    HOME: undefined,
    COUNTERSIGN_STORE_PASSPHRASE_FILE: undefined,
    DBUS_SESSION_BUS_ADDRESS: undefined,
  };
  delete env.HOME;
  return underKeyring([process.execPath, inject('countersign'), ...args], {
    env,
    cwd: cli.folder,
    home: cli.otherHome('user'),
    ...options,
  });
}

const generate = ['keys', 'generate', '--type', 'openpgp', '--name', 'Ada', '--json'];

describe('with a keychain', () => {
  it('no passphrase is asked for; without it, the store stays shut (43)', async () => {
    const made = await run(generate);
    expect(made.code, made.stderr).toBe(0);
    expect(jsonLines(made.stdout)).toMatchObject([{ secret: 'keychain' }]);
    cli.write('a', 'a');
    expect((await run(['sign', 'a'])).code).toBe(0);
    const locked = await run(['sign', 'a', '--force'], { keyring: 'locked' });
    expect([locked.code, locked.stdout]).toEqual([5, '']);
    expect(locked.stderr).toContain('The keychain is locked.');
    const none = await run(['sign', 'a', '--force'], { keyring: 'none' });
    expect([none.code, none.stdout]).toEqual([5, '']);
    expect((await run(['verify', 'a'], { keyring: 'none' })).code).toBe(4);
  });

  it('that is locked, a new store wants a passphrase', async () => {
    const { code, stderr } = await run(generate, { keyring: 'locked' });
    expect([code, stderr.includes('give --store-passphrase-file FILE')]).toEqual([2, true]);
    expect(stderr).toContain('The keychain is locked.');
  });

  it('that is locked, a passphrase that is given makes a new store outside it', async () => {
    const path = cli.write('store-passphrase', 'outside the keychain');
    const made = await run([...generate, '--store-passphrase-file', path], { keyring: 'locked' });
    expect(made.code, made.stderr).toBe(0);
    expect(jsonLines(made.stdout)).toMatchObject([{ secret: 'passphrase' }]);
  });
});
