import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKeychain } from '../../../electron/core/keys/keychain.ts';
import { sessionBusSocket } from '../../../electron/core/keys/session-bus.ts';
import { buildProgram } from '../../support/children.ts';
import { LOCK_KEYRING, underKeyring } from '../../support/keyring.ts';

let program: Awaited<ReturnType<typeof buildProgram>>;
beforeAll(async () => {
  program = await buildProgram(`
    import { openKeychain } from 'electron/core/keys/keychain.ts';
    const [service, ...steps] = process.argv.slice(2);
    const chain = openKeychain({ service });
    void (async () => {
      const said = [];
      for (const step of steps) {
        const [verb, account, value] = step.split(':');
        try {
          if (verb === 'state') said.push(await chain.state());
          if (verb === 'get') said.push(await chain.get(account));
          if (verb === 'set') said.push(await chain.set(account, value) ?? 'set');
          if (verb === 'remove') said.push(await chain.remove(account) ?? 'removed');
        } catch (error) { said.push(error.code); }
      }
      console.log(JSON.stringify(said));
    })();
  `);
});
afterAll(() => program.remove());

const command = (...steps: string[]): string[] => [process.execPath, program.path, 'countersign-test', ...steps];
const said = (stdout: string): unknown => JSON.parse(stdout);

describe('openKeychain on a real gnome-keyring', () => {
  it('keeps, gives back and removes', async () => {
    const run = await underKeyring(
      command('state', 'get:a', 'set:a:one', 'get:a', 'set:a:two', 'get:a', 'remove:a', 'get:a'),
    );
    expect(run.code).toBe(0);
    expect(said(run.stdout)).toEqual(['available', null, 'set', 'one', 'set', 'two', 'removed', null]);
  });

  it('gives a second process what a first one kept', async () => {
    const one = command('set:a:one').map((part) => `'${part}'`);
    const two = command('get:a').map((part) => `'${part}'`);
    const run = await underKeyring(['bash', '-c', `${one.join(' ')} && ${two.join(' ')}`]);
    expect(run.stdout.trim().split('\n').map(said)).toEqual([['set'], ['one']]);
  });

  it('tells a locked keyring from a missing entry, at once and without a prompt', async () => {
    const set = command('set:a:one').map((part) => `'${part}'`);
    const locked = command('state', 'get:a', 'get:b', 'set:a:two', 'remove:a').map((part) => `'${part}'`);
    const run = await underKeyring(['bash', '-c', `${set.join(' ')} && ${LOCK_KEYRING} && ${locked.join(' ')}`]);
    expect(said(run.stdout.trim().split('\n').at(-1)!)).toEqual([
      'locked',
      ...Array.from({ length: 4 }, () => 'keychain-locked'),
    ]);
    expect(run.stderr).not.toContain('SystemPrompter');
  });

  it('calls a session without a keyring absent', async () => {
    const run = await underKeyring(command('state', 'get:a', 'set:a:x'), { keyring: 'none' });
    expect(said(run.stdout)).toEqual(['absent', 'keychain-absent', 'keychain-absent']);
  });

  it('does not wait for a keyring that hangs', async () => {
    const started = performance.now();
    const run = await underKeyring([
      'bash',
      '-c',
      `kill -STOP "$KEYRING_PID"; "$@"; status=$?; kill -CONT "$KEYRING_PID"; exit $status`,
      'x',
      ...command('state'),
    ]);
    expect(said(run.stdout)).toEqual(['absent']);
    expect(performance.now() - started).toBeLessThan(8_000);
  });
});

describe('openKeychain without a library or a bus', () => {
  it('is absent where the library does not load, and never throws for it', async () => {
    const chain = openKeychain({
      load: () => Promise.reject(new Error('libsecret-1.so.0: cannot open shared object file')),
    });
    expect(await chain.state()).toBe('absent');
    await expect(chain.get('a')).rejects.toMatchObject({ code: 'keychain-absent' });
    await expect(chain.set('a', 'b')).rejects.toMatchObject({ code: 'keychain-absent' });
  });

  it('is absent where there is no session bus', async () => {
    const env = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };
    expect(await openKeychain({ platform: 'linux', env }).state()).toBe('absent');
    expect(await openKeychain({ platform: 'linux', env: {} }).state()).toBe('absent');
  });

  it('limits the time of one call, as a prompt may be open that nobody answers', async () => {
    const never = (): Promise<never> => new Promise<never>(() => undefined);
    const load = () => Promise.resolve({ getPassword: never, setPassword: never, deletePassword: never });
    const chain = openKeychain({ platform: 'darwin', load, limitMs: 50 });
    await expect(chain.get('a')).rejects.toMatchObject({ code: 'keychain-locked' });
  });
});

describe('sessionBusSocket', () => {
  it.each([
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus,guid=ab' }, '/run/user/1000/bus'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=/tmp/dbus-x,guid=ab' }, '\0/tmp/dbus-x'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=x,port=1;unix:path=/tmp/a%20b' }, '/tmp/a b'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'autolaunch:' }, undefined],
    [{ XDG_RUNTIME_DIR: '/run/user/7' }, '/run/user/7/bus'],
    [{}, undefined],
  ])('%j', (env, path) => expect(sessionBusSocket(env)).toBe(path));
});
