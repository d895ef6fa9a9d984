import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { makeRepo } from '../core/git/git-repo.ts';
import { type Answers, hasTerminals, onTerminal as runOnTerminal } from '../support/on-terminal.ts';
import { type CommandLine, openCommandLine, STORE_PASSPHRASE } from './command-line.ts';

let cli: CommandLine;

beforeEach(() => {
  cli = openCommandLine();
});
afterEach(() => cli.close());

function onTerminal(args: string[], answers: Answers): Promise<{ status: number; shown: string }> {
  const env = { ...cli.env, COUNTERSIGN_STORE_PASSPHRASE_FILE: undefined, TERM: 'xterm', NO_COLOR: undefined };
  return runOnTerminal([process.execPath, inject('countersign'), ...args], answers, { cwd: cli.folder, env });
}

const withoutFile = { env: { COUNTERSIGN_STORE_PASSPHRASE_FILE: undefined } };

describe.skipIf(!hasTerminals())('on a terminal', () => {
  it('commits become others only after a yes', async () => {
    const repo = makeRepo();
    try {
      const before = repo.commit('one');
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', cli.path('id')]);
      const sign = ['commits', 'sign', '--key', 'id', '--repo', repo.path];
      const no = await onTerminal(sign, [['Sign them anew?', 'n\r']]);
      expect([no.status, repo.git(['rev-parse', 'HEAD'])]).toEqual([5, before]);
      expect(no.shown).toContain(before.slice(0, 12));
      expect((await onTerminal(sign, [['Sign them anew?', 'y\r']])).status).toBe(0);
      expect(repo.git(['cat-file', 'commit', 'HEAD'])).toContain('BEGIN SSH SIGNATURE');
    } finally {
      repo.remove();
    }
  });

  it('passphrases are asked for without showing them; a new one twice', async () => {
    rmSync(join(cli.home, 'secrets.json'));
    const generate = ['keys', 'generate', '--type', 'openpgp', '--name', 'Ada'];
    const differ = await onTerminal(generate, [
      ['A new passphrase for the store: ', 'canary-one\r'],
      ['The same again: ', 'canary-two\r'],
    ]);
    expect([differ.status, differ.shown.includes('the two are not the same')]).toEqual([2, true]);
    const made = await onTerminal(generate, [
      ['A new passphrase for the store: ', `${STORE_PASSPHRASE}\r`],
      ['The same again: ', `${STORE_PASSPHRASE}\r`],
    ]);
    expect(made.status).toBe(0);
    cli.write('a', 'a');
    const signed = await onTerminal(
      ['sign', 'a'],
      [
        ["The store's passphrase: ", 'canary-wrong\r'],
        ["The store's passphrase: ", `${STORE_PASSPHRASE}\r`],
      ],
    );
    expect(signed.shown).toContain('That passphrase is not right.');
    expect(signed.status).toBe(0);
    for (const { shown } of [differ, made, signed]) expect(shown).not.toContain('canary');
    expect(existsSync(cli.path('a.asc'))).toBe(true);
  });

  it('Ctrl-C at a question ends the call and leaves nothing', async () => {
    await cli.appKey('Ada');
    cli.write('a', 'a');
    const { status, shown } = await onTerminal(['sign', 'a'], [["The store's passphrase: ", '\u0003']]);
    expect([status, shown.includes('Stopped.')]).toEqual([5, true]);
    expect(cli.names()).toEqual(['a']);
  });

  it('verdicts have a colour, unless --no-color or NO_COLOR says otherwise', async () => {
    cli.write('a', 'a');
    expect((await onTerminal(['verify', 'a'], [])).shown).toContain('\u001b[90mINCOMPLETE\u001b[0m  ');
    expect((await onTerminal(['verify', 'a', '--no-color'], [])).shown).not.toContain('\u001b');
    expect((await cli.run(['verify', 'a'])).stdout).not.toContain('\u001b');
  });
});

describe('without a terminal', () => {
  it.each<[string[], string]>([
    [['sign', 'a'], '--store-passphrase-file'],
    [['keys', 'export', 'Ada@example.org', '--secret', '--output', '../s'], '--passphrase-file'],
    [['keys', 'backup', '../b'], '--passphrase-file'],
    [['keys', 'restore', 'a'], '--passphrase-file'],
    [['keys', 'extend', 'ada@example.org', '--expires', '1y'], '--store-passphrase-file'],
  ])('%j fails and names the flag to give', async (args, flag) => {
    await cli.appKey('Ada <ada@example.org>');
    cli.write('a', 'a');
    const { status, stdout, stderr } = await cli.run(args, withoutFile);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`give ${flag} FILE`);
    expect(cli.names()).toEqual(['a']);
  });

  it('the passphrase of a key of GnuPG is wanted once, from a file or by the flag that is named', async () => {
    const seen = openCommandLine({ gnupg: true });
    try {
      seen.gpg('--passphrase', 'canary-gpg', '--quick-generate-key', 'Gil', 'ed25519', 'sign', 'never');
      execFileSync('gpgconf', ['--kill', 'gpg-agent'], { env: { ...process.env, GNUPGHOME: seen.gnupgHome } });
      for (const name of ['a', 'b', 'c']) seen.write(`r/${name}`, name);
      const without = await seen.run(['sign', 'r', '--manifest']);
      expect([without.status, without.stdout]).toEqual([2, '']);
      expect(without.stderr).toContain('give --passphrase-file FILE');
      expect(seen.names('r')).toEqual(['a', 'b', 'c']);
      const piped = await seen.run(['sign', 'r', '--manifest', '--passphrase-file', '-'], { input: 'canary-gpg\n' });
      expect([piped.stderr, piped.status]).toEqual(['', 0]);
      expect(seen.names('r')).toHaveLength(8);
      expect(piped.stdout).not.toContain('canary');
    } finally {
      seen.close();
    }
  });
});

describe('standard output', () => {
  it('that nobody reads any more does not end a run, nor change its status', async () => {
    await cli.appKey('Ada');
    for (let i = 0; i < 50; i++) cli.write(`r/${i}`, `file ${i}`);
    const program = `"${process.execPath}" "${inject('countersign')}"`;
    const shell = (line: string): string =>
      spawnSync('bash', ['-c', line], { cwd: cli.folder, env: cli.env, encoding: 'utf8' }).stdout;
    expect(shell(`${program} sign r --json | true; echo \${PIPESTATUS[0]}`)).toBe('0\n');
    expect(cli.names('r')).toHaveLength(100);
    cli.write('r/0', 'changed');
    expect(shell(`${program} verify r --json | head -c 10 >/dev/null; echo \${PIPESTATUS[0]}`)).toBe('1\n');
  });

  it('reaches a slow reader whole', () => {
    for (let i = 0; i < 300; i++) cli.write(`r/${i}`, `file ${i}`);
    const program = `"${process.execPath}" "${inject('countersign')}"`;
    // Far more than a pipe holds.
    const line = `${program} verify r --json | (sleep 1; wc -lc); echo \${PIPESTATUS[0]}`;
    const { stdout } = spawnSync('bash', ['-c', line], { cwd: cli.folder, env: cli.env, encoding: 'utf8' });
    const [lines, bytes, status] = stdout.trim().split(/\s+/).map(Number);
    expect([lines, status]).toEqual([300, 3]);
    expect(bytes).toBeGreaterThan(2 * 65_536);
  });

  it.skipIf(!existsSync('/dev/full'))('that takes nothing is status 5', () => {
    cli.write('a', 'a');
    const full = openSync('/dev/full', 'w');
    const stdio = ['ignore', full, 'pipe'] as const;
    const { status } = spawnSync(process.execPath, [inject('countersign'), 'verify', 'a'], {
      cwd: cli.folder,
      env: cli.env,
      stdio: [...stdio],
    });
    closeSync(full);
    expect(status).toBe(5);
  });
});

describe.skipIf(!canMount())('a full disk', () => {
  it('is told; what was there stays as it was, and nothing is left half-written (45)', async () => {
    await cli.appKey('Ada');
    const disk = cli.path('disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
    try {
      cli.write('disk/a', 'a');
      cli.write('disk/a.asc', 'the old file');
      spawnSync('dd', ['if=/dev/zero', `of=${disk}/rest`, 'bs=1k', 'count=1000']);
      const { status, stdout, stderr } = await cli.run(['sign', 'disk/a', '--force']);
      expect([status, stdout]).toEqual([5, '']);
      expect(stderr).toContain('The disk is full.');
      expect(cli.read('disk/a.asc')).toBe('the old file');
      expect(cli.names('disk')).toEqual(['a', 'a.asc', 'rest']);
      const home = await cli.run(['keys', 'generate', '--type', 'openpgp', '--name', 'B', '--home', `${disk}/home`]);
      expect(home.status).toBe(5);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

/** Whether this process may mount a small file system: as root only. */
function canMount(): boolean {
  return process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'x', '/mnt']).status === 0;
}
