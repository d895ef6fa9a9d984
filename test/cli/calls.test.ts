import { chmodSync, mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandLine, openCommandLine } from './command-line.ts';

/** Calls that are wrong in themselves: exit status 2, one line that says what is wrong, and mostly one that says what to write. */
let cli: CommandLine;
let key: string;

beforeAll(async () => {
  cli = openCommandLine();
  cli.write('a.txt', 'a\n');
  cli.write('b.txt', 'b\n');
  cli.write('pw', 'secret\n');
  key = await cli.appKey('Ada <ada@example.org>');
});
afterAll(() => cli.close());

describe('a mistake in the call', () => {
  it.each<[string[], RegExp]>([
    [[], /countersign sign/],
    [['nonsense'], /there is no command `nonsense`/],
    [['--json'], /there is no command `--json`/],
    [['constructor'], /there is no command `constructor`/],
    [['keys', 'toString'], /keys knows no `toString`/],
    [['pin', 'valueOf'], /pin knows no `valueOf`/],
    [['verify', 'a.txt', '--constructor'], /--constructor/],
    [['verify'], /nothing to verify is named/],
    [['verify', 'nowhere.txt'], /nowhere\.txt: there is no such file or folder/],
    [['verify', 'a.txt', '--signature', 'nowhere.asc'], /nowhere\.asc: there is no such/],
    [['verify', 'a.txt', '--key', 'nowhere.asc'], /nowhere\.asc: there is no such/],
    [['verify', 'a.txt', '--publisher', 'Nobody'], /no publisher is called Nobody/],
    [['verify', 'a.txt', '--key', 'b.txt', '--publisher', 'X'], /exclude each other/],
    [['verify', 'a.txt', '--threshold', 'two'], /--threshold wants a number/],
    [['verify', 'a.txt', '--treshold', '2'], /--treshold.*\n.*--threshold/],
    [['verify', 'a.txt', '--at', '2026-02-30'], /is no date/],
    [['verify', 'a.txt', '--at'], /--at/],
    [['verify', 'a.txt', '--json=yes'], /--json/],
    [['verify', 'a.txt', '--certificate-identity', 'x'], /an identity without its issuer/],
    [['verify', 'a.txt', '--bundle', 'x'], /there is no such file or folder/],
    [['verify', 'a.txt', '--trusted-root=x'], /x: there is no such file or folder/],
    [['sign'], /nothing to sign is named/],
    [['sign', 'nowhere.txt'], /nowhere\.txt: there is no such/],
    [['sign', '/dev/null'], /\/dev\/null is not a file/],
    [['sign', 'a.txt', '--binary', '--clearsign'], /--binary and --clearsign exclude each other/],
    [['sign', 'a.txt', '--manifest-only', '--signature', 'x'], /exclude each other/],
    [['sign', 'a.txt', 'b.txt', '--signature', 'x'], /one output is named for several/],
    [['sign', 'a.txt', '--algorithm', 'sha512'], /add --manifest/],
    [['sign', 'a.txt', '--manifest', '--algorithm', 'md5'], /--algorithm cannot be `md5`/],
    [['sign', 'a.txt', '--manifest', '--style', 'x'], /--style cannot be `x`/],
    [['sign', 'a.txt', '--manifest=sub/SUMS'], /is no file name/],
    [['sign', 'a.txt', '--manifest=a.txt'], /being signed/],
    [['sign', 'a.txt', '--key', 'nobody@example.org'], /there is no key `nobody@example.org`/],
    [['sign', 'a.txt', '--key', 'pw'], /pw is no private key of OpenSSH, in cosign's format or in PEM/],
    [['sign', 'a.txt', '--bundle', 'x'], /--bundle is for a Sigstore key/],
    [['sign', 'a.txt', '--tlog-upload=true'], /--tlog-upload is for a Sigstore key/],
    [['sign', 'a.txt', '--manifest-only', '--bundle', 'x'], /--manifest-only and --bundle exclude each other/],
    [['sign', 'a.txt', '--key', 'pkcs11:x'], /this version cannot sign with PKCS#11 tokens yet/],
    [['sign', 'a.txt', '--device'], /--device is for a login[\s\S]*add --keyless/],
    [['sign', 'a.txt', '--passphrase-file', '-', '--store-passphrase-file', '-'], /cannot both be standard input/],
    [['sign', 'a.txt', '--store-passphrase-file', 'nowhere'], /nowhere/],
    [['manifest'], /what of a manifest/],
    [['manifest', 'make'], /manifest knows no `make`/],
    [['manifest', 'create'], /nothing to list is named/],
    [['manifest', 'check'], /no manifest is named/],
    [['manifest', 'check', 'nowhere'], /nowhere: there is no such/],
    [['keys'], /what of the keys/],
    [['keys', 'make'], /keys knows no `make`/],
    [['keys', 'list', '--yes'], /keys list knows no --yes/],
    [['keys', 'list', 'more'], /keys list wants other words/],
    [['keys', 'list', '--type', 'minisign'], /this version cannot keep minisign keys yet/],
    [['keys', 'generate'], /what kind of key/],
    [['keys', 'generate', '--type', 'openpgp'], /whose key is it/],
    [['keys', 'generate', '--type', 'minisign'], /this version cannot keep minisign keys yet/],
    [['keys', 'generate', '--type', 'cosign', '--algorithm', 'ed448'], /--algorithm cannot be `ed448`/],
    [['keys', 'generate', '--type', 'cosign', '--expires', '1y'], /a cosign key does not expire/],
    [['keys', 'generate', '--type', 'cosign', '--name', 'x'.repeat(201)], /the name is too long/],
    [['keys', 'generate', '--type', 'x'], /no kind of key/],
    [['keys', 'generate', '--type', 'openpgp', '--name', 'A', '--expires', 'soon'], /no span of time/],
    [['keys', 'generate', '--type', 'openpgp', '--name', 'A', '--algorithm', 'p256'], /--algorithm cannot be `p256`/],
    [['keys', 'import'], /keys import wants other words/],
    [['keys', 'import', 'nowhere'], /nowhere/],
    [['keys', 'export', 'nobody@example.org'], /nobody@example.org/],
    [['keys', 'export', 'ada@example.org', '--secret'], /add --output FILE/],
    [['keys', 'export', 'ada@example.org', '--format', 'minisign'], /`minisign`/],
    [['keys', 'export', 'ada@example.org', '--format', 'pem'], /cannot be written as pem\n.*write --format openpgp/],
    [['keys', 'export', 'ada@example.org', '--output', 'a.txt'], /a\.txt is already there/],
    [['keys', 'extend', 'ada@example.org'], /until when/],
    [['keys', 'revoke', 'ada@example.org'], /why is it revoked/],
    [['keys', 'revoke', 'ada@example.org', '--reason', 'bored'], /--reason cannot be `bored`/],
    [['keys', 'delete', 'ada@example.org'], /cannot be undone/],
    [['keys', 'backup', 'a.txt', '--passphrase-file', 'pw'], /a\.txt is already there/],
    [['keys', 'restore', 'nowhere', '--passphrase-file', 'pw'], /nowhere/],
    [['pin'], /what of the pins/],
    [['pin', 'add', 'X'], /who is expected/],
    [['pin', 'add', 'X', '--key', 'a.txt'], /its fingerprint must stand beside it/],
    [['pin', 'add', 'X', '--fingerprint', '0123456789ABCDEF'], /not one whole fingerprint/],
    [['pin', 'add', 'X', '--certificate-identity', 'y'], /an identity without its issuer/],
    [['pin', 'add', '--fingerprint', '0'.repeat(40)], /pin add wants other words/],
    [['pin', 'remove', 'Nobody'], /no publisher is called `Nobody`/],
    [['pin', 'list', '--fingerprint', 'x'], /pin list knows no --fingerprint/],
    [['pin', 'import', 'nowhere'], /nowhere/],
    [['instance'], /what of the instances/],
    [['instance', 'grow'], /instance knows no `grow`/],
    [['instance', 'list', 'acme'], /instance list wants other words/],
    [['instance', 'remove'], /instance remove wants other words/],
    [['instance', 'remove', 'acme', '--root', 'a.txt'], /instance remove knows no --root/],
    [['instance', 'remove', 'acme'], /no Sigstore instance of that name/],
    [['instance', 'remove', 'public-good'], /built in and stays/],
    [['instance', 'refresh', 'acme'], /no Sigstore instance of that name/],
    [['instance', 'add', 'acme'], /where does its trust come from/],
    [['instance', 'add', 'acme', '--trusted-root', 'a.txt'], /--signing-config is missing/],
    [['instance', 'add', 'acme', '--signing-config', 'a.txt'], /--trusted-root is missing/],
    [['instance', 'add', 'acme', '--tuf', 'https://tuf.example.org'], /--root FILE/],
    [['instance', 'add', 'acme', '--root', 'a.txt'], /--tuf is missing/],
    [['instance', 'add', 'acme', '--tuf', 'http://tuf.example.org', '--root', 'a.txt'], /https address/],
    [['instance', 'add', 'acme', '--root', 'a.txt', '--trusted-root', 'b.txt'], /exclude each other/],
    [['instance', 'add', 'acme', '--trusted-root', 'nowhere', '--signing-config', 'a.txt'], /nowhere/],
    [['instance', 'add', '../a', '--tuf', 'https://tuf.example.org', '--root', 'a.txt'], /name of an instance/],
    [['instance', 'add', 'public-good'], /Sigstore instance of that name already/],
    [['tag', 'sign', 'v1'], /There is no git repository here/],
    [['tag', 'verify'], /There is no git repository here/],
    [['commits', 'verify', '--policy', 'nowhere'], /nowhere/],
    [['commits', 'verify', '--report', 'a.txt'], /does not say what report it is/],
    [['commits'], /what of commits/],
    [['login', 'ada'], /login wants no other words/],
    [['whoami', 'ada'], /whoami wants no other words/],
    [['doctor', 'more'], /doctor wants no other words/],
  ])('%j', async (args, said) => {
    const { status, stdout, stderr } = await cli.run(args);
    expect(`${stderr}${args.length === 0 ? stdout : ''}`).toMatch(said);
    if (args.length > 0) expect(stdout).toBe('');
    expect(status).toBe(2);
    expect(cli.names()).toEqual(['a.txt', 'b.txt', 'pw']);
  });
});

describe('help', () => {
  it('tells of every command', async () => {
    const { status, stdout } = await cli.run(['--help']);
    expect(status).toBe(0);
    for (const name of ['sign', 'verify', 'manifest', 'keys', 'pin', 'instance', 'doctor']) {
      expect(stdout).toContain(`countersign ${name}`);
      const own = await cli.run([name, '--help']);
      expect([own.status, own.stderr]).toEqual([0, '']);
      expect(own.stdout).toContain(`countersign ${name}`);
    }
    expect((await cli.run(['--version'])).stdout).toMatch(/^countersign \d+\.\d+\.\d+\n$/);
  });
});

describe('options', () => {
  it('stand anywhere, and `--` ends them', async () => {
    const dashed = openCommandLine();
    try {
      await dashed.appKey('Ada');
      dashed.write('--json', 'a file with the name of an option\n');
      for (const args of [
        ['--json', 'verify', '--', '--json'],
        ['verify', '--json', '--', '--json'],
      ]) {
        const { status, json } = await dashed.run(args);
        expect(status).toBe(3);
        expect(json()).toMatchObject([{ verdict: 'incomplete', artifact: { path: dashed.path('--json') } }]);
      }
      const signed = await dashed.run(['sign', '--quiet', '--', '--json']);
      expect([signed.status, signed.stdout, signed.stderr]).toEqual([0, '', '']);
      expect(dashed.names()).toEqual(['--json', '--json.asc']);
    } finally {
      dashed.close();
    }
  });

  it('win over the environment', async () => {
    const other = cli.otherHome('flagged');
    const { json } = await cli.run(['keys', 'list', '--json', '--home', other]);
    expect(json()).toEqual([]);
    expect(await listed()).toHaveLength(1);
    const wrong = cli.write('wrong', 'not it\n');
    const failed = await cli.run(['sign', 'a.txt', '--store-passphrase-file', wrong]);
    expect(failed.stderr).toContain('That passphrase is not right.');
    expect(failed.status).toBe(5);
    const env = { COUNTERSIGN_STORE_PASSPHRASE_FILE: wrong };
    const given = await cli.run(['sign', 'a.txt', '--store-passphrase-file', '-', '--signature', '../piped.asc'], {
      env,
      input: 'canary-store-6e1f0c\r\nsecond line\n',
    });
    expect([given.stderr, given.status]).toEqual(['', 0]);
  });

  it('say nothing but results on standard output with --json', async () => {
    for (const args of [
      ['sign', 'a.txt', '--manifest', '--signature', '../x.asc'],
      ['verify', 'a.txt'],
      ['keys', 'list'],
      ['keys', 'export', key],
      ['pin', 'list'],
      ['pin', 'export'],
      ['doctor'],
    ]) {
      const { stdout, json } = await cli.run([...args, '--json']);
      expect(json().every((line) => typeof line === 'object')).toBe(true);
      expect(stdout === '' || stdout.endsWith('\n')).toBe(true);
    }
  });

  const listed = async () => (await cli.run(['keys', 'list', '--json'])).json();
});

it('an empty folder is incomplete, and nothing to sign', async () => {
  mkdirSync(cli.path('empty'));
  const { status, stderr } = await cli.run(['verify', 'empty']);
  expect([status, stderr]).toEqual([3, '']);
  expect((await cli.run(['sign', 'empty'])).stderr).toContain('there is nothing to sign');
});

describe('not one result', () => {
  it('a damaged store is status 5, and is not touched', async () => {
    const home = cli.otherHome('damaged');
    mkdirSync(home, { mode: 0o700 });
    cli.write('../damaged/publishers.json', 'this is not JSON');
    const { status, stdout, stderr } = await cli.run(['verify', 'a.txt', '--home', home]);
    expect([status, stdout]).toEqual([5, '']);
    expect(stderr).toContain('is damaged');
    expect(cli.read('../damaged/publishers.json')).toBe('this is not JSON');
  });

  it('content that is no key is not a mistake in the call', async () => {
    const { status, stderr } = await cli.run(['keys', 'import', 'a.txt']);
    expect(status).toBe(5);
    expect(stderr).toContain('This file is not what it should be.');
    expect((await cli.run(['pin', 'import', 'a.txt'])).status).toBe(5);
    expect((await cli.run(['keys', 'restore', 'a.txt', '--passphrase-file', 'pw'])).status).toBe(5);
  });

  it('a wrong passphrase of a backup', async () => {
    expect((await cli.run(['keys', 'backup', '../b.backup', '--passphrase-file', 'pw'])).status).toBe(0);
    const other = cli.write('other', 'another\n');
    const { status, stderr } = await cli.run(['keys', 'restore', '../b.backup', '--passphrase-file', other]);
    expect([status, /That passphrase is not right/.test(stderr)]).toEqual([5, true]);
  });

  it.skipIf(process.getuid?.() === 0)('a home that cannot be written', async () => {
    const home = cli.otherHome('sealed');
    mkdirSync(home, { mode: 0o500 });
    const { status } = await cli.run(['keys', 'generate', '--type', 'openpgp', '--name', 'A', '--home', home]);
    chmodSync(home, 0o700);
    expect(status).toBe(5);
  });
});
