import { realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seenNever, surveyed } from '../git/surveyed.ts';
import { makeRepo, type GitRepo } from '../git/git-repo.ts';
import { openWorld, type World } from '../../support/world.ts';
import { SshHome } from '../ssh/ssh-home.ts';

/** A repository as its screen lists it. */
let world: World;
let repo: GitRepo;
const ssh = new SshHome();
beforeAll(async () => {
  world = await openWorld();
  repo = makeRepo();
  ssh.makeKey('ada', '-t', 'ed25519');
  repo.git(['config', 'gpg.format', 'ssh']);
  repo.git(['config', 'user.signingkey', ssh.file('ada')]);
  for (let n = 0; n < 150; n++) repo.commit(`commit ${n}`, ...(n % 10 === 9 ? ['-S'] : []));
  repo.git(['tag', '-s', '-m', 'one', 'v1']);
  repo.git(['tag', '-a', '-m', 'two', 'v2']);
  repo.git(['tag', 'light']);
});
afterAll(async () => {
  repo.remove();
  ssh.remove();
  await world.close();
});

describe('a repository that is looked at', () => {
  it('lists its tags and commits, and says of each that bears something what came of checking it', async () => {
    const found = await surveyed(world.services.git, repo.path);
    expect(found.facts).toMatchObject({ kind: 'worktree', format: 'sha1', isShallow: false });
    expect(found.facts?.path).toBe(realpathSync(repo.path));
    expect(found.rows.tags.map(({ name, waits }) => `${name ?? ''} ${waits}`).sort()).toEqual([
      'light false',
      'v1 true',
      'v2 true',
    ]);
    expect(found.rows.commits).toHaveLength(150);
    expect(found.rows.commits[0]).toMatchObject({ subject: 'commit 149', waits: true });
    expect(found.rows.commits[1]).toMatchObject({ subject: 'commit 148', waits: false });
    expect(found.rows.commits.map(({ id }) => id)).toEqual(repo.git(['rev-list', '--all']).split('\n'));
    const of = (name: string) => found.states.tags.find(({ index }) => found.rows.tags[index]?.name === name);
    expect(of('v1')).toMatchObject({ verdict: 'untrusted', letter: 'U' });
    expect(of('v2')).toMatchObject({ verdict: 'incomplete', letter: 'N', case: 'object-unsigned', signer: '' });
    // What bears nothing is not said to have been checked.
    expect(of('light')).toBeUndefined();
    expect(found.states.commits.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 15 }, (_, n) => n * 10),
    );
  });

  it('is judged by the publisher whose the user said that it is, opened and listed alike', async () => {
    const { git } = world.services;
    const before = await git.open({ repository: repo.path, object: { tag: 'v1' } }, {});
    expect(before).toMatchObject({ verdict: 'untrusted', git: { type: 'tag', letter: 'U', repository: repo.path } });
    await world.pin('Ada', before.signatures[0]?.signer?.fingerprint ?? '');
    await git.setPublisher(repo.path, 'Ada');
    expect(await git.open({ repository: repo.path, object: { tag: 'v1' } }, {})).toMatchObject({
      verdict: 'verified',
      publisher: 'Ada',
      git: { letter: 'G' },
    });
    const found = await surveyed(git, repo.path);
    expect(found.facts?.publisher).toBe('Ada');
    expect(found.states.commits.every(({ verdict }) => verdict === 'verified')).toBe(true);
    await git.setPublisher(repo.path, null);
    expect((await surveyed(git, repo.path)).facts?.publisher).toBeUndefined();
    await expect(git.setPublisher(repo.path, 'Nobody')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('remembers in the log what was opened, of all else only its signatures', async () => {
    const { activity, git } = world.services;
    await activity.clear();
    const found = await surveyed(git, repo.path);
    expect(await activity.list({ limit: 10 })).toEqual([]);
    const commit = found.rows.commits[0]?.id ?? '';
    const opened = await git.open({ repository: repo.path, object: { commit } }, {});
    expect(opened).toMatchObject({ artifact: { name: commit.slice(0, 12) }, git: { id: commit, type: 'commit' } });
    expect(await activity.list({ limit: 10 })).toMatchObject([{ kind: 'check', id: opened.id }]);
    await expect(git.open({ repository: repo.path, object: { tag: 'gone' } }, {})).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('is found from a linked worktree and from a bare copy, as one', async () => {
    const { git } = world.services;
    const linked = join(world.folder, 'linked');
    repo.git(['worktree', 'add', '--detach', linked]);
    const bare = join(world.folder, 'copy.git');
    repo.git(['clone', '-q', '--bare', repo.path, bare]);
    await world.services.publishers.add('Both');
    await git.setPublisher(repo.path, 'Both');
    expect((await surveyed(git, linked)).facts).toMatchObject({ kind: 'linked', name: 'linked', publisher: 'Both' });
    const copy = await surveyed(git, bare);
    expect(copy.facts).toMatchObject({ kind: 'bare', name: 'copy.git' });
    expect(copy.facts?.publisher).toBeUndefined();
    await git.setPublisher(repo.path, null);
  });

  it('of SHA-256 and an empty one are listed too', async () => {
    const other = makeRepo({ format: 'sha256' });
    try {
      const empty = await surveyed(world.services.git, other.path);
      expect(empty).toMatchObject({ facts: { format: 'sha256' }, rows: { tags: [], commits: [] } });
      other.commit('one');
      const [row] = (await surveyed(world.services.git, other.path)).rows.commits;
      expect(row?.id).toHaveLength(64);
    } finally {
      other.remove();
    }
  });

  it('tells its first tags before all else, and checks them even where its commits cannot be listed', async () => {
    const { git } = world.services;
    const order: string[] = [];
    const told = { opened: () => order.push('opened'), rows: (list: string) => order.push(list), states: () => 0 };
    await git.survey({ repository: repo.path }, told, {});
    expect(order.slice(0, 3)).toEqual(['opened', 'tags', 'commits']);
    const damaged = makeRepo();
    try {
      damaged.commit('one');
      damaged.git(['tag', '-a', '-m', 'one', 'v1']);
      writeFileSync(join(damaged.path, '.git', 'refs', 'heads', 'broken'), `${'c0ffee'.padEnd(40, '0')}\n`);
      const states: string[] = [];
      const listening = { ...told, states: (list: string) => states.push(list) };
      const survey = git.survey({ repository: damaged.path }, listening, {});
      await expect(survey).rejects.toMatchObject({ code: 'git-failed' });
      expect(states).toEqual(['tags']);
    } finally {
      damaged.remove();
    }
  });

  it('that is none, is damaged, or is given up, is told as that', async () => {
    const { git } = world.services;
    await expect(surveyed(git, world.folder)).rejects.toMatchObject({ code: 'no-repository' });
    const damaged = makeRepo();
    try {
      damaged.commit('one');
      rmSync(join(damaged.path, '.git', 'objects'), { recursive: true });
      await expect(surveyed(git, damaged.path)).rejects.toMatchObject({
        code: expect.stringMatching(/git-failed|no-repository/) as string,
      });
    } finally {
      damaged.remove();
    }
    const stop = new AbortController();
    stop.abort();
    await expect(git.survey({ repository: repo.path }, seenNever(), { signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
