import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isDue } from '../../../../electron/core/sigstore/instances/background-refresh.ts';
import { type InstancesScene, logOf, openScene, sourceOf, startRepository, trustedRootFile } from './scene.ts';
import type { TufRepository } from './tuf-repository.ts';
import { startTlsHost, type TlsHost } from '../../keys/tls-host.ts';

const DAY_MS = 86_400_000;
const OLD = 'https://old.example.org';
const NEW = 'https://new.example.org';

let scene: InstancesScene;
let repository: TufRepository;
/** Keeps public-good's own repository out of reach. */
let nowhere: TlsHost;

beforeEach(async () => {
  nowhere = await startTlsHost(['nobody.example'], (_request, response) => void response.end());
  scene = openScene({ agent: nowhere.agent });
  repository = await startRepository(OLD);
  await scene.instances.add('acme', sourceOf(repository));
  repository.targets.set('trusted_root.json', trustedRootFile(NEW));
  repository.publish();
});
afterEach(async () => {
  await repository.close();
  await nowhere.close();
  scene.close();
});

const later = (days: number): Date => (scene.now = new Date(scene.now.getTime() + days * DAY_MS));
const open = () => scene.open({ background: true });

/** One run of the app that judges something, to its end; the log that the next one sees. */
async function run(waitMs = 5000): Promise<string> {
  const instances = open();
  await instances.roots();
  await instances.settle(waitMs);
  return logOf(scene.instances, 'acme');
}

describe('a refresh in the background', () => {
  it('happens once a day, however many runs there are', async () => {
    expect(await run()).toBe(OLD);
    later(0.9);
    expect(await run()).toBe(OLD);
    later(0.2);
    const before = repository.seen.length;
    expect(await run()).toBe(NEW);
    const after = repository.seen.length;
    expect(after).toBeGreaterThan(before);
    await Promise.all([run(), run(), run()]);
    expect(repository.seen).toHaveLength(after);
  });

  it('is made by one of several runs at the same time', async () => {
    later(2);
    const before = repository.seen.length;
    await Promise.all([run(), run(), run()]);
    const asked = repository.seen.slice(before).filter((path) => path === '/timestamp.json');
    expect(asked).toHaveLength(1);
  });

  it('keeps nobody waiting: the roots are there while the server is silent', async () => {
    later(2);
    repository.fault = () => true;
    const instances = open();
    expect(await instances.roots()).toHaveLength(2);
    const end = instances.settle(100);
    expect(await instances.roots()).toHaveLength(2);
    await end;
    expect(await logOf(scene.instances, 'acme')).toBe(OLD);
    expect((await scene.instances.list()).find(({ name }) => name === 'acme')?.problem).toBeUndefined();
  });

  it('is tried once a day where it fails too, and what failed is told', async () => {
    later(2);
    repository.fault = (_path, response) => {
      response.writeHead(500).end();
      return true;
    };
    expect(await run()).toBe(OLD);
    const told = (await scene.instances.list()).find(({ name }) => name === 'acme');
    expect(told?.problem).toMatchObject({ code: 'network', at: scene.now.toISOString() });
    repository.fault = undefined;
    expect(await run()).toBe(OLD);
    later(1);
    expect(await run()).toBe(NEW);
    expect((await scene.instances.list()).find(({ name }) => name === 'acme')?.problem).toBeUndefined();
  });

  it('does not happen offline, where nothing is judged, where nobody waits for it, nor where it is not wanted', async () => {
    later(2);
    const { sockets } = repository;
    scene.offline = true;
    await run();
    scene.offline = false;
    await open().settle(5000);
    await open().list();
    await run(0);
    await scene.instances.roots();
    await scene.instances.settle(5000);
    expect(repository.sockets).toBe(sockets);
    expect(await run()).toBe(NEW);
  });

  it('happens again after a clock that was wrong', () => {
    const now = new Date('2026-05-05T12:00:00Z');
    for (const [tried, due] of [
      [undefined, true],
      ['2026-05-05T00:00:00Z', false],
      ['2026-05-04T12:00:00Z', true],
      ['2026-05-05T13:00:00Z', false],
      ['2031-01-01T00:00:00Z', true],
    ] as const)
      expect([tried, isDue(tried, now)]).toEqual([tried, due]);
  });
});
