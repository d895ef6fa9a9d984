import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRepo, type GitRepo } from '../core/git/git-repo.ts';
import { openCommandLine, type CommandLine } from './command-line.ts';

/** Plain git with our program in place of ssh-keygen, for a key that the app keeps; Bob's key is ssh-keygen's own. */
let cli: CommandLine;
let repo: GitRepo;
let launcher: string;
let publicLine: string;
let bob: string;

beforeAll(async () => {
  cli = openCommandLine();
  cli.env['GIT_CONFIG_GLOBAL'] = join(cli.root, 'gitconfig');
  mkdirSync(join(cli.root, 'a repository'));
  repo = makeRepo({ path: join(cli.root, 'a repository') });
  Object.assign(repo.env, {
    GIT_CONFIG_GLOBAL: join(cli.root, 'gitconfig'),
    COUNTERSIGN_STORE_PASSPHRASE_FILE: cli.env['COUNTERSIGN_STORE_PASSPHRASE_FILE'],
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    COUNTERSIGN_NO_REFRESH: '1',
    XDG_CACHE_HOME: cli.env['XDG_CACHE_HOME'],
    GNUPGHOME: join(cli.root, 'e'),
  });
  repo.git(['config', '--global', 'user.email', 'ada@example.org']);
  const made = await cli.run(['keys', 'generate', '--type', 'ssh', '--name', 'ada@laptop', '--json']);
  const [key] = made.json();
  const exported = await cli.run(['keys', 'export', key?.id ?? '', '--output', cli.path('ada.pub')]);
  expect([made.status, exported.status]).toEqual([0, 0]);
  publicLine = cli.read('ada.pub').split(' ').slice(0, 2).join(' ').trim();
  bob = cli.path('bob');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', bob]);
  const set = await cli.run(['git', 'setup', '--key', key?.id ?? '', '--yes']);
  expect([set.stderr, set.status]).toEqual([expect.any(String), 0]);
  launcher = join(cli.home, 'git', 'countersign-git');
});
afterAll(() => cli.close());

function tryGit(...args: string[]) {
  return spawnSync('git', args, { cwd: repo.path, env: repo.env, encoding: 'utf8' });
}
const letter = (commit = 'HEAD'): string => repo.git(['log', '-1', '--format=%G?', commit]);
function commitByBob(message: string): string {
  repo.git([
    '-c',
    'gpg.ssh.program=ssh-keygen',
    '-c',
    `user.signingkey=${bob}`,
    'commit',
    '-q',
    '--allow-empty',
    '-S',
    '-m',
    message,
  ]);
  return repo.git(['rev-parse', 'HEAD']);
}

describe('git with an SSH key of the app', () => {
  it('signs and verifies commits and tags without another word', () => {
    repo.commit('signed');
    repo.git(['tag', '-m', 'Version 1', 'v1.0']);
    expect(repo.git(['log', '-1', '--format=%G? %GS', 'HEAD'])).toBe('G ada@example.org');
    for (const args of [
      ['verify-commit', 'HEAD'],
      ['verify-tag', 'v1.0'],
    ])
      expect(tryGit(...args).status).toBe(0);
    expect(repo.git(['cat-file', 'commit', 'HEAD'])).toContain('-----BEGIN SSH SIGNATURE-----');
    expect(repo.git(['log', '--show-signature', '-1'])).toContain(
      'Good "git" signature for ada@example.org with ED25519',
    );
  });

  it('makes what ssh-keygen itself verifies, and finds the same as it', () => {
    const commit = repo.commit('for ssh-keygen');
    const other = commitByBob('by Bob');
    const byKeygen = (id: string) =>
      repo.git(['-c', 'gpg.ssh.program=ssh-keygen', 'log', '-1', '--format=%G? %GS %GF', id]);
    const byUs = (id: string) => repo.git(['log', '-1', '--format=%G? %GS %GF', id]);
    expect(byUs(commit)).toBe(byKeygen(commit));
    expect(byUs(other)).toBe(byKeygen(other));
    expect([letter(commit), letter(other)]).toEqual(['G', 'U']);
    expect(tryGit('verify-commit', other).status).toBe(1);
  });

  it('says B of what was changed', () => {
    const commit = repo.commit('to be changed');
    const bytes = repo.gitBytes(['cat-file', 'commit', commit]).toString('latin1');
    const changed = repo.write('commit', Buffer.from(bytes.replace('to be changed', 'to be Changed'), 'latin1'));
    expect([letter(changed), tryGit('verify-commit', changed).status]).toEqual(['B', 1]);
  });

  it('believes the list that was set up, and none of a repository’s own', () => {
    const commit = commitByBob('by Bob, with a list');
    const list = join(repo.path, 'list');
    const line = readFileSync(`${bob}.pub`, 'utf8').trim();
    writeFileSync(list, `mallory@example.org ${line}\n`);
    repo.git(['config', '--local', 'gpg.ssh.allowedSignersFile', list]);
    expect(letter(commit)).toBe('U');
    expect(tryGit('verify-commit', commit).stderr).toContain('nobody in it counts');
    repo.git(['config', '--local', '--unset', 'gpg.ssh.allowedSignersFile']);
    const ours = join(cli.home, 'git', 'allowed-signers');
    const before = readFileSync(ours, 'utf8');
    for (const [options, said] of [
      ['', 'G'],
      ['namespaces="git" ', 'G'],
      ['namespaces="file" ', 'U'],
      ['valid-before="20200101" ', 'U'],
    ] as const) {
      writeFileSync(ours, `${before}bob@example.org ${options}${line}\n`);
      expect([options, letter(commit)]).toEqual([options, said]);
    }
    writeFileSync(ours, before);
  });

  it('refuses keys that it does not keep, other uses, and calls that are not git’s', () => {
    const before = repo.git(['rev-parse', 'HEAD']);
    for (const key of [bob, `${bob}.pub`, '/etc/passwd', '/dev/zero', join(repo.path, 'nothing')]) {
      const { status } = tryGit('-c', `user.signingkey=${key}`, 'commit', '--allow-empty', '-S', '-m', 'no');
      expect([key, status]).toEqual([key, 128]);
    }
    expect(repo.git(['rev-parse', 'HEAD'])).toBe(before);
    writeFileSync(join(repo.path, 'buffer'), 'x');
    writeFileSync(join(repo.path, 'key.pub'), `${publicLine}\n`);
    const call = (...args: string[]) =>
      spawnSync(launcher, args, { cwd: repo.path, env: repo.env, input: 'x', encoding: 'utf8' }).status;
    expect(call('-Y', 'sign', '-n', 'file', '-f', 'key.pub', 'buffer')).toBe(2);
    expect(call('-Y', 'sign', '-n', 'git', '-f', 'key.pub', '-p', 'buffer')).toBe(2);
    expect(existsSync(join(repo.path, 'buffer.sig'))).toBe(false);
    expect(call('-Y', 'sign', '-n', 'git', '-f', 'key.pub', '-U', 'buffer')).toBe(0);
    // What lies there already is not replaced.
    expect(call('-Y', 'sign', '-n', 'git', '-f', 'key.pub', 'buffer')).toBe(255);
    const list = join(cli.home, 'git', 'allowed-signers');
    const verify = ['-Y', 'verify', '-n', 'git', '-f', list, '-I', 'ada@example.org', '-s', 'buffer.sig'];
    expect(call(...verify)).toBe(0);
    expect(call(...verify, '-r', 'key.pub')).toBe(255);
    expect(call(...verify.map((word) => (word === 'ada@example.org' ? 'bob@example.org' : word)))).toBe(255);
    expect(call('-Y', 'check-novalidate', '-n', 'git', '-s', 'key.pub')).toBe(255);
  });
});
