import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../../lab/lab.ts';
import { openWorld, type World } from '../../../support/world.ts';
import { newStage } from '../../engines/keyless/stage.ts';
import { sourceOf, startRepository } from './scene.ts';
import type { TufRepository } from './tuf-repository.ts';

/** The runtime's own word on every socket that is connected somewhere. */
const CHANNEL = 'net.client.socket';

let lab: Lab;
let world: World;
let repository: TufRepository;
let sockets = 0;
const count = (): void => {
  sockets++;
};

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
  subscribe(CHANNEL, count);
});
afterAll(async () => {
  unsubscribe(CHANNEL, count);
  await world.close();
  await Promise.all([lab.close(), repository.close()]);
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
