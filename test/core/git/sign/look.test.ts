import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gitEnvironment } from '../../../../electron/core/git/repository/environment.ts';
import { openRepository, type Repository } from '../../../../electron/core/git/repository/open-repository.ts';
import { findGit } from '../../../../electron/core/git/repository/start-git.ts';
import { forgesOf } from '../../../../electron/core/git/sign/forges.ts';
import { ownPerson } from '../../../../electron/core/git/sign/own-person.ts';
import { pushCommand, remotesOf } from '../../../../electron/core/git/sign/remotes.ts';
import type { TagDraft, TagPreparation } from '../../../../electron/core/git/sign/prepare-tag.ts';
import type { SigningKey } from '../../../../electron/core/sign/signing.ts';
import { openWorld, type World } from '../../../support/world.ts';
import { makeRepo, type GitRepo } from '../git-repo.ts';

/** What somebody is shown before and after they sign. */
let world: World;
let repo: GitRepo;
const repos: GitRepo[] = [];
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  for (const one of repos) one.remove();
  await world.close();
});
beforeEach(() => {
  repo = makeRepo();
  repos.push(repo);
  write('a.txt', 'one\n');
  repo.git(['add', '.']);
  repo.commit('one');
});

const write = (name: string, text: string): void => {
  mkdirSync(join(repo.path, name, '..'), { recursive: true });
  writeFileSync(join(repo.path, name), text);
};
const opened = async (): Promise<Repository> => openRepository(await findGit(process.env), repo.path);
const prepare = (draft: Partial<TagDraft> = {}): Promise<TagPreparation> =>
  world.services.gitSign.prepareTag({ repository: repo.path, ...draft }, {});
const state = () => world.services.gitSign.workState(repo.path, {});

describe('a tag that is still made up', () => {
  it('has names, a target with what it says, and a message', async () => {
    write('CHANGELOG.md', '# 1.3.0\nall new\n');
    repo.git(['add', '.']);
    repo.commit('The log\n\nof it');
    repo.git(['tag', 'v1.2.0', 'HEAD~1']);
    const found = await prepare({ name: 'v1.3.0' });
    expect(found).toMatchObject({
      names: ['v1.2.1', 'v1.3.0', 'v2.0.0'],
      target: { id: repo.git(['rev-parse', 'HEAD']), author: 'Ada Lovelace', subject: 'The log', isUnpushed: true },
      message: 'v1.3.0\n\nall new',
      branch: 'main',
      branches: ['main'],
    });
    // A tag that is there names what it names.
    const old = await prepare({ name: 'v1.2.0' });
    expect(old.target.id).toBe(repo.git(['rev-parse', 'HEAD~1']));
    expect((await prepare({ name: 'v1.2.0', target: 'HEAD' })).target.subject).toBe('The log');
    expect(found.target.at).toEqual(new Date(1790000000_000));
    expect([found.fault, found.existing, found.isInTheWay]).toEqual([undefined, undefined, undefined]);
    repo.git(['update-ref', 'refs/remotes/origin/main', 'HEAD~1']);
    expect((await prepare({ target: 'HEAD~1' })).target.isUnpushed).toBe(false);
    expect((await prepare()).target.isUnpushed).toBe(true);
  });

  it('may be one that is there, stand in another’s way, or be none', async () => {
    repo.git(['tag', '-a', '-m', 'Old words', 'v1.0']);
    repo.git(['tag', 'light']);
    expect((await prepare({ name: 'v1.0' })).existing).toMatchObject({
      object: repo.git(['rev-parse', 'v1.0']),
      isAnnotated: true,
      target: { type: 'commit' },
    });
    expect((await prepare({ name: 'v1.0' })).message).toBe('Old words\n');
    expect((await prepare({ name: 'light' })).existing).toMatchObject({ isAnnotated: false });
    expect((await prepare({ name: 'light/x' })).isInTheWay).toBe(true);
    expect((await prepare({ name: 'a b' })).fault).toBe('odd-characters');
    await expect(prepare({ target: 'nothing' })).rejects.toMatchObject({ code: 'usage' });
  });

  it('offers whom git knows, and says where that stands', async () => {
    const home = mkdtempSync(join(tmpdir(), 'countersign-home-'));
    const env = { PATH: process.env['PATH'], HOME: home };
    const open = async (more = {}) => {
      const all = { ...env, ...more };
      const found = await opened();
      return ownPerson({ ...found, git: { ...found.git, env: gitEnvironment(all) } }, all);
    };
    expect(await open()).toBeUndefined();
    writeFileSync(join(home, '.gitconfig'), '[user]\nname = Ada\nemail = ada@example.org\n');
    expect(await open()).toEqual({ name: 'Ada', email: 'ada@example.org', from: 'user' });
    expect(await open({ GIT_COMMITTER_NAME: 'Env', GIT_COMMITTER_EMAIL: 'env@example.org' })).toEqual({
      name: 'Env',
      email: 'env@example.org',
      from: 'environment',
    });
    repo.git(['config', 'user.email', 'work@example.org']);
    expect(await open()).toEqual({ name: 'Ada', email: 'work@example.org', from: 'repository' });
    repo.git(['config', 'user.name', '<>']);
    expect(await open()).toBeUndefined();
    rmSync(home, { recursive: true });
  });
});

describe('what was changed in the folder', () => {
  it('is told file by file', async () => {
    for (const name of ['b.txt', 'c.txt', 'crlf.txt', 'run.sh', 'deep/d.txt']) write(name, `${name}\ntwo\n`);
    symlinkSync('a.txt', join(repo.path, 'link'));
    repo.git(['add', '.']);
    repo.commit('files');
    expect(await state()).toEqual({ staged: [], changed: [], unsure: [], untracked: [], isCut: false });
    write('b.txt', 'other\n');
    write('crlf.txt', 'crlf.txt\r\ntwo\r\n');
    rmSync(join(repo.path, 'c.txt'));
    chmodSync(join(repo.path, 'run.sh'), 0o755);
    write('new.txt', 'new');
    write('staged.txt', 'staged');
    repo.git(['add', 'staged.txt']);
    rmSync(join(repo.path, 'link'));
    symlinkSync('b.txt', join(repo.path, 'link'));
    expect(await state()).toEqual({
      staged: ['staged.txt'],
      changed: ['b.txt', 'c.txt', 'link', 'run.sh'],
      unsure: [],
      untracked: ['new.txt'],
      isCut: false,
    });
  });

  it('runs no filter, no fsmonitor and no hook, and follows no link', async () => {
    const proof = mkdtempSync(join(tmpdir(), 'countersign-proof-'));
    const touch = (name: string): string => `touch ${join(proof, name)}; cat`;
    write('f.bin', 'kept');
    write('sub/x.txt', 'x');
    repo.git(['add', '.']);
    repo.commit('files');
    const settings = {
      'filter.x.clean': touch('clean'),
      'filter.x.smudge': touch('smudge'),
      'filter.x.process': touch('process'),
      'core.fsmonitor': touch('fsmonitor'),
      'diff.external': touch('diff'),
    };
    for (const [name, value] of Object.entries(settings)) repo.git(['config', name, value]);
    write('.git/info/attributes', '*.bin filter=x diff=x\n');
    writeFileSync(join(repo.path, '.git/hooks/post-index-change'), `#!/bin/sh\n${touch('hook')}\n`, { mode: 0o755 });
    write('f.bin', 'what a filter would have made');
    rmSync(join(repo.path, 'sub'), { recursive: true });
    const outside = world.write('outside/x.txt', 'x');
    symlinkSync(join(outside, '..'), join(repo.path, 'sub'));
    rmSync(join(repo.path, 'a.txt'));
    execFileSync('mkfifo', [join(repo.path, 'a.txt')]);
    expect(await state()).toMatchObject({ changed: ['a.txt', 'sub/x.txt'], unsure: ['f.bin'] });
    expect(readdirSync(proof)).toEqual([]);
    execFileSync('git', ['status'], { cwd: repo.path, stdio: 'ignore' });
    expect(readdirSync(proof).length).toBeGreaterThan(0);
    rmSync(proof, { recursive: true });
  });

  it('is nothing that a bare repository has', async () => {
    repo = makeRepo({ bare: true });
    repos.push(repo);
    await expect(state()).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('afterwards', () => {
  it('a tag is pushed where the repository says, and never to what git would run', async () => {
    const push = async (): Promise<string | undefined> => pushCommand(await remotesOf(await opened()), 'refs/tags/v1');
    expect(await push()).toBeUndefined();
    const set = (...args: string[]): string => repo.git(['config', ...args]);
    set('remote.up.url', 'https://user:secret@gitlab.com/ada/x');
    expect(await push()).toBe('git push up refs/tags/v1');
    set('remote.two.url', 'git@github.com:ada/x.git');
    expect(await push()).toBeUndefined();
    set('branch.main.remote', 'up');
    expect(await push()).toBe('git push up refs/tags/v1');
    set('remote.pushDefault', 'two');
    expect(await push()).toBe('git push two refs/tags/v1');
    set('branch.main.pushRemote', 'up');
    expect(await push()).toBe('git push up refs/tags/v1');
    const { all, usual } = await remotesOf(await opened());
    expect([all, usual]).toEqual([
      [
        { name: 'up', host: 'gitlab.com' },
        { name: 'two', host: 'github.com' },
      ],
      'up',
    ]);
    expect(JSON.stringify(all)).not.toContain('secret');
    for (const evil of ['ext::sh -c "touch x"', '--receive-pack=touch', '-x', 'a b', '$(x)']) {
      set(`remote.${evil}.url`, 'ssh://host/x');
      set('branch.main.pushRemote', evil);
      expect(await push()).toBe('git push two refs/tags/v1');
    }
    expect(pushCommand({ all: [], usual: 'up' }, "refs/tags/it's")).toBe(`git push up 'refs/tags/it'\\''s'`);
    expect(pushCommand({ all: [], usual: 'up' }, 'refs/tags/v1', 'f'.repeat(40))).toBe(
      `git push --force-with-lease=refs/tags/v1:${'f'.repeat(40)} up refs/tags/v1`,
    );
  });

  it('it is told what GitHub and GitLab show', () => {
    const key = (format: string, userIds: string[] = []): SigningKey =>
      ({ summary: { userIds }, engine: { format } }) as unknown as SigningKey;
    const remotes = [{ name: 'origin', host: 'github.com' }];
    const told = (one: SigningKey) =>
      forgesOf(one, 'Ada@example.org', remotes).map(({ shows, says }) => [shows, says.says.key]);
    expect(told(key('openpgp', ['Ada <ada@example.org>']))[0]).toEqual(['with-key', 'forgeKey']);
    expect(told(key('openpgp', ['Ada <other@example.org>', 'no address']))[1]).toEqual([
      'unverified',
      'forgeOtherAddress',
    ]);
    expect(told(key('ssh'))[0]).toEqual(['with-key', 'forgeSshKey']);
    expect(told(key('sigstore'))[1]).toEqual(['unverified', 'forgeLogin']);
    expect(forgesOf(key('ssh'), 'a@b', remotes).map(({ forge, isRemote }) => [forge, isRemote])).toEqual([
      ['GitHub', true],
      ['GitLab', false],
    ]);
    const odd = [{ name: 'a', host: 'notgithub.com' }, { name: 'b', host: 'gitlab.example.org' }, { name: 'c' }];
    expect(forgesOf(key('ssh'), 'a@b', odd).map(({ isRemote }) => isRemote)).toEqual([false, true]);
  });
});
