import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TrustedMetadataStore } from 'tuf-js/dist/store.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shipped } from '../../../../electron/core/sigstore/instances/shipped.ts';
import { InstanceSummary } from '../../../../shared/model/instance.ts';
import {
  type InstancesScene,
  logOf,
  openScene,
  signingConfigFile,
  sourceOf,
  startRepository,
  trustedRootFile,
} from './scene.ts';
import type { TufRepository } from './tuf-repository.ts';

const DAY_MS = 86_400_000;
const FILES = { kind: 'files' as const, trustedRoot: trustedRootFile(), signingConfig: signingConfigFile() };

let scene: InstancesScene;
let repository: TufRepository | undefined;

beforeEach(() => (scene = openScene()));
afterEach(async () => {
  await repository?.close();
  repository = undefined;
  scene.close();
});

const names = async () => (await scene.instances.list()).map(({ name, used }) => `${name} ${used ? 'used' : 'unused'}`);
const kept = (name: string): string => join(scene.home, 'instances', `${name}.json`);

describe('what comes with the app', () => {
  it('is public-good, used, and staging, which is used once it is added', async () => {
    const [good, staging, ...more] = await scene.instances.list();
    expect(more).toEqual([]);
    expect(good).toEqual({
      name: 'public-good',
      builtIn: true,
      public: true,
      used: true,
      source: 'tuf',
      repository: 'https://tuf-repo-cdn.sigstore.dev',
      services: {
        certificateAuthorities: ['fulcio.sigstore.dev'],
        logs: ['rekor.sigstore.dev'],
        timestampAuthorities: ['timestamp.sigstore.dev'],
        logins: ['oauth2.sigstore.dev'],
      },
      root: { from: 'shipped', asOf: '2026-11-05T00:00:00Z', ageDays: expect.any(Number) as number },
      refreshedAt: null,
    });
    expect(staging).toMatchObject({ name: 'staging', builtIn: true, used: false, root: { from: 'shipped' } });
    expect((await scene.instances.roots()).map(({ instance }) => instance)).toEqual(['public-good']);
    // Looking writes nothing.
    expect(readdirSync(scene.home)).toEqual([]);
  });

  it.each(['public-good', 'staging'] as const)('%s works with no network and no file', async (name) => {
    scene.offline = true;
    const root = await scene.instances.trustedRoot(name);
    expect(root).toMatchObject({ from: 'shipped', refreshedAt: null });
    expect(JSON.parse(Buffer.from(root.bytes).toString())).toHaveProperty('tlogs');
    expect((await scene.instances.signingConfig(name)).caUrls).toHaveLength(1);
  });

  it.each(['public-good', 'staging'] as const)('%s begins with a TUF root that its own keys signed', async (name) => {
    const { tufRoot } = await shipped(name);
    const { signed } = new TrustedMetadataStore(Buffer.from(tufRoot)).root;
    expect(signed.version).toBeGreaterThanOrEqual(14);
    const altered = Buffer.from(
      Buffer.from(tufRoot).toString().replace('"2026-', '"2036-').replace('"2027-', '"2037-'),
    );
    expect(() => new TrustedMetadataStore(altered)).toThrow(/signed by 0/);
  });

  it('is told apart by its age, which a clock that was set back does not make negative', async () => {
    scene.now = new Date('2027-01-05T00:00:01Z');
    expect((await scene.instances.list())[0]?.root?.ageDays).toBe(61);
    scene.now = new Date('2001-01-01T00:00:00Z');
    expect((await scene.instances.list())[0]?.root?.ageDays).toBe(0);
    // However old: it goes on being used.
    scene.now = new Date('2061-01-01T00:00:00Z');
    expect(await scene.instances.roots()).toHaveLength(1);
  });

  it('is staging’s only where nobody gave another to that name', async () => {
    await scene.instances.add('staging', FILES);
    expect((await scene.instances.list())[1]).toMatchObject({
      name: 'staging',
      used: true,
      source: 'files',
      repository: null,
    });
    expect(await logOf(scene.instances, 'staging')).toBe('https://rekor.example.org');
    writeFileSync(kept('staging'), '{"version": 1, "content": {}}');
    await expect(scene.instances.trustedRoot('staging')).rejects.toMatchObject({ code: 'instance-damaged' });
    expect((await scene.instances.roots()).map(({ instance }) => instance)).toEqual(['public-good']);
    await scene.instances.remove('staging');
    expect((await scene.instances.trustedRoot('staging')).from).toBe('shipped');
  });

  it('is added by its name alone, offline too', async () => {
    scene.offline = true;
    expect(await scene.instances.add('staging')).toMatchObject({ used: true, root: { from: 'shipped' } });
    expect((await scene.instances.roots()).map(({ instance }) => instance)).toEqual(['public-good', 'staging']);
    await expect(scene.instances.add('staging')).rejects.toMatchObject({ code: 'instance-exists' });
    await scene.instances.remove('staging');
    expect(await names()).toEqual(['public-good used', 'staging unused']);
  });

  it('is not refreshed before it is used', async () => {
    await expect(scene.instances.refresh('staging')).rejects.toMatchObject({ code: 'usage' });
    expect(await names()).toEqual(['public-good used', 'staging unused']);
  });

  it('cannot be taken away or given another root', async () => {
    await expect(scene.instances.remove('public-good')).rejects.toMatchObject({ code: 'usage' });
    for (const name of ['public-good', 'Public-Good'])
      await expect(scene.instances.add(name, FILES)).rejects.toMatchObject({ code: 'instance-exists' });
  });
});

describe('an instance of the user’s own', () => {
  it('comes from files, and stays as it was given', async () => {
    const added = await scene.instances.add('Acme.Lab_1', FILES);
    expect(added).toEqual({
      name: 'Acme.Lab_1',
      builtIn: false,
      public: false,
      used: true,
      source: 'files',
      repository: null,
      services: {
        certificateAuthorities: ['fulcio.example.org'],
        logs: ['log.example.org'],
        timestampAuthorities: ['time.example.org'],
        logins: ['login.example.org'],
      },
      root: { from: 'files', asOf: scene.now.toISOString(), ageDays: 0 },
      refreshedAt: null,
    });
    expect(InstanceSummary.parse(added)).toEqual(added);
    const again = scene.open();
    expect(await again.trustedRoot('acme.lab_1')).toEqual({
      bytes: FILES.trustedRoot,
      from: 'files',
      refreshedAt: null,
    });
    expect((await again.signingConfig('Acme.Lab_1')).rekorTlogUrls[0]?.url).toBe('https://log.example.org');
    expect((await again.roots()).map(({ instance }) => instance)).toEqual(['public-good', 'Acme.Lab_1']);
    await expect(again.refresh('Acme.Lab_1')).rejects.toMatchObject({ code: 'usage' });
  });

  it('is found by a certificate of its root, as another is not', async () => {
    await scene.instances.add('acme', FILES);
    const [good, acme] = await scene.instances.roots();
    const naming = async (certificate: Uint8Array | undefined): Promise<string[]> =>
      (await scene.instances.roots(certificate)).map(({ instance }) => instance);
    for (const { instance, material } of [good!, acme!])
      for (const { certChain } of material.certificateAuthorities)
        for (const { root } of certChain) expect(await naming(root.toDER())).toEqual([instance]);
    expect(await naming(new Uint8Array([0x30, 0]))).toEqual([]);
    expect(await naming(acme!.material.certificateAuthorities[0]!.certChain[0]!.root.toDER().subarray(1))).toEqual([]);
  });

  it('is signed with by what it says, and is nobody’s but the user’s', async () => {
    await scene.instances.add('acme', FILES);
    const [, root] = await scene.instances.roots();
    const acme = await scene.instances.signingInstance('Acme');
    expect(acme).toMatchObject({ name: 'acme', isPublic: false });
    expect(acme.trust).toBe(root?.material);
    expect(acme.config.caUrls[0]?.url).toBe('https://fulcio.example.org');
    for (const name of ['public-good', 'staging'])
      expect(await scene.instances.signingInstance(name)).toMatchObject({ name, isPublic: true });
    // Public-good by another name is as public.
    const { signingConfig } = await shipped('public-good');
    await scene.instances.add('mirror', { ...FILES, signingConfig: await signingConfig() });
    expect((await scene.instances.signingInstance('mirror')).isPublic).toBe(true);
    await expect(scene.instances.signingInstance('nobody')).rejects.toMatchObject({ code: 'instance-unknown' });
  });

  it('comes from a repository, which is asked at once', async () => {
    repository = await startRepository();
    const added = await scene.instances.add('acme', sourceOf(repository));
    expect(added).toMatchObject({ source: 'tuf', repository: repository.url, root: { from: 'refreshed' } });
    expect(added.refreshedAt).toBe(scene.now.toISOString());
    const { sockets } = repository;
    scene.offline = true;
    scene.now = new Date(scene.now.getTime() + 400 * DAY_MS);
    const again = scene.open();
    expect(await logOf(again, 'acme')).toBe('https://rekor.example.org');
    expect((await again.list()).at(-1)?.root?.ageDays).toBe(400);
    expect(repository.sockets).toBe(sockets);
  });

  it('is kept readable for its owner alone, in one file, with no temporary one left', async () => {
    await scene.instances.add('acme', FILES);
    expect(readdirSync(join(scene.home, 'instances'))).toEqual(['acme.json']);
    if (process.platform !== 'win32') expect(statSync(kept('acme')).mode & 0o777).toBe(0o600);
  });

  it('is there once, whatever the letters’ case', async () => {
    await scene.instances.add('acme', FILES);
    await expect(scene.instances.add('ACME', FILES)).rejects.toMatchObject({ code: 'instance-exists' });
    const both = await Promise.allSettled([scene.instances.add('beta', FILES), scene.open().add('Beta', FILES)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('goes for good', async () => {
    await scene.instances.add('acme', FILES);
    await scene.instances.remove('ACME');
    expect(existsSync(kept('acme'))).toBe(false);
    for (const call of [
      () => scene.instances.remove('acme'),
      () => scene.instances.trustedRoot('acme'),
      () => scene.instances.signingConfig('acme'),
      () => scene.instances.refresh('acme'),
      () => scene.instances.add('acme'),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'instance-unknown' });
  });

  it.each([
    '',
    '.',
    '..',
    '../x',
    'a/b',
    'a\\b',
    'a b',
    '-a',
    'a-',
    '.a',
    'a..b',
    'x'.repeat(65),
    'CON',
    'nul.x',
    'ä',
    'a\u202eb',
    'a\n',
  ])('has a plain name: not %j', async (name) => {
    await expect(scene.instances.add(name, FILES)).rejects.toMatchObject({ code: 'usage' });
    await expect(scene.instances.trustedRoot(name)).rejects.toMatchObject({ code: 'instance-unknown' });
    await expect(scene.instances.remove(name)).rejects.toMatchObject({ code: 'instance-unknown' });
    expect(readdirSync(scene.home)).toEqual([]);
  });
});

describe('nothing is kept', () => {
  const noLogStart = (): Buffer => {
    const root = JSON.parse(String(trustedRootFile())) as { tlogs: { publicKey: { validFor?: unknown } }[] };
    delete root.tlogs[0]!.publicKey.validFor;
    return Buffer.from(JSON.stringify(root));
  };
  it.each<[string, Partial<typeof FILES>]>([
    ['a trusted root whose log has no start (9)', { trustedRoot: noLogStart() }],
    ['no trusted root', { trustedRoot: Buffer.from('{}') }],
    ['a web page', { trustedRoot: Buffer.from('<html>') }],
    ['a trusted root that is too large', { trustedRoot: Buffer.alloc(5 * 1024 * 1024, 32) }],
    ['no signing config', { signingConfig: Buffer.from('[]') }],
    ['the two files exchanged', { trustedRoot: FILES.signingConfig, signingConfig: FILES.trustedRoot }],
  ])('of %s', async (_what, part) => {
    await expect(scene.instances.add('acme', { ...FILES, ...part })).rejects.toMatchObject({ code: 'malformed' });
    expect(readdirSync(scene.home)).toEqual([]);
  });

  it.each([
    ['plain http', 'http://tuf.example.org'],
    ['a login in the address', 'https://ada:secret@tuf.example.org'],
    ['another scheme', 'file:///etc'],
    ['a query', 'https://tuf.example.org/?a=b'],
    ['no address', 'tuf.example.org'],
  ])('of a repository with %s', async (_what, address) => {
    const source = { kind: 'tuf' as const, repository: address, root: Buffer.from('{}') };
    await expect(scene.instances.add('acme', source)).rejects.toMatchObject({ code: 'usage' });
    expect(readdirSync(scene.home)).toEqual([]);
  });

  it('of a repository that does not answer, is not the one of that root, or cannot be asked now', async () => {
    repository = await startRepository();
    const other = await startRepository();
    const add = (source: ReturnType<typeof sourceOf>) => scene.instances.add('acme', source);
    await other.close();
    await expect(add({ ...sourceOf(repository), repository: 'http://127.0.0.1:1' } as never)).rejects.toMatchObject({
      code: 'network',
    });
    await expect(add({ ...sourceOf(repository), root: other.root(1) } as never)).rejects.toMatchObject({
      code: 'root-refused',
    });
    await expect(add({ ...sourceOf(repository), root: Buffer.from('{}') } as never)).rejects.toMatchObject({
      code: 'root-refused',
    });
    scene.offline = true;
    await expect(add(sourceOf(repository))).rejects.toMatchObject({ code: 'offline' });
    expect(readdirSync(scene.home)).toEqual([]);
  });
});

describe('what cannot be read', () => {
  const damage = (name: string, text: string): void => {
    mkdirSync(join(scene.home, 'instances'), { recursive: true });
    writeFileSync(kept(name), text);
  };

  it('of public-good leaves what came with the app, and says so', async () => {
    damage('public-good', 'not json');
    expect((await scene.instances.list())[0]).toMatchObject({
      name: 'public-good',
      root: { from: 'shipped' },
      problem: { code: 'instance-damaged' },
    });
    expect(await scene.instances.roots()).toHaveLength(1);
    expect((await scene.instances.signingConfig('public-good')).caUrls).toHaveLength(1);
  });

  it('of public-good, with a repository that is not its own, is not believed', async () => {
    repository = await startRepository('https://evil.example.org');
    await scene.instances.add('evil', sourceOf(repository));
    damage('public-good', readFileSync(kept('evil'), 'utf8').replace('"evil"', '"public-good"'));
    expect(await logOf(scene.instances, 'public-good')).toBe('https://rekor.sigstore.dev');
    expect((await scene.instances.list())[0]?.problem?.code).toBe('instance-damaged');
  });

  it('of the user’s own is told, and does not keep the others', async () => {
    await scene.instances.add('acme', FILES);
    damage('beta', '{"version": 1, "content": {"name": "acme", "addedAt": "2026-01-01T00:00:00Z"}}');
    damage('gamma', '{"version": 99, "content": {}}');
    const [, , , beta, gamma] = await scene.instances.list();
    expect(beta).toMatchObject({ name: 'beta', root: null, problem: { code: 'instance-damaged' } });
    expect(gamma).toMatchObject({ name: 'gamma', root: null, problem: { code: 'store-newer' } });
    expect((await scene.instances.roots()).map(({ instance }) => instance)).toEqual(['public-good', 'acme']);
    await expect(scene.instances.trustedRoot('beta')).rejects.toMatchObject({ code: 'instance-damaged' });
    await expect(scene.instances.refresh('beta')).rejects.toMatchObject({ code: 'instance-damaged' });
    await expect(scene.instances.add('beta', FILES)).rejects.toMatchObject({ code: 'instance-damaged' });
    await scene.instances.remove('beta');
    expect((await scene.instances.list()).map(({ name }) => name)).not.toContain('beta');
  });
});

describe('the roots to judge by', () => {
  it('are the same objects for the same content', async () => {
    await scene.instances.add('acme', FILES);
    await scene.instances.add('same', FILES);
    const [good, acme, same] = await scene.instances.roots();
    const [goodAgain, acmeAgain] = await scene.open().roots();
    expect(goodAgain?.material).toBe(good?.material);
    expect(acmeAgain?.material).toBe(acme?.material);
    expect(same?.material).toBe(acme?.material);
    expect(acme?.material).not.toBe(good?.material);
  });

  it('are those of what was refreshed last', async () => {
    repository = await startRepository('https://old.example.org');
    await scene.instances.add('acme', sourceOf(repository));
    const before = (await scene.instances.roots())[1];
    repository.targets.set('trusted_root.json', trustedRootFile('https://new.example.org'));
    repository.publish();
    await scene.instances.refresh('acme');
    const after = (await scene.instances.roots())[1];
    expect([before, after].map((root) => root?.material.tlogs[0]?.baseURL)).toEqual([
      'https://old.example.org',
      'https://new.example.org',
    ]);
  });
});
