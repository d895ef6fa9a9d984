import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type InstancesScene, logOf, openScene, sourceOf, startRepository, trustedRootFile } from './scene.ts';
import { newTufKey, type TufRepository } from './tuf-repository.ts';

const OLD = 'https://old.example.org';
const NEW = 'https://new.example.org';
const DAY_MS = 86_400_000;
const PAST = new Date(Date.now() - DAY_MS);

let scene: InstancesScene;
let repository: TufRepository;

beforeEach(async () => {
  scene = openScene();
  repository = await startRepository(OLD);
  await scene.instances.add('acme', sourceOf(repository));
});
afterEach(async () => {
  await repository.close();
  scene.close();
});

const refresh = () => scene.instances.refresh('acme');
const offer = (log = NEW) => repository.targets.set('trusted_root.json', trustedRootFile(log));

describe('a refresh', () => {
  it('takes over what the repository newly vouches for, and keeps it for the next start', async () => {
    offer();
    repository.publish();
    scene.now = new Date(scene.now.getTime() + 3 * DAY_MS);
    const [summary] = await refresh();
    expect(summary).toMatchObject({
      name: 'acme',
      root: { from: 'refreshed', asOf: scene.now.toISOString(), ageDays: 0 },
      refreshedAt: scene.now.toISOString(),
    });
    expect(summary?.problem).toBeUndefined();
    scene.offline = true;
    expect(await logOf(scene.open(), 'acme')).toBe(NEW);
  });

  it('follows new roots of the repository, the keys of all roles among what changes', async () => {
    for (let turn = 0; turn < 3; turn++) {
      const before = repository.keys.root;
      repository.keys = { root: newTufKey(), targets: newTufKey(), snapshot: newTufKey(), timestamp: newTufKey() };
      repository.publishRoot({ before });
    }
    offer();
    repository.publish();
    await refresh();
    expect(await logOf(scene.instances, 'acme')).toBe(NEW);
    // The next one begins with the newest root.
    const { length } = repository.seen;
    await refresh();
    expect(repository.seen.slice(length)).toEqual(['/5.root.json', '/timestamp.json']);
  });

  it('finds nothing new, and says that it looked', async () => {
    scene.now = new Date(scene.now.getTime() + DAY_MS);
    expect((await refresh())[0]?.refreshedAt).toBe(scene.now.toISOString());
    expect(await logOf(scene.instances, 'acme')).toBe(OLD);
  });

  it('begins with roots that have expired since, where newer ones follow', async () => {
    const { keys } = repository;
    repository.publishRoot({ before: keys.root, expires: { root: PAST } });
    repository.publishRoot({ before: keys.root });
    offer();
    repository.publish();
    await refresh();
    expect(await logOf(scene.instances, 'acme')).toBe(NEW);
  });
});

/** A fault of the repository, and what it is called. */
const faults: [string, string, (repository: TufRepository) => void][] = [
  [
    'a timestamp that is rolled back',
    'root-refused',
    (one) => {
      one.publish({ version: { timestamp: 1 } });
    },
  ],
  ['a snapshot that is rolled back', 'root-refused', (one) => one.publish({ version: { snapshot: 1 } })],
  ['targets that are rolled back', 'root-refused', (one) => one.publish({ version: { targets: 1 } })],
  ['an expired timestamp', 'root-outdated', (one) => one.publish({ expires: { timestamp: PAST } })],
  ['an expired snapshot', 'root-outdated', (one) => one.publish({ expires: { snapshot: PAST } })],
  ['expired targets', 'root-outdated', (one) => one.publish({ expires: { targets: PAST } })],
  [
    'an expired last root',
    'root-outdated',
    (one) => {
      one.publishRoot({ before: one.keys.root, expires: { root: PAST } });
      one.publish();
    },
  ],
  [
    'a root that skips a version',
    'root-refused',
    (one) => one.publishRoot({ before: one.keys.root, version: { root: 7 } }),
  ],
  [
    'a root of the version before',
    'root-refused',
    (one) => one.publishRoot({ before: one.keys.root, version: { root: 1 } }),
  ],
  [
    'a root that the root before did not sign',
    'root-refused',
    (one) => {
      one.keys = { ...one.keys, root: newTufKey() };
      one.publishRoot();
      one.publish();
    },
  ],
  [
    'a root that its own keys did not sign',
    'root-refused',
    (one) => {
      const before = one.keys.root;
      one.keys = { ...one.keys, root: newTufKey() };
      one.publishRoot({ signer: { root: before } });
    },
  ],
  [
    'a snapshot of another version than the timestamp says',
    'root-refused',
    (one) => one.publish({ called: { snapshot: 9 } }),
  ],
  [
    'targets of another version than the snapshot says',
    'root-refused',
    (one) => one.publish({ called: { targets: 9 } }),
  ],
  ['a version that cannot be counted', 'root-refused', (one) => one.publish({ version: { timestamp: 1e300 } })],
  ['a timestamp by a stranger', 'root-refused', (one) => one.publish({ signer: { timestamp: newTufKey() } })],
  ['a snapshot by a stranger', 'root-refused', (one) => one.publish({ signer: { snapshot: newTufKey() } })],
  ['targets by a stranger', 'root-refused', (one) => one.publish({ signer: { targets: newTufKey() } })],
  [
    'targets by who may only sign timestamps',
    'root-refused',
    (one) => one.publish({ signer: { targets: one.keys.timestamp } }),
  ],
  [
    'a target without a digest',
    'root-refused',
    (one) => one.publish({ describe: (_path, { length }) => ({ length, hashes: {} }) }),
  ],
  [
    'a target with a broken digest alone',
    'root-refused',
    (one) => one.publish({ describe: (_path, { length }) => ({ length, hashes: { md5: '0'.repeat(32) } }) }),
  ],
  [
    'no trusted root any more',
    'root-refused',
    (one) => {
      one.targets.delete('trusted_root.json');
      one.publish();
    },
  ],
  [
    'a trusted root that cannot be used',
    'root-refused',
    (one) => {
      const root = JSON.parse(String(trustedRootFile(NEW))) as { tlogs: { publicKey: { validFor?: object } }[] };
      delete root.tlogs[0]?.publicKey.validFor;
      one.targets.set('trusted_root.json', Buffer.from(JSON.stringify(root)));
      one.publish();
    },
  ],
  [
    'a trusted root that is none',
    'root-refused',
    (one) => {
      one.targets.set('trusted_root.json', Buffer.from('<html>'));
      one.publish();
    },
  ],
  [
    'metadata that are none',
    'root-refused',
    (one) => one.files.set('/timestamp.json', Buffer.from('<html>Log in</html>')),
  ],
  [
    'metadata nested without end',
    'root-refused',
    (one) => one.files.set('/timestamp.json', Buffer.from('['.repeat(16_000))),
  ],
  [
    'metadata without end',
    'root-refused',
    answering(({ path, response }) => {
      if (path !== '/timestamp.json') return false;
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65536, 32)));
      };
      response.writeHead(200).on('drain', more);
      more();
      return true;
    }),
  ],
  [
    'an altered target',
    'root-refused',
    (one) => {
      one.publish();
      answering(({ path, response }) => {
        if (!path.endsWith('.trusted_root.json')) return false;
        // Of the same length as what is vouched for.
        response.writeHead(200).end(trustedRootFile('https://eve.example.org'));
        return true;
      })(one);
    },
  ],
  [
    'a server that is broken',
    'network',
    answering(({ response }) => {
      response.writeHead(503).end();
      return true;
    }),
  ],
  [
    'a server that redirects',
    'network',
    answering(({ path, response }) => {
      if (path.includes('moved')) return false;
      response.writeHead(302, { location: `/moved${path}` }).end();
      return true;
    }),
  ],
  [
    'a server that cuts off',
    'network',
    answering(({ path, response }) => {
      if (path !== '/timestamp.json') return false;
      response.writeHead(200, { 'content-length': '500' });
      response.write('{');
      setImmediate(() => response.destroy());
      return true;
    }),
  ],
  ['a server that is silent', 'network', answering(() => true)],
  ['metadata that are missing', 'network', (one) => void one.files.delete('/timestamp.json')],
];

function answering(fault: (asked: { path: string; response: ServerResponse }) => boolean) {
  return (one: TufRepository): void => {
    one.fault = (path, response) => fault({ path, response });
  };
}

describe('a refresh that meets', () => {
  it.each(faults)('%s fails as %s and changes nothing', async (_what, code, makeFault) => {
    // A proper one comes before, so that there is something to roll back from.
    repository.publish();
    await refresh();
    const before = await scene.instances.trustedRoot('acme');
    offer();
    makeFault(repository);
    const hasty = scene.open({ timeoutMs: 300 });
    const failure: unknown = await hasty.refresh('acme').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
    expect(await hasty.trustedRoot('acme')).toEqual(before);
    expect(await logOf(scene.open(), 'acme')).toBe(OLD);
    const told = (await scene.instances.list()).find(({ name }) => name === 'acme');
    expect(told).toMatchObject({ problem: { code }, refreshedAt: before.refreshedAt, root: { from: 'refreshed' } });
    expect((await scene.instances.roots()).map(({ instance }) => instance)).toContain('acme');
  });

  it('the same timestamp version with other content keeps the first', async () => {
    offer();
    repository.publish({ version: { timestamp: 1 } });
    await refresh();
    expect(await logOf(scene.instances, 'acme')).toBe(OLD);
  });

  it('faults, goes on once these are mended', async () => {
    offer();
    repository.publish({ signer: { timestamp: newTufKey() } });
    await expect(refresh()).rejects.toMatchObject({ code: 'root-refused' });
    repository.publish();
    expect((await refresh())[0]?.problem).toBeUndefined();
    expect(await logOf(scene.instances, 'acme')).toBe(NEW);
  });

  it('a wrong clock says so', async () => {
    scene.now = new Date(scene.now.getTime() + 5 * 365 * DAY_MS);
    await expect(refresh()).rejects.toMatchObject({ code: 'clock-wrong' });
    expect(await logOf(scene.instances, 'acme')).toBe(OLD);
  });

  it('nobody to ask while offline, and opens no socket', async () => {
    const { sockets } = repository;
    scene.offline = true;
    await expect(refresh()).rejects.toMatchObject({ code: 'offline' });
    await expect(scene.instances.refresh()).rejects.toMatchObject({ code: 'offline' });
    expect(repository.sockets).toBe(sockets);
    expect((await scene.instances.list()).find(({ name }) => name === 'acme')?.problem).toBeUndefined();
  });

  it('somebody who stops it, stops', async () => {
    const stop = new AbortController();
    repository.fault = () => {
      stop.abort();
      return true;
    };
    await expect(scene.instances.refresh('acme', stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect((await scene.instances.list()).find(({ name }) => name === 'acme')?.problem).toBeUndefined();
  });
});
