import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Lab, startLab } from '../../../lab/lab.ts';
import { openWorld, type World } from '../../../support/world.ts';
import { newStage } from '../../engines/keyless/stage.ts';
import { sourceOf, startRepository } from './scene.ts';
import type { TufRepository } from './tuf-repository.ts';

let lab: Lab;
let world: World;
let repository: TufRepository;
let sockets = 0;

const files = () => ({
  kind: 'files' as const,
  trustedRoot: readFileSync(lab.files.trustedRoot),
  signingConfig: readFileSync(lab.files.signingConfig),
});

beforeAll(async () => {
  [lab, world, repository] = await Promise.all([startLab(), openWorld(), startRepository()]);
  const stage = await newStage(lab);
  const run = await stage.open();
  const { bundle } = await stage.sign(run);
  run.close();
  world.write('app-1.0.tar.gz', await readFile(await stage.file('a.bin')));
  world.write('app-1.0.tar.gz.sigstore.json', bundle);
  await stage.close();
  // Every socket that is connected somewhere goes through here, those of TLS too.
  const connect = Reflect.get(Socket.prototype, 'connect') as (...args: unknown[]) => Socket;
  vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket, ...args: unknown[]) {
    sockets++;
    return Reflect.apply(connect, this, args);
  });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await world.close();
  await Promise.all([lab.close(), repository.close()]);
});

describe('signing by a key with neither a log nor a timestamp', () => {
  let online: World;
  beforeAll(async () => {
    // As the app has it: the root of an instance that is used is refreshed in the background, and it never was.
    online = await openWorld({ instances: { background: true } });
    sockets = 0;
  });
  afterAll(() => online.close());

  it('opens no socket, then or in the background', async () => {
    const { keys, instances } = online.services;
    const { id } = await keys.generateCosign({ name: 'Rel', algorithm: 'p256' });
    const path = online.write('a.tar', 'a');
    const manifest = { name: 'SHA256SUMS', algorithm: 'sha256', style: 'gnu' } as const;
    const sigstore = { instance: 'public-good', log: false, timestamp: false };
    const options = { keys: [id], signature: 'armored', manifest, sigstore } as const;
    const receipt = await online.sign({ paths: [path], options: { ...options, keys: [id] } });
    expect(receipt.files).toHaveLength(2);
    await instances.list();
    await online.services.keys.list();
    await instances.settle(1000);
    expect(sockets).toBe(0);
  });

  it('would be counted if it did', async () => {
    const other = await openWorld({ instances: { background: true } });
    await other.services.instances.signingConfig('public-good');
    await other.services.instances.settle(1000);
    await other.close();
    expect(sockets).toBeGreaterThan(0);
  });
});

describe('offline (48)', () => {
  const check = async () => {
    const [result] = await world.verify(`${world.folder}/app-1.0.tar.gz`);
    const [signature] = result?.signatures ?? [];
    return { verdict: result?.verdict, result: signature?.result, notes: signature?.notes, signer: signature?.signer };
  };

  it('knows no signature of an instance that was not added', async () => {
    world.services.setOffline(true);
    expect(await check()).toMatchObject({ verdict: 'incomplete', result: 'unsupported', notes: ['unknown-instance'] });
  });

  it('judges by the root that was kept, and opens no socket', async () => {
    const { instances } = world.services;
    world.services.setOffline(false);
    await instances.add('acme', sourceOf(repository));
    world.services.setOffline(true);
    // The count counts.
    expect(sockets).toBeGreaterThan(0);
    sockets = 0;
    await instances.add('lab', files());
    expect(await check()).toEqual({
      verdict: 'untrusted',
      result: 'good',
      notes: ['signer-not-expected'],
      signer: expect.objectContaining({ identity: 'ada@example.org', instance: 'lab' }) as unknown,
    });
    expect((await instances.roots()).map(({ instance }) => instance)).toEqual(['public-good', 'acme', 'lab']);
    await instances.list();
    await instances.signingConfig('lab');
    for (const name of [undefined, 'acme', 'public-good'])
      await expect(instances.refresh(name)).rejects.toMatchObject({ code: 'offline' });
    await instances.settle(1000);
    expect(sockets).toBe(0);
  });

  it('forgets an instance that was removed', async () => {
    await world.services.instances.remove('lab');
    expect((await check()).notes).toEqual(['unknown-instance']);
  });
});
