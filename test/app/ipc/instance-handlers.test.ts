import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AppContext } from '../../../electron/app/context.ts';
import { FileHandles } from '../../../electron/app/files.ts';
import { instanceHandlers } from '../../../electron/app/ipc/instance-handlers.ts';
import { Network } from '../../../electron/app/network.ts';
import { CALLS } from '../../../shared/ipc/contract.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { openWorld, type World } from '../../support/world.ts';

let lab: Lab;
let world: World;
let folder: string;

beforeAll(async () => {
  lab = await startLab();
  folder = mkdtempSync(join(tmpdir(), 'cs-'));
});
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

/** The window's calls on services of their own, and handles for files. */
function open() {
  const { services } = world;
  const network = new Network((offline) => services.setOffline(offline));
  const files = new FileHandles();
  const calls = instanceHandlers({ services, network, files } as unknown as AppContext);
  const handle = async (path: string): Promise<string> => (await files.grant([path]))[0]?.id ?? '';
  return { calls, handle, network };
}

test('public-good is there, with a root that came with the app; one from two files is added and removed', async () => {
  const { calls, handle } = open();
  const before = CALLS['instances.list'].output.parse(await calls['instances.list'](null));
  expect(before[0]).toMatchObject({ name: 'public-good', used: true, root: { from: 'shipped' } });
  const source = {
    kind: 'files' as const,
    trustedRoot: await handle(lab.files.trustedRoot),
    signingConfig: await handle(lab.files.signingConfig),
  };
  const added = CALLS['instances.add'].output.parse(await calls['instances.add']({ name: 'lab', source }));
  expect(added).toMatchObject({ name: 'lab', used: true, source: 'files', root: { from: 'files', ageDays: 0 } });
  expect(added.services.logs).toEqual([new URL(lab.urls.rekor2).host]);
  await expect(calls['instances.add']({ name: 'lab', source })).rejects.toMatchObject({ code: 'instance-exists' });
  await calls['instances.remove']({ name: 'lab' });
  expect((await calls['instances.list'](null)).map(({ name }) => name)).not.toContain('lab');
});

test('refuses files that the window was never given, that are none, or too large, and adds nothing', async () => {
  const { calls, handle } = open();
  const trustedRoot = await handle(lab.files.trustedRoot);
  const signingConfig = await handle(lab.files.signingConfig);
  const add = (root: string, config: string) =>
    calls['instances.add']({ name: 'lab', source: { kind: 'files', trustedRoot: root, signingConfig: config } });
  await expect(add('made-up', signingConfig)).rejects.toMatchObject({ code: 'not-granted' });
  await expect(add(signingConfig, signingConfig)).rejects.toMatchObject({ code: 'malformed' });
  await expect(add(trustedRoot, trustedRoot)).rejects.toThrow(/signing config/);
  const large = join(folder, 'large.json');
  writeFileSync(large, '');
  truncateSync(large, 5 * 1024 * 1024);
  await expect(add(await handle(large), signingConfig)).rejects.toMatchObject({ code: 'too-large' });
  expect((await calls['instances.list'](null)).map(({ name }) => name)).not.toContain('lab');
});

test('asks no repository while the app is offline, and keeps public-good', async () => {
  const { calls, handle, network } = open();
  network.setOffline(true);
  await expect(calls['instances.refresh']({ name: 'public-good' })).rejects.toMatchObject({ code: 'offline' });
  const source = { kind: 'tuf' as const, repository: 'https://tuf.example', root: await handle(lab.files.trustedRoot) };
  await expect(calls['instances.add']({ name: 'own', source })).rejects.toMatchObject({ code: 'offline' });
  await expect(calls['instances.remove']({ name: 'public-good' })).rejects.toMatchObject({ code: 'usage' });
});
