import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { InstanceSummary } from '../../shared/model/instance.ts';
import { signingConfigFile, startRepository, trustedRootFile } from '../core/sigstore/instances/scene.ts';
import type { TufRepository } from '../core/sigstore/instances/tuf-repository.ts';
import { type CommandLine, openCommandLine } from './command-line.ts';

let cli: CommandLine;
let repository: TufRepository | undefined;

beforeEach(() => {
  cli = openCommandLine();
  cli.write('trusted_root.json', trustedRootFile());
  cli.write('signing_config.json', signingConfigFile());
});
afterEach(async () => {
  await repository?.close();
  repository = undefined;
  cli.close();
});

const FILES = ['--trusted-root', 'trusted_root.json', '--signing-config', 'signing_config.json'];
const list = async (): Promise<InstanceSummary[]> =>
  (await cli.run(['instance', 'list', '--json'])).stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => InstanceSummary.parse(JSON.parse(line)));

describe('instances on the command line', () => {
  it('are listed with their services and the age of their roots', async () => {
    const [good, staging] = await list();
    expect(good).toMatchObject({ name: 'public-good', builtIn: true, used: true, root: { from: 'shipped' } });
    expect(staging).toMatchObject({ name: 'staging', builtIn: true, used: false });
    const { status, stdout, stderr } = await cli.run(['instance', 'list']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^public-good \(built in\)\n {2}trusted root {3}came with this version, 2026-11-05, \d+ days? old\n/,
    );
    expect(stdout).toContain('logs           rekor.sigstore.dev');
    expect(stdout).toContain('staging (built in), not used: countersign instance add staging');
    expect((await cli.run(['instance', 'list', '--quiet'])).stdout).toBe('');
  });

  it('are added from files, and removed', async () => {
    const added = await cli.run(['instance', 'add', 'acme', ...FILES, '--json', '--offline']);
    expect([added.status, added.stderr]).toEqual([0, '']);
    expect(InstanceSummary.parse(JSON.parse(added.stdout))).toMatchObject({ name: 'acme', root: { from: 'files' } });
    expect((await cli.run(['instance', 'add', 'ACME', ...FILES])).status).toBe(2);
    expect((await list()).map(({ name }) => name)).toEqual(['public-good', 'staging', 'acme']);
    expect((await cli.run(['instance', 'list'])).stdout).toMatch(
      /acme\n {2}trusted root {3}came in files, .* 0 days old/,
    );
    expect((await cli.run(['instance', 'remove', 'acme', '--json'])).stdout).toBe('{"removed":"acme"}\n');
    expect((await list()).map(({ name }) => name)).toEqual(['public-good', 'staging']);
  });

  it('are added from a repository, and refreshed when asked', async () => {
    repository = await startRepository('https://old.example.org');
    cli.write('root.json', repository.root());
    const added = await cli.run(['instance', 'add', 'acme', '--tuf', repository.url, '--root', 'root.json', '--json']);
    expect(JSON.parse(added.stdout)).toMatchObject({ repository: repository.url, root: { from: 'refreshed' } });
    const { length } = repository.seen;
    await list();
    expect(repository.seen).toHaveLength(length);
    expect((await cli.run(['instance', 'refresh', 'acme'])).stdout).toMatch(/repository .*last refreshed \d{4}-/);
    expect(repository.seen.length).toBeGreaterThan(length);

    repository.files.set('/timestamp.json', Buffer.from('{}'));
    const refused = await cli.run(['instance', 'refresh', 'acme']);
    expect(refused).toMatchObject({ status: 5, stdout: '' });
    expect(refused.stderr).toContain('The new trusted root does not hold up.');
    const told = await cli.run(['instance', 'list']);
    expect(told.stderr).toMatch(/^acme: The new trusted root does not hold up\./);
    expect(told.stdout).toMatch(/acme\n {2}trusted root {3}refreshed, /);
  });

  it('keep nothing of files that cannot be used, which are no usage error', async () => {
    cli.write('signing_config.json', '[]');
    const { status, stderr } = await cli.run(['instance', 'add', 'acme', ...FILES]);
    expect(status).toBe(5);
    expect(stderr).toContain('the signing config: it is no object');
    expect(existsSync(join(cli.home, 'instances'))).toBe(false);
  });

  it('are refused offline where a repository would be asked', async () => {
    repository = await startRepository();
    cli.write('root.json', repository.root());
    const args = ['instance', 'add', 'acme', '--tuf', repository.url, '--root', 'root.json', '--offline'];
    expect(await cli.run(args)).toMatchObject({ status: 5, stdout: '' });
    expect(repository.sockets).toBe(0);
    expect((await cli.run(['instance', 'add', 'staging', '--offline'])).status).toBe(0);
    expect((await list())[1]).toMatchObject({ name: 'staging', used: true, root: { from: 'shipped' } });
  });

  it('and their roots’ ages are among what doctor looks at', async () => {
    await cli.run(['instance', 'add', 'acme', ...FILES]);
    const facts = async () =>
      (await cli.run(['doctor', '--json'])).stdout
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as { id: string; ok: boolean; detail: string; mend?: string })
        .filter(({ id }) => id === 'instance');
    expect(await facts()).toEqual([
      {
        id: 'instance',
        ok: true,
        detail: expect.stringMatching(/^public-good: .* came with this version, \d+ days? old$/) as string,
      },
      { id: 'instance', ok: true, detail: expect.stringMatching(/^acme: .* came in files, 0 days old$/) as string },
    ]);
    writeFileSync(join(cli.home, 'instances', 'acme.json'), '[]');
    expect((await facts())[1]).toMatchObject({ ok: false, mend: 'countersign instance remove acme' });
  });
});

describe('a refresh that is due', () => {
  const file = (name: string): string => join(cli.home, 'instances', `${name}.json`);
  const NEW = 'https://new.example.org';
  const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
  const tried = (name: string, content: object): void =>
    writeFileSync(file(name), JSON.stringify({ version: 1, content: { name, addedAt: daysAgo(3), ...content } }));

  it('keeps no call waiting, and is made by another process', async () => {
    const served = (repository = await startRepository('https://old.example.org'));
    cli.write('root.json', served.root());
    await cli.run(['instance', 'add', 'acme', '--tuf', served.url, '--root', 'root.json']);
    const { content } = JSON.parse(readFileSync(file('acme'), 'utf8')) as { content: object };
    tried('acme', { ...content, triedAt: daysAgo(2) });
    tried('public-good', { repository: 'https://tuf-repo-cdn.sigstore.dev', triedAt: daysAgo(0) });
    served.targets.set('trusted_root.json', trustedRootFile(NEW));
    served.publish();
    const answers: (() => void)[] = [];
    let isSilent = true;
    served.fault = (path, response) => {
      if (!isSilent) return false;
      // The answer to the first question waits; the question is put again.
      answers.push(() => response.destroy());
      return path !== '';
    };
    cli.write('file', 'a file');
    const verify = () =>
      cli.run(['verify', 'file', '--instance', 'acme'], { env: { COUNTERSIGN_NO_REFRESH: undefined } });
    const { length } = served.seen;
    expect((await verify()).status).toBe(3);
    await expect.poll(() => served.seen.length, { timeout: 20_000 }).toBeGreaterThan(length);
    // Who asks is known: nobody else asks today.
    expect((await verify()).status).toBe(3);
    isSilent = false;
    const asked = served.seen.length;
    for (const answer of answers) answer();
    const refreshed = async () => (await list()).find(({ name }) => name === 'acme')?.problem?.code;
    await expect.poll(refreshed, { timeout: 20_000 }).toBe('network');
    expect(served.seen).toHaveLength(asked);

    tried('acme', { ...content, triedAt: daysAgo(2) });
    expect((await verify()).status).toBe(3);
    const rootNow = () => readFileSync(file('acme'), 'utf8').includes(trustedRootFile(NEW).toString('base64'));
    await expect.poll(rootNow, { timeout: 20_000 }).toBe(true);
    expect((await list()).find(({ name }) => name === 'acme')?.problem).toBeUndefined();
  });

  it('is asked for all instances or none', async () => {
    expect((await cli.run(['instance', 'refresh', 'acme', '--due'])).status).toBe(2);
    expect((await cli.run(['instance', 'list', '--due'])).status).toBe(2);
  });
});

const canTrace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;

describe.skipIf(!canTrace)('with --offline', () => {
  it('no call of instances opens a socket of the network', async () => {
    repository = await startRepository();
    cli.write('root.json', repository.root());
    await cli.run(['instance', 'add', 'acme', '--tuf', repository.url, '--root', 'root.json']);
    for (const [args, expected] of [
      [['instance', 'list'], 0],
      [['instance', 'refresh'], 5],
      [['instance', 'refresh', 'acme'], 5],
      [['instance', 'add', 'staging'], 0],
    ] as const) {
      const log = join(cli.root, 'trace');
      const command = [process.execPath, inject('countersign'), ...args, '--offline'];
      const { status } = spawnSync('strace', ['-f', '-e', 'trace=socket,connect,bind', '-o', log, ...command], {
        cwd: cli.folder,
        env: cli.env,
      });
      const calls = readFileSync(log, 'utf8');
      expect([args, calls.match(/AF_INET|AF_PACKET/g)]).toEqual([args, null]);
      expect([args, status]).toEqual([args, expected]);
    }
  });
});
