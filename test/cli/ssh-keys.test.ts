import { chmodSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SshAgentHome } from '../core/ssh/ssh-agent-home.ts';
import { SshHome } from '../core/ssh/ssh-home.ts';
import { type CommandLine, openCommandLine } from './command-line.ts';

let cli: CommandLine;
let ssh: SshHome;

beforeEach(() => {
  cli = openCommandLine();
  ssh = new SshHome();
});
afterEach(() => {
  cli.close();
  ssh.remove();
});

const list = async (...flags: string[]) => (await cli.run(['keys', 'list', '--json', ...flags])).json();
const generate = async (...flags: string[]) => {
  const made = await cli.run(['keys', 'generate', '--type', 'ssh', '--json', ...flags]);
  expect([made.stderr, made.status]).toEqual(['', 0]);
  return made.json()[0]!;
};
const expectUsage = async (call: readonly string[], told: RegExp) => {
  const { status, stderr } = await cli.run(call);
  expect(stderr).toMatch(told);
  expect(status).toBe(2);
};

describe('SSH keys', () => {
  it('are made, listed by their type, exported as ssh-keygen reads them, and deleted', async () => {
    const key = await generate('--name', 'ada@example.org');
    expect(key).toEqual({
      id: `ssh:${key.fingerprint}`,
      type: 'ssh',
      fingerprint: expect.stringMatching(/^[0-9A-F]{64}$/) as unknown,
      userIds: ['ada@example.org'],
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
      expiresAt: null,
      status: 'valid',
      secret: 'passphrase',
    });
    expect((await list('--type', 'ssh')).map(({ id }) => id)).toEqual([key.id]);
    const { stdout } = await cli.run(['keys', 'export', key.fingerprint, '--format', 'ssh']);
    const shown = ssh.run(['-l', '-f', ssh.write('id.pub', stdout)]);
    expect(shown).toMatch(/^256 SHA256:\S{43} ada@example\.org \(ED25519\)\n$/);
    const name = /SHA256:\S{43}/.exec(shown)?.[0] ?? '';
    expect((await cli.run(['keys', 'list'])).stdout).toContain(name);
    expect((await cli.run(['keys', 'export', name])).stdout).toBe(stdout);
    await expectUsage(['keys', 'export', name, '--format', 'pem'], /write --format ssh/);
    await expectUsage(['keys', 'generate', '--type', 'ssh', '--expires', '2y'], /an SSH key does not expire/);
    await expectUsage(['keys', 'generate', '--type', 'ssh', '--algorithm', 'dsa'], /ed25519/);
    expect((await cli.run(['keys', 'delete', name, '--yes'])).status).toBe(0);
    expect(await list()).toEqual([]);
  });

  it('go out and come in under a passphrase', async () => {
    const key = await generate('--algorithm', 'p384');
    cli.write('../pw', 'päss wörd\n');
    const out = ['keys', 'export', key.id, '--secret', '--passphrase-file', '../pw', '--output', 'id'];
    expect((await cli.run(out)).status).toBe(0);
    expect(statSync(cli.path('id')).mode & 0o777).toBe(0o600);
    expect(ssh.run(['-y', '-P', 'päss wörd', '-f', cli.path('id')])).toMatch(/^ecdsa-sha2-nistp384 /);
    expect((await cli.run(['keys', 'delete', key.id, '--yes'])).status).toBe(0);
    expect((await cli.run(['keys', 'import', 'id'])).status).toBe(2);
    cli.write('../wrong', 'no\n');
    const wrong = await cli.run(['keys', 'import', 'id', '--passphrase-file', '../wrong']);
    expect([wrong.status, await list()]).toEqual([5, []]);
    const back = await cli.run(['keys', 'import', 'id', '--passphrase-file', '../pw', '--json']);
    expect(back.json().map(({ id }) => id)).toEqual([key.id]);
  });

  it('of ssh-keygen come in, those without a passphrase with a warning, and public ones for checking only', async () => {
    ssh.makeKey('plain', '-t', 'ed25519', '-C', 'bob@example.org');
    ssh.makeKey('other', '-t', 'ed25519', '-C', '');
    const plain = await cli.run(['keys', 'import', ssh.file('plain')]);
    expect(plain.stderr).toContain('has no passphrase');
    expect((await cli.run(['keys', 'import', ssh.file('other.pub')])).status).toBe(0);
    const keys = (await list()) as unknown as { userIds: string[]; secret: string }[];
    expect(keys.map(({ userIds, secret }) => [userIds[0], secret])).toEqual([
      ['bob@example.org', 'passphrase'],
      ['other', 'none'],
    ]);
    const broken = readFileSync(ssh.file('plain'), 'utf8').replace(/[A-Z]/, '!');
    expect((await cli.run(['keys', 'import', cli.write('broken', broken)])).status).toBe(5);
  });

  it('are in a backup, and come back from it', async () => {
    const key = await generate('--name', 'Ada');
    cli.write('../pw', 'backup\n');
    expect((await cli.run(['keys', 'backup', 'all.gpg', '--passphrase-file', '../pw'])).status).toBe(0);
    expect((await cli.run(['keys', 'delete', key.id, '--yes'])).status).toBe(0);
    expect((await cli.run(['keys', 'restore', 'all.gpg', '--passphrase-file', '../pw'])).status).toBe(0);
    const [back] = (await list()) as unknown as { id: string; userIds: string[]; secret: string }[];
    expect(back).toMatchObject({ id: key.id, userIds: ['Ada'], secret: 'passphrase' });
    cli.write('app.bin', 'app');
    expect((await cli.run(['sign', 'app.bin'])).status).toBe(0);
  });
});

describe('sign with SSH', () => {
  it('writes what ssh-keygen and we verify, for a key that is kept and for a manifest too', async () => {
    const key = await generate('--name', 'ada@example.org');
    cli.write('app.bin', 'the app');
    const made = await cli.run(['sign', 'app.bin', '--key', key.id, '--manifest', '--json']);
    expect([made.stderr, made.status]).toEqual(['', 0]);
    const outputs = made.json().flatMap((one) => one.outputs);
    expect(outputs.map(({ format }) => format)).toEqual(['ssh', 'manifest', 'ssh']);
    for (const name of ['app.bin', 'SHA256SUMS']) {
      const signature = readFileSync(cli.path(`${name}.sig`));
      expect(ssh.isSignature(signature, readFileSync(cli.path(name)), 'file')).toBe(true);
      expect(ssh.isSignature(signature, 'another', 'file')).toBe(false);
    }
    const line = (await cli.run(['keys', 'export', key.id])).stdout;
    cli.write('allowed', `ada@example.org namespaces="file" ${line}`);
    const checked = await cli.run(['verify', 'app.bin', '--key', 'allowed', '--json']);
    expect([checked.status, checked.json()[0]?.verdict]).toEqual([0, 'verified']);
    cli.write('app.bin', 'another app');
    expect((await cli.run(['verify', 'app.bin', '--key', 'allowed'])).status).toBe(1);
  });

  it('refuses two outputs with one name, and what would be overwritten, before anything is signed', async () => {
    const key = await generate();
    const other = await generate();
    await cli.appKey('Ada <ada@example.org>');
    cli.write('app.bin', 'the app');
    const both = ['sign', 'app.bin', '--key', key.id, '--key'];
    await expectUsage([...both, 'ada@example.org', '--binary'], /app\.bin\.sig/);
    await expectUsage([...both, other.id], /app\.bin\.sig/);
    await expectUsage(['sign', 'app.bin', '--key', key.id, '--binary'], /--binary is for an OpenPGP key/);
    await expectUsage(['sign', 'app.bin', '--key', key.id, '--bundle', 'b'], /--bundle is for a Sigstore key/);
    expect(cli.names()).toEqual(['app.bin']);
    expect((await cli.run([...both, 'ada@example.org'])).status).toBe(0);
    expect(cli.names()).toEqual(['app.bin', 'app.bin.asc', 'app.bin.sig']);
    await expectUsage(['sign', 'app.bin', '--key', key.id], /already there/);
    const elsewhere = ['sign', 'app.bin', '--key', key.id, '--signature', 'other.sig'];
    expect((await cli.run(elsewhere)).status).toBe(0);
    expect(ssh.isSignature(readFileSync(cli.path('other.sig')), 'the app', 'file')).toBe(true);
  });

  it('takes a key file, with its passphrase or none', async () => {
    cli.write('app.bin', 'the app');
    ssh.makeKey('id', '-t', 'ed25519');
    const open = await cli.run(['sign', 'app.bin', '--key', ssh.file('id')]);
    expect(open.stderr).toContain('has no passphrase');
    expect(ssh.isSignature(readFileSync(cli.path('app.bin.sig')), 'the app', 'file')).toBe(true);
    ssh.run(['-q', '-p', '-P', '', '-N', 'hush', '-f', ssh.file('id')]);
    await expectUsage(['sign', 'app.bin', '--key', ssh.file('id'), '--force'], /--passphrase-file/);
    cli.write('../pw', 'hush\n');
    const sealed = ['sign', 'app.bin', '--key', ssh.file('id'), '--passphrase-file', '../pw', '--force'];
    expect((await cli.run(sealed)).status).toBe(0);
    expect(await list()).toEqual([]);
    const path = cli.write('junk', '-----BEGIN OPENSSH PRIVATE KEY-----\njunk\n-----END OPENSSH PRIVATE KEY-----\n');
    chmodSync(path, 0o600);
    expect((await cli.run(['sign', 'app.bin', '--key', path, '--force'])).status).toBe(5);
  });

  it('takes what the SSH agent holds, and says when it does not sign', async () => {
    const agent = await SshAgentHome.start(ssh);
    try {
      cli.write('app.bin', 'the app');
      ssh.makeKey('held', '-t', 'ed25519', '-C', 'held@example.org');
      agent.add(ssh.file('held'));
      const env = { SSH_AUTH_SOCK: agent.socket };
      const listed = (await cli.run(['keys', 'list', '--json'], { env })).json();
      const id = listed[0]?.id ?? '';
      expect(listed).toMatchObject([
        { id: expect.stringMatching(/^ssh-agent:/) as unknown, secret: 'agent', createdAt: null },
      ]);
      for (const key of [id, 'held@example.org']) {
        const made = await cli.run(['sign', 'app.bin', '--key', key, '--force'], { env });
        expect([made.stderr, made.status]).toEqual(['', 0]);
        expect(ssh.isSignature(readFileSync(cli.path('app.bin.sig')), 'the app', 'file')).toBe(true);
      }
      expect((await cli.run(['keys', 'export', id], { env })).stdout.trim()).toBe(ssh.publicKey('held'));
      // A key of the app's own goes before it where none is named.
      const own = await generate();
      const made = await cli.run(['sign', 'app.bin', '--force', '--json'], { env });
      expect(made.json()[0]?.outputs[0]?.signer).toBe(own.fingerprint);
      agent.lock();
      const locked = await cli.run(['sign', 'app.bin', '--key', id, '--force'], { env });
      expect(locked.status).toBe(2);
      expect((await cli.run(['keys', 'delete', id, '--yes'], { env })).status).not.toBe(0);
      const absent = await cli.run(['keys', 'list', '--json'], { env: { SSH_AUTH_SOCK: join(ssh.path, 'none') } });
      expect(absent.json().map((key) => key.id)).toEqual([own.id]);
    } finally {
      await agent.stop();
    }
  });

  it('is expected by a pin', async () => {
    const key = await generate();
    mkdirSync(cli.path('in'));
    cli.write('in/app-1.0.bin', 'the app');
    expect((await cli.run(['sign', 'in/app-1.0.bin'])).status).toBe(0);
    const line = (await cli.run(['keys', 'export', key.id])).stdout;
    const name = /SHA256:\S{43}/.exec(ssh.run(['-l', '-f', ssh.write('id.pub', line)]))?.[0] ?? '';
    const before = await cli.run(['verify', 'in/app-1.0.bin', '--publisher', 'Ada', '--json']);
    expect(before.json()[0]?.verdict).not.toBe('verified');
    expect((await cli.run(['pin', 'add', 'Ada', '--fingerprint', name])).status).toBe(0);
    const after = await cli.run(['verify', 'in/app-1.0.bin', '--publisher', 'Ada', '--json']);
    expect([after.status, after.json()[0]?.verdict]).toEqual([0, 'verified']);
    await expectUsage(['pin', 'add', 'Bob', '--fingerprint', name.slice(0, 20)], /fingerprint/);
    const other = await generate();
    await cli.run(['sign', 'in/app-1.0.bin', '--key', other.id, '--force']);
    const changed = await cli.run(['verify', 'in/app-1.0.bin', '--publisher', 'Ada', '--json']);
    expect(changed.json()[0]?.verdict).toBe('invalid');
  });
});
