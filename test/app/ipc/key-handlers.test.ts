import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BoundedMap } from '../../../electron/app/bounded-map.ts';
import type { AppContext } from '../../../electron/app/context.ts';
import { FileHandles } from '../../../electron/app/files.ts';
import { keyFileHandlers } from '../../../electron/app/ipc/key-file-handlers.ts';
import { keyHandlers } from '../../../electron/app/ipc/key-handlers.ts';
import { publisherHandlers } from '../../../electron/app/ipc/publisher-handlers.ts';
import { shellHandlers } from '../../../electron/app/ipc/shell-handlers.ts';
import { Network } from '../../../electron/app/network.ts';
import { CALLS, EVENTS, type EventName } from '../../../shared/ipc/contract.ts';
import { Settings } from '../../../shared/model/settings.ts';
import { openWorld, type World } from '../../support/world.ts';

const electron = vi.hoisted(() => ({
  app: { getPreferredSystemLanguages: () => ['en-GB'] },
  nativeTheme: { themeSource: 'system' },
  dialog: {
    showSaveDialog: vi.fn<(...asked: unknown[]) => Promise<unknown>>(() =>
      Promise.resolve({ canceled: true, filePath: '' }),
    ),
  },
}));
vi.mock('electron', () => electron);

const REQUEST = { name: 'Ada Example', email: 'ada@example.org', algorithm: 'ed25519' as const, validity: '2y' };

let worlds: World[] = [];

beforeEach(() => {
  electron.nativeTheme.themeSource = 'system';
});

afterEach(async () => {
  for (const world of worlds) await world.close();
  worlds = [];
});

/** The window's calls on services of their own, and what the window heard. */
async function open(options: Parameters<typeof openWorld>[0] = {}) {
  const world = await openWorld(options);
  worlds.push(world);
  const { services } = world;
  const events: [EventName, unknown][] = [];
  const context = {
    services,
    network: new Network((offline) => services.setOffline(offline)),
    files: new FileHandles(),
    lookups: new BoundedMap(10),
    window: () => ({}),
    status: { poke: () => undefined },
    told: { tell: () => undefined },
    emit: (name: EventName, data: unknown) => events.push([name, EVENTS[name].parse(data)]),
  } as unknown as AppContext;
  const calls = {
    ...keyHandlers(context),
    ...keyFileHandlers(context),
    ...shellHandlers(context),
    ...publisherHandlers(context),
  };
  return { world, services, context, calls, events };
}

/** Makes a backup of these settings and a key; gives the file as the window names it, for another home. */
async function backupWith(settings: Partial<Settings>, to: AppContext): Promise<string> {
  const { services, world } = await open();
  await services.keys.generate(REQUEST);
  await services.settings.set(Settings.parse(settings));
  const path = world.write('backup.gpg', await services.keys.backup('backup'));
  const [handle] = await to.files.grant([path]);
  return handle!.id;
}

test('restored settings are in effect at once, and the window is told', async () => {
  const { calls, context, services, events } = await open();
  const lock = vi.spyOn(services.store, 'setLockAfterMinutes');
  const file = await backupWith(
    { theme: 'dark', lockAfterMinutes: 3, gnupgPrompts: 'pinentry', offline: true },
    context,
  );
  expect(await calls['keys.restore']({ file, passphrase: 'backup' })).toMatchObject({ keys: 1 });
  expect(electron.nativeTheme.themeSource).toBe('dark');
  expect(lock).toHaveBeenLastCalledWith(3);
  expect(services.offline()).toBe(true);
  const settings = { theme: 'dark', lockAfterMinutes: 3, gnupgPrompts: 'pinentry', offline: true };
  expect(events).toContainEqual(['settings.changed', expect.objectContaining(settings)]);
  expect(events).toContainEqual(['keys.changed', null]);
});

test('a restore never goes online', async () => {
  const { calls, context, services, events } = await open();
  await calls['settings.set'](Settings.parse({ offline: true }));
  events.length = 0;
  const file = await backupWith({ theme: 'light', offline: false }, context);
  await calls['keys.restore']({ file, passphrase: 'backup' });
  expect(services.offline()).toBe(true);
  expect(await services.settings.get()).toMatchObject({ theme: 'light', offline: true });
  expect(events).toContainEqual(['settings.changed', expect.objectContaining({ theme: 'light', offline: true })]);
});

test('a restore that fails changes no settings', async () => {
  const { calls, context, events } = await open();
  const file = await backupWith({ theme: 'dark' }, context);
  await expect(calls['keys.restore']({ file, passphrase: 'wrong' })).rejects.toMatchObject({
    code: 'wrong-passphrase',
  });
  expect(electron.nativeTheme.themeSource).toBe('system');
  expect(events.filter(([name]) => name === 'settings.changed')).toEqual([]);
});

test('a key that is kept is expected for the user’s own publisher with nothing to compare, and for no other', async () => {
  const { calls, services, world } = await open({ gnupgInServices: true });
  const { fingerprint } = await calls['keys.generate'](REQUEST);
  const made = await calls['publishers.expectOwn']({ publisher: ' Compass ', fingerprint });
  expect(made).toMatchObject({ name: 'Compass', own: true, pins: [{ fingerprint, confirmed: { how: 'own-key' } }] });
  // Whom others sign for is no own publisher: a bare yes would let any key in.
  await services.publishers.add('Beacon');
  const asked = { publisher: 'beacon', fingerprint };
  await expect(calls['publishers.expectOwn'](asked)).rejects.toMatchObject({ code: 'not-own-publisher' });
  expect((await services.publishers.get('Beacon'))?.pins).toEqual([]);
  // Nor is a key that only its public part is of, or that another program keeps.
  const theirs = world.gpgKey('Bob <bob@example.org>');
  for (const other of [theirs, 'F'.repeat(40)])
    await expect(calls['publishers.expectOwn']({ publisher: 'Compass', fingerprint: other })).rejects.toMatchObject({
      code: 'key-not-found',
    });
  await services.keys.import(new TextEncoder().encode(world.gpg('--armor', '--export', theirs)), {});
  await expect(calls['publishers.expectOwn']({ publisher: 'Compass', fingerprint: theirs })).rejects.toMatchObject({
    code: 'key-not-found',
  });
  expect((await services.publishers.get('Compass'))?.pins).toHaveLength(1);
});

/** A key server that takes its time, and how many connections to it are open. */
async function slowServer(): Promise<{ server: Server; url: string; connections: () => Promise<number> }> {
  const server = createServer((_, answer) => {
    setTimeout(() => {
      answer.statusCode = 404;
      answer.end();
    }, 20_000).unref();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const connections = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, connections };
}

test.each(['keys.lookup', 'keys.refresh'] as const)('going offline ends %s and closes its connection', async (name) => {
  const { server, url, connections } = await slowServer();
  try {
    const { calls, services } = await open({ keyserver: url });
    const key = await services.keys.generate(REQUEST);
    const asked =
      name === 'keys.lookup'
        ? calls['keys.lookup']({ query: 'A'.repeat(40), from: 'keyserver' })
        : calls['keys.refresh']({ key: key.id, from: 'keyserver' });
    const failed = expect(asked).rejects.toMatchObject({ code: 'offline' });
    await vi.waitUntil(async () => (await connections()) === 1);
    await calls['settings.set'](Settings.parse({ offline: true }));
    await failed;
    await vi.waitUntil(async () => (await connections()) === 0);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('a publisher that cannot be used is refused before a key is made', async () => {
  const { calls, services, world } = await open();
  await expect(calls['keys.generate']({ ...REQUEST, publisher: 'Wid\u202Eget' })).rejects.toMatchObject({
    code: 'usage',
  });
  writeFileSync(join(world.services.home, 'publishers.json'), '{');
  await expect(calls['keys.generate']({ ...REQUEST, publisher: 'Widget' })).rejects.toThrow();
  expect(await services.keys.list()).toEqual([]);
});

test('a key is made for a new publisher or one of the user’s own, and for nobody else’s', async () => {
  const { calls, services } = await open();
  const how = { how: 'pasted', at: '2026-01-01T00:00:00Z' } as const;
  await services.publishers.add('Beacon');
  await services.publishers.pin('Beacon', { fingerprint: 'F'.repeat(40) }, how);
  await services.publishers.add('Empty');
  const refused = { code: 'not-own-publisher', detail: expect.any(String) as unknown };
  const named = { name: '', algorithm: 'ed25519' } as const;
  for (const publisher of ['Beacon', ' beacon ', 'BEACON', 'Empty'])
    for (const make of [
      () => calls['keys.generate']({ ...REQUEST, publisher }),
      () => calls['keys.generateSsh']({ ...named, publisher }),
      () => calls['keys.generateCosign']({ ...named, publisher }),
    ])
      await expect(make()).rejects.toMatchObject(refused);
  // Nothing was made, and nothing is expected that was not before.
  expect(await services.keys.list()).toEqual([]);
  expect((await services.publishers.get('Beacon'))?.pins).toMatchObject([{ fingerprint: 'F'.repeat(40) }]);
  expect((await services.publishers.get('Empty'))?.pins).toEqual([]);
  const first = await calls['keys.generate']({ ...REQUEST, publisher: 'Widget' });
  const second = await calls['keys.generateSsh']({ ...named, publisher: 'widget' });
  const pins = [first, second].map(({ fingerprint }) => ({ fingerprint, confirmed: { how: 'own-key' } }));
  expect(await services.publishers.get('Widget')).toMatchObject({ own: true, pins });
});

test('a key that was made is told of even where its publisher could not be written', async () => {
  const { calls, services, events } = await open();
  vi.spyOn(services.publishers, 'pin').mockRejectedValue(Object.assign(new Error('full'), { code: 'ENOSPC' }));
  await expect(calls['keys.generate']({ ...REQUEST, publisher: 'Widget' })).rejects.toThrow('full');
  expect(await services.keys.list()).toHaveLength(1);
  expect(events).toEqual([['keys.changed', null]]);
});

test('a backup says what could not be read and is not in it', async () => {
  const { calls, services, world } = await open();
  await services.keys.generate(REQUEST);
  writeFileSync(join(services.home, 'publishers.json'), '{');
  const filePath = join(world.folder, 'backup.gpg');
  electron.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath });
  const saved = await calls['keys.backup']({ passphrase: 'backup' });
  expect(saved).toMatchObject({ path: filePath, left: [{ name: 'publishers.json' }] });
});

test('a backup is named as what it is: an OpenPGP message', async () => {
  const { calls, world } = await open();
  world.setNow(new Date('2026-02-03T04:05:06Z'));
  expect(await calls['keys.backup']({ passphrase: 'backup' })).toBeNull();
  expect(electron.dialog.showSaveDialog.mock.lastCall?.[1]).toMatchObject({
    defaultPath: 'countersign-backup-2026-02-03.gpg',
    filters: [{ extensions: ['gpg'] }],
  });
});

test('a Sigstore key is called as its file is, renamed wherever it is named, and an OpenPGP key keeps its signed name', async () => {
  const { calls, context, services, world, events } = await open();
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const [handle] = await context.files.grant([world.write('lantern.release.pem', Buffer.from(pem))]);
  const [imported] = await calls['keys.import']({ files: [handle!.id] });
  expect(imported).toMatchObject({ userIds: ['lantern.release'], unprotected: true });
  await services.publishers.add('Widget', true);
  const how = { how: 'own-key', at: '2026-01-01T00:00:00Z' } as const;
  await services.publishers.pin('Widget', { fingerprint: imported!.fingerprint }, how, imported!.userIds[0]);

  events.length = 0;
  expect((await calls['keys.rename']({ key: imported!.id, name: 'Releases' })).userIds).toEqual(['Releases']);
  expect(events).toEqual([['keys.changed', null]]);
  expect((await services.publishers.get('Widget'))?.pins).toMatchObject([{ label: 'Releases' }]);
  const openpgp = await services.keys.generate(REQUEST);
  await expect(calls['keys.rename']({ key: openpgp.id, name: 'Eve' })).rejects.toMatchObject({ code: 'unsupported' });
});

test('a Sigstore key is made for a publisher, saved under cosign’s endings, and deleted by its note or its last digits', async () => {
  const { calls, services, world, events } = await open();
  const noted = await calls['keys.generateCosign']({ name: 'Releases', algorithm: 'p256', publisher: 'Widget' });
  expect((await services.publishers.list())[0]?.pins).toMatchObject([{ fingerprint: noted.fingerprint }]);
  expect(events).toContainEqual(['keys.changed', null]);
  const { text } = await calls['keys.publishText']({ key: noted.id });
  expect(text).toContain('-----BEGIN PUBLIC KEY-----');
  expect(text).not.toContain('Releases\n');

  const saved = world.write('saved', '');
  electron.dialog.showSaveDialog.mockResolvedValue({ canceled: false, filePath: saved });
  await calls['keys.export']({ key: noted.id, secret: false, format: 'binary' });
  expect(JSON.stringify(electron.dialog.showSaveDialog.mock.lastCall)).toMatch(/\.pub"/);
  await expect(calls['keys.export']({ key: noted.id, secret: true, format: 'armored' })).rejects.toMatchObject({
    code: 'passphrase-needed',
  });
  await calls['keys.export']({ key: noted.id, secret: true, format: 'armored', passphrase: 'of the file' });
  expect(JSON.stringify(electron.dialog.showSaveDialog.mock.lastCall)).toMatch(/\.key"/);
  expect(readFileSync(saved, 'utf8')).toContain('ENCRYPTED SIGSTORE PRIVATE KEY');

  await expect(calls['keys.delete']({ key: noted.id, name: noted.fingerprint })).rejects.toMatchObject({
    code: 'usage',
  });
  await calls['keys.delete']({ key: noted.id, name: 'Releases' });
  const bare = await calls['keys.generateCosign']({ name: '', algorithm: 'ed25519' });
  await expect(calls['keys.delete']({ key: bare.id, name: bare.fingerprint.slice(-7) })).rejects.toMatchObject({
    code: 'usage',
  });
  await calls['keys.delete']({ key: bare.id, name: bare.fingerprint.slice(-8) });
  expect(await services.keys.list()).toEqual([]);
});

test('the window is told where the file of an imported key has no passphrase', async () => {
  const { calls } = await open();
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const text = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const imported = CALLS['keys.import'].output.parse(await calls['keys.import']({ files: [], text }));
  expect(imported).toMatchObject([{ type: 'cosign', canSign: true, unprotected: true }]);
  expect(JSON.stringify(imported)).not.toContain('PRIVATE');
});
