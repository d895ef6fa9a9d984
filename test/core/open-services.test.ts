import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openWorld, type World } from '../support/world.ts';

let worlds: World[];
beforeEach(() => {
  worlds = [];
});
afterEach(async () => {
  vi.useRealTimers();
  for (const world of worlds) await world.close();
});

async function open(): Promise<World> {
  const world = await openWorld();
  worlds.push(world);
  return world;
}

const ada = { name: 'Ada', email: '', algorithm: 'ed25519', validity: '2y' } as const;

describe('settings that come with a backup', () => {
  it('never end working offline', async () => {
    const { services: first } = await open();
    const bytes = await first.keys.backup('p');
    const { services: second } = await open();
    await second.settings.set({ ...(await second.settings.get()), offline: true });
    second.setOffline(true);
    expect(await second.keys.restore(bytes, 'p')).toMatchObject({ left: [] });
    expect([(await second.settings.get()).offline, second.offline()]).toEqual([true, true]);
  });

  it('begin working offline at once', async () => {
    const { services: first } = await open();
    await first.settings.set({ ...(await first.settings.get()), offline: true });
    const bytes = await first.keys.backup('p');
    const { services: second } = await open();
    await second.keys.restore(bytes, 'p');
    expect([(await second.settings.get()).offline, (await second.status()).offline]).toEqual([true, true]);
  });

  it('set the time after which the store locks at once', async () => {
    const { services: first } = await open();
    await first.settings.set({ ...(await first.settings.get()), lockAfterMinutes: 1 });
    const bytes = await first.keys.backup('p');
    const { services: second } = await open();
    await second.keys.generate(ada);
    expect((await second.status()).store).toBe('unlocked');
    const set = vi.spyOn(second.store, 'setLockAfterMinutes');
    await second.keys.restore(bytes, 'p');
    expect(set.mock.calls).toEqual([[1]]);
  });
});

describe('damaged files in the home folder', () => {
  it('secret parts: the status says locked, and a backup brings them back', async () => {
    const { services } = await open();
    const key = await services.keys.generate(ada);
    const bytes = await services.keys.backup('p');
    services.store.lock();
    const path = join(services.home, 'secrets.json');
    writeFileSync(path, 'garbage');
    expect((await services.status()).store).toBe('locked');
    const restored = await services.keys.restore(bytes, 'p');
    expect(restored).toMatchObject({ keys: 1, left: [], setAside: [`${path}.damaged-1`] });
    expect(await services.keys.find(key.id, 'sign')).toMatchObject({ canSign: true });
  });

  it('pins: no check is green or says that nobody is expected; a backup brings them back', async () => {
    const world = await open();
    const { services } = world;
    const key = await services.keys.generate(ada);
    const file = world.write('a', 'x');
    await world.sign({ paths: [file], options: { keys: [key.id], signature: 'armored', manifest: null } });
    await services.publishers.add('P');
    await world.pin('P', key.fingerprint);
    const check = async () => (await world.verifyAll({ paths: [file], publisher: 'P' })).map(({ verdict }) => verdict);
    expect(await check()).toEqual(['verified']);
    const bytes = await services.keys.backup('p');
    const path = join(services.home, 'publishers.json');
    writeFileSync(path, '{');
    const damaged = { code: 'store-damaged', detail: expect.stringContaining(path) as string };
    await expect(check()).rejects.toMatchObject(damaged);
    await expect(world.verify(file)).rejects.toMatchObject(damaged);
    expect(await services.keys.restore(bytes, 'p')).toMatchObject({ publishers: 1, setAside: [`${path}.damaged-1`] });
    expect(await check()).toEqual(['verified']);
  });

  it('metadata of a revoked key: its signatures stay revoked', async () => {
    const world = await open();
    const { services } = world;
    const key = await services.keys.generate(ada);
    const file = world.write('a', 'x');
    await world.sign({ paths: [file], options: { keys: [key.id], signature: 'armored', manifest: null } });
    await services.keys.revoke(key.id, 'compromised', '');
    const before = await world.verify(file);
    writeFileSync(join(services.home, 'certificates', `${key.id}.json`), '');
    const after = await world.verify(file);
    const judged = (results: typeof after) => results.map((result) => [result.verdict, result.case]);
    expect(judged(after)).toEqual(judged(before));
    expect(judged(after)).toEqual([['invalid', 'key-revoked']]);
  });
});
