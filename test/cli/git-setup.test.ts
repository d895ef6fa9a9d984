import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitRepo } from '../core/git/git-repo.ts';
import { openCommandLine, STORE_PASSPHRASE, type CommandLine } from './command-line.ts';
import { plainGit } from './plain-git.ts';

/** `countersign git setup`, and then plain git, which knows of nothing but its settings and where the store's passphrase is. */
let cli: CommandLine;
let repo: GitRepo;
let ada: string;
let eve: string;
let settings: string;

beforeAll(async () => {
  cli = openCommandLine({ gnupg: true });
  ada = await cli.appKey('Ada Lovelace <ada@example.org>');
  ({ repo, settings } = plainGit(cli));
  // Another home than the one that was set up is nothing to git.
  repo.env['COUNTERSIGN_HOME'] = join(cli.root, 'other home');
  eve = cli.gpgKey('Eve <eve@example.org>');
  cli.gpg('--armor', '--output', 'eve.pub', '--export', eve);
  await cli.run(['pin', 'add', 'Evening', '--fingerprint', eve, '--key', 'eve.pub']);
});
afterAll(() => cli.close());

const letter = (commit = 'HEAD'): string => repo.git(['log', '-1', '--format=%G?', commit]);
const settingsNow = (): string => (existsSync(settings) ? readFileSync(settings, 'utf8') : '');

describe('git setup', () => {
  it('asks before it changes anything, and without a terminal wants --yes', async () => {
    const { status, stderr, stdout } = await cli.run(['git', 'setup', '--key', ada]);
    expect(status).toBe(2);
    expect(stderr).toContain(`git config --global user.signingkey ${ada}`);
    expect(stderr).toContain('--yes');
    expect(stdout).toBe('');
    expect(settingsNow()).toBe('');
  });

  it('wants to know which key, where there are several', async () => {
    const { status, stderr } = await cli.run(['git', 'setup', '--yes']);
    expect(status).toBe(2);
    expect(stderr).toContain(`--key ${ada}`);
    expect(stderr).toContain(`--key gpg:${eve}`);
    expect((await cli.run(['git', 'setup', '--key', 'nobody@example.org', '--yes'])).status).toBe(2);
    expect((await cli.run(['git', 'setup', '--key', ada, '--yes', '--sign-tags=perhaps'])).status).toBe(2);
    expect((await cli.run(['git', 'setup', 'now'])).status).toBe(2);
    expect((await cli.run(['git'])).status).toBe(2);
    expect((await cli.run(['git', '--help'])).stdout).toContain('countersign git undo');
    expect(settingsNow()).toBe('');
  });

  it('makes plain git sign and verify with a key of the app', async () => {
    const { status, json, stderr } = await cli.run(['git', 'setup', '--key', ada, '--yes', '--json']);
    expect([status, stderr]).toEqual([0, expect.any(String)]);
    expect(json()).toEqual([
      expect.objectContaining({ did: 'setup', scope: 'global', key: ada, commands: expect.any(Array) as unknown }),
    ]);
    repo.commit('signed without a word');
    repo.git(['tag', '-m', 'Version 1', 'v1.0']);
    expect(letter()).toBe('G');
    expect(spawnSync('git', ['verify-tag', 'v1.0'], { cwd: repo.path, env: repo.env }).status).toBe(0);
    expect(repo.git(['log', '--show-signature', '-1'])).toContain('Good signature by somebody you expect');
    expect(settingsNow()).not.toContain(STORE_PASSPHRASE);
    const launcher = join(cli.home, 'git', 'countersign-git');
    expect(readFileSync(launcher, 'utf8')).not.toContain(STORE_PASSPHRASE);
    expect(existsSync(join(cli.root, 'other home'))).toBe(false);
    const { stdout } = await cli.run(['git', 'status']);
    expect(stdout).toContain(`user.signingkey = ${ada}`);
  });

  it('lets pins count only for the publisher who was named', async () => {
    const gpg = ['-c', 'gpg.program=gpg'];
    execFileSync('git', [...gpg, 'commit', '-q', '--allow-empty', '-m', 'by Eve', `-S${eve}`], {
      cwd: repo.path,
      env: repo.env,
    });
    expect(letter()).toBe('U');
    const wrong = await cli.run(['git', 'setup', '--key', ada, '--repo', repo.path, '--publisher', 'Nobody', '--yes']);
    expect(wrong.status).toBe(2);
    const named = await cli.run(['git', 'setup', '--key', ada, '--repo', repo.path, '--publisher', 'Evening', '--yes']);
    expect(named.status).toBe(0);
    expect(letter()).toBe('G');
    expect((await cli.run(['git', 'undo', '--repo', repo.path, '--yes'])).status).toBe(0);
    expect(letter()).toBe('U');
    expect(repo.git(['config', '--local', '--list'])).not.toContain('gpg');
  });

  it('says who changed it since, and undoes nothing of that', async () => {
    repo.git(['config', '--global', 'gpg.format', 'ssh']);
    const { stdout } = await cli.run(['git', 'status']);
    expect(stdout).toContain('CHANGED  gpg.format');
    const before = settingsNow();
    const { status, stderr } = await cli.run(['git', 'undo', '--yes']);
    expect([status, settingsNow()]).toEqual([5, before]);
    expect(stderr).toContain('gpg.format');
    repo.git(['config', '--global', 'gpg.format', 'openpgp']);
    expect((await cli.run(['git', 'undo', '--yes'])).status).toBe(0);
    expect(settingsNow().trim()).toBe('');
    expect(existsSync(join(cli.home, 'git'))).toBe(false);
    expect((await cli.run(['git', 'undo', '--yes'])).status).toBe(2);
    repo.commit('not signed any more');
    expect(letter()).toBe('N');
  });

  it('needs no program of ours for a key of GnuPG’s', async () => {
    expect((await cli.run(['git', 'setup', '--key', `gpg:${eve}`, '--yes'])).status).toBe(0);
    repo.commit('by Eve through gpg');
    expect(letter()).toMatch(/[GU]/);
    expect(settingsNow()).not.toContain('countersign');
    expect((await cli.run(['git', 'undo', '--yes'])).status).toBe(0);
  });
});
