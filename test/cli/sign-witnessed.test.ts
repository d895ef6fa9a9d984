import { mkdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openConsent } from '../../electron/core/sigstore/consent.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { type CommandLine, type Ended, openCommandLine } from './command-line.ts';

let lab: Lab;
let cli: CommandLine;
let key: string;
let files: string[];

beforeAll(async () => {
  lab = await startLab();
  files = ['--signing-config', lab.files.signingConfig, '--trusted-root', lab.files.trustedRoot];
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.forgetRequests();
  cli = openCommandLine();
  key = await makeKey();
  cli.write('a.txt', 'a\n');
});
afterEach(() => {
  lab.heal();
  cli.close();
});

async function makeKey(...flags: string[]): Promise<string> {
  const made = await cli.run(['keys', 'generate', '--type', 'cosign', '--name', 'Release key', '--json', ...flags]);
  return made.json()[0]!.id;
}

const sign = (...words: string[]): Promise<Ended> => cli.run(['sign', '--key', key, ...words]);

/** Verifies as somebody who has the public key and the trusted root, and none of the signer's home. */
async function verify(name = 'a.txt', by = key): Promise<Ended> {
  cli.write('../cosign.pub', (await cli.run(['keys', 'export', by])).stdout);
  const env = { COUNTERSIGN_HOME: cli.otherHome('stranger') };
  return cli.run(['verify', '--json', '--key', '../cosign.pub', '--trusted-root', lab.files.trustedRoot, name], {
    env,
  });
}

const sent = (): string[] =>
  (['fulcio', 'rekor1', 'rekor2', 'timestamp'] as const).flatMap((service) => lab.requests(service).map(() => service));

describe('a key that asks services', () => {
  it.each([
    ['as the signing config says', [], { logged: true, timestamped: true }, ['rekor2', 'timestamp']],
    ['a log alone', ['--timestamp=false'], { logged: true, timestamped: false }, ['rekor2']],
    ['a timestamp alone', ['--tlog-upload=false'], { logged: false, timestamped: true }, ['timestamp']],
    ['neither', ['--tlog-upload=false', '--timestamp=false'], { logged: false, timestamped: false }, []],
  ])('%s', async (_what, flags, witnessed, services) => {
    const { status, stderr, json } = await sign('a.txt', '--yes', '--json', ...files, ...flags);
    expect([stderr, status]).toEqual(['', 0]);
    expect(json()[0]!.outputs).toMatchObject([{ path: cli.path('a.txt.sigstore.json'), ...witnessed }]);
    expect(sent()).toEqual(services);
    expect((await verify()).status).toBe(0);
    const other = await makeKey();
    expect((await verify('a.txt', other)).status).not.toBe(0);
    cli.write('a.txt', 'changed');
    expect((await verify()).status).toBe(1);
  });

  it('of any kind, on a folder and its list, by an instance with a name', async () => {
    const { trustedRoot, signingConfig } = lab.files;
    await cli.run(['instance', 'add', 'lab', '--trusted-root', trustedRoot, '--signing-config', signingConfig]);
    cli.write('r/b.txt', 'b');
    for (const algorithm of ['p384', 'ed25519']) {
      key = await makeKey('--algorithm', algorithm);
      const made = await sign('r', '--manifest', '--force', '--yes', '--instance', 'LAB');
      expect([made.stderr, made.status]).toEqual(['', 0]);
      expect(made.stdout.match(/\(logged, timestamped\)/g)).toHaveLength(2);
      for (const name of ['r/b.txt', 'r/SHA256SUMS']) expect((await verify(name)).status).toBe(0);
    }
  });

  it('shows what becomes public, and without a terminal or --yes sends nothing', async () => {
    const { status, stderr } = await sign('a.txt', ...files);
    expect(status).toBe(2);
    const groups = key.slice('cosign:'.length).match(/.{4}/g)!;
    for (const words of ['becomes public for ever', `${groups[0]} ${groups[1]!}`, 'a.txt', 'add --yes'])
      expect(stderr).toContain(words);
    expect([sent(), cli.names()]).toEqual([[], ['a.txt']]);
  });

  it('tells no log of a folder that must never be public, and signs there without one', async () => {
    mkdirSync(cli.home, { recursive: true, mode: 0o700 });
    await openConsent(cli.home, () => new Date()).markNeverPublic(cli.folder);
    const { status, stderr } = await sign('a.txt', '--yes', ...files);
    expect([status, stderr]).toEqual([5, expect.stringContaining('Nothing from this folder may go to a public log.')]);
    expect([sent(), cli.names()]).toEqual([[], ['a.txt']]);
    expect((await sign('a.txt', '--tlog-upload=false', ...files)).status).toBe(0);
  });

  it('whose instance is not known is led to the calls that list and add one', async () => {
    expect((await sign('a.txt', '--yes', ...files)).status).toBe(0);
    cli.write('../cosign.pub', (await cli.run(['keys', 'export', key])).stdout);
    const call = ['verify', '--key', '../cosign.pub', 'a.txt'];
    const found = await cli.run(call);
    expect([found.status, found.stdout]).toEqual([3, expect.stringContaining('countersign instance list')]);
    expect((await cli.run([...call, '--json'])).json()).toMatchObject([
      { notes: ['unknown-instance'], nextStep: expect.stringContaining('countersign instance add NAME') as unknown },
    ]);
    const named = await sign('a.txt', '--force', '--instance', 'nowhere');
    expect([named.status, named.stderr]).toEqual([2, expect.stringContaining('countersign instance list')]);
    expect(named.stderr).not.toContain('settings');
  });

  it.each(['p256', 'ed25519', 'rsa2048'])(
    'keeps what a log could not be told of, and logs it by the same call later (%s)',
    async (algorithm) => {
      key = await makeKey('--algorithm', algorithm);
      const { trustedRoot, signingConfig } = lab.files;
      await cli.run(['instance', 'add', 'lab', '--trusted-root', trustedRoot, '--signing-config', signingConfig]);
      lab.inject('rekor2', { kind: 'status', status: 503 }, { times: 99 });
      const call = ['a.txt', '--instance', 'lab', '--yes'];
      const first = await sign(...call);
      expect([first.status, cli.names()]).toEqual([5, ['a.txt']]);
      expect(first.stderr).toContain('Signed, not yet logged.');
      lab.heal();
      const second = await sign(...call);
      expect([second.status, second.stderr]).toEqual([0, '']);
      expect(second.stdout).toContain('signed earlier, logged now');
      expect((await verify()).status).toBe(0);
      expect((await cli.run(['whoami'])).stdout).not.toContain('not yet logged');
    },
  );

  it('keeps it for the instance of two files too, and for no other pair', async () => {
    lab.inject('rekor2', { kind: 'status', status: 503 }, { times: 99 });
    expect((await sign('a.txt', '--yes', ...files)).status).toBe(5);
    lab.heal();
    cli.write('../other.json', JSON.stringify(JSON.parse(readFileSync(lab.files.signingConfig, 'utf8')), null, 1));
    const other = ['--signing-config', '../other.json', '--trusted-root', lab.files.trustedRoot];
    const anew = await sign('a.txt', ...other);
    expect([anew.status, cli.names()]).toEqual([2, ['a.txt']]);
    expect(anew.stderr).toContain('becomes public for ever');
    const later = await sign('a.txt', ...files);
    expect([later.status, later.stdout.includes('signed earlier, logged now')]).toEqual([0, true]);
    expect((await verify()).status).toBe(0);
  });

  it('another key does not take what waits for its own', async () => {
    const { trustedRoot, signingConfig } = lab.files;
    await cli.run(['instance', 'add', 'lab', '--trusted-root', trustedRoot, '--signing-config', signingConfig]);
    lab.inject('rekor2', { kind: 'status', status: 503 }, { times: 99 });
    const call = ['a.txt', '--instance', 'lab', '--yes'];
    const first = key;
    expect((await sign(...call)).status).toBe(5);
    lab.heal();
    key = await makeKey();
    const second = await sign(...call);
    expect([second.status, second.stdout.includes('signed earlier')]).toEqual([0, false]);
    expect((await verify()).status).toBe(0);
    expect((await verify('a.txt', first)).status).not.toBe(0);
    expect((await cli.run(['whoami'])).stdout).not.toContain('not yet logged');
  });
});

describe('the files of an instance', () => {
  it.each([
    [['--trusted-root', 'a.txt'], '--signing-config is missing'],
    [['--signing-config', 'a.txt'], '--trusted-root is missing'],
    [['--signing-config', 'a.txt', '--trusted-root', 'gone.json'], 'gone.json'],
    [['--signing-config', 'a.txt', '--trusted-root', 'a.txt', '--instance', 'lab'], 'exclude each other'],
  ])('%j is a usage error', async (flags, said) => {
    const { status, stderr } = await sign('a.txt', '--yes', ...flags);
    expect([status, stderr]).toEqual([2, expect.stringContaining(said)]);
  });

  it('that are none are refused before anything is signed', async () => {
    const { trustedRoot, signingConfig } = lab.files;
    for (const pair of [
      ['--signing-config', trustedRoot, '--trusted-root', signingConfig],
      ['--signing-config', signingConfig, '--trusted-root', 'a.txt'],
    ])
      expect((await sign('a.txt', '--yes', ...pair)).status).toBe(5);
    expect([sent(), cli.names()]).toEqual([[], ['a.txt']]);
  });

  it('are for Sigstore’s keys', async () => {
    key = await cli.appKey('Ada <ada@example.org>');
    const { status, stderr } = await sign('a.txt', ...files);
    expect([status, stderr]).toEqual([2, expect.stringContaining('--signing-config is for a Sigstore key')]);
    expect(cli.names()).toEqual(['a.txt']);
  });
});
