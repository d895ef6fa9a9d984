import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommitPlan, CommitRange } from '../../../../electron/core/git/sign/plan-commits.ts';
import type { CommitsRequest, SignedCommits } from '../../../../electron/core/git/sign/sign-commits.ts';
import { openWorld, type World } from '../../../support/world.ts';
import { makeRepo, type GitRepo } from '../git-repo.ts';

/** Commits signed anew, which git and gpg check on the other side. */
let world: World;
let repo: GitRepo;
let own: string;
let gnupg: string;
const repos: GitRepo[] = [];

beforeAll(async () => {
  world = await openWorld({ gnupgInServices: true });
  const { keys } = world.services;
  own = (await keys.generate({ name: 'Rel', email: 'rel@example.org', algorithm: 'ed25519', validity: '2y' })).id;
  gnupg = world.gpgKey('Ada <ada@example.org>');
  world.gpg('--import', world.write('own.asc', await keys.exportPublic(own, 'armored')));
});
afterAll(async () => {
  for (const one of repos) one.remove();
  await world.close();
});
beforeEach(() => {
  repo = fresh();
  for (const name of ['one', 'two', 'three']) add(name);
});

function fresh(options: Parameters<typeof makeRepo>[0] = {}): GitRepo {
  const made = makeRepo(options);
  repos.push(made);
  Object.assign(made.env, { GNUPGHOME: world.gnupgHome });
  return made;
}

function add(name: string): string {
  writeFileSync(join(repo.path, `${name}.txt`), name);
  repo.git(['add', '.']);
  return repo.commit(name);
}

const plan = (range: CommitRange = {}): Promise<CommitPlan> =>
  world.services.gitSign.planCommits({ repository: repo.path, ...range }, {});

async function sign(request: Partial<CommitsRequest> = {}): Promise<SignedCommits> {
  const head = request.head ?? (await plan(request)).head;
  const whole = { repository: repo.path, key: own, ...request, head };
  return world.services.gitSign.signCommits(whole, { ask: () => Promise.resolve(null) });
}

/** Throws where git, by gpg, does not call it good. */
const verify = (...ids: string[]): string =>
  execFileSync('git', ['verify-commit', ...ids], { cwd: repo.path, env: repo.env, encoding: 'utf8', stdio: 'pipe' });
const raw = (id: string): string => repo.gitBytes(['cat-file', 'commit', id]).toString();
const bare = (id: string): string =>
  raw(id)
    .replace(/^gpgsig.*\n(?: .*\n)*/gm, '')
    .replace(/^parent .*\n/gm, '');

describe('the head commit', () => {
  it.each(['own', 'GnuPG'])('signed by a key of %s is the same commit else', async (which) => {
    const [before, parent] = [repo.git(['rev-parse', 'HEAD']), repo.git(['rev-parse', 'HEAD~1'])];
    const signed = await sign({ key: which === 'own' ? own : `gpg:${gnupg}` });
    const after = repo.git(['rev-parse', 'HEAD']);
    expect(signed).toMatchObject({ ref: 'refs/heads/main', before, after, commits: [{ before, after }] });
    expect([bare(after), repo.git(['rev-parse', 'HEAD~1'])]).toEqual([
      raw(before).replace(/^parent .*\n/gm, ''),
      parent,
    ]);
    verify(after);
    expect(signed.checks).toMatchObject([{ object: after, letter: 'U', type: 'commit', form: 'openpgp' }]);
    expect([repo.git(['status', '--porcelain']), repo.git(['fsck', '--strict'])]).toEqual(['', '']);
  });

  it('stays in the log of the branch and of the head, and comes back by the command that is told', async () => {
    const before = repo.git(['rev-parse', 'HEAD']);
    const { restore } = await sign();
    expect(repo.git(['rev-parse', 'main@{1}', 'HEAD@{1}'])).toBe(`${before}\n${before}`);
    expect(repo.git(['reflog', '-1', 'main'])).toContain('countersign: signed a commit anew');
    execFileSync('sh', ['-c', restore], { cwd: repo.path, env: repo.env });
    expect(repo.git(['rev-parse', 'HEAD'])).toBe(before);
  });

  it('that is signed already has one signature afterwards, the new one', async () => {
    repo.commit('signed', `-S${gnupg}`);
    expect((await plan()).commits).toMatchObject([{ subject: 'signed', form: 'openpgp' }]);
    const { after, checks } = await sign();
    expect(raw(after).match(/^gpgsig /gm)).toHaveLength(1);
    expect(checks[0]?.signatures[0]?.signer?.fingerprint).toBe(own);
    verify(after);
  });

  it('can name another committer, and the first commit has no parent', async () => {
    repo = fresh();
    const first = add('first');
    const { after } = await sign({ committer: { name: 'Grace', email: 'grace@example.org' }, zone: -60 });
    expect(raw(after)).toMatch(
      /\nauthor Ada Lovelace <ada@example.org> 1790000000 \+0200\ncommitter Grace <grace@example.org> \d+ -0100\ngpgsig /,
    );
    expect(repo.git(['rev-list', 'HEAD'])).toBe(after);
    expect(after).not.toBe(first);
    verify(after);
  });

  it('is that of no branch where none is checked out', async () => {
    const main = repo.git(['rev-parse', 'main']);
    repo.git(['checkout', '-q', '--detach', 'HEAD~1']);
    const signed = await sign();
    expect(signed.ref).toBe('HEAD');
    expect([repo.git(['rev-parse', 'HEAD']), repo.git(['rev-parse', 'main'])]).toEqual([signed.after, main]);
    execFileSync('sh', ['-c', signed.restore], { cwd: repo.path, env: repo.env });
    expect(repo.git(['rev-parse', 'HEAD'])).toBe(signed.before);
  });

  it('of a repository that names objects by SHA-256 has its signature where git looks for it', async () => {
    repo = fresh({ format: 'sha256' });
    add('one');
    const { after } = await sign();
    expect(raw(after)).toContain('\ngpgsig-sha256 -----BEGIN PGP SIGNATURE-----\n');
    verify(after);
  });
});

describe('a range', () => {
  it('with a merge keeps its shape, trees and messages', async () => {
    const base = repo.git(['rev-parse', 'HEAD~1']);
    repo.git(['checkout', '-q', '-b', 'side', 'HEAD~1']);
    add('side');
    repo.git(['checkout', '-q', 'main']);
    repo.git(['merge', '-q', '--no-ff', '-m', 'merge', 'side']);
    add('last');
    const graph = (ref: string): string => repo.git(['log', '--graph', '--format=%T %s %an %at %cn %ct', ref]);
    const [old, before] = [repo.git(['rev-parse', 'HEAD']), graph('HEAD')];
    const planned = await plan({ after: base });
    expect(planned.commits.map(({ subject, isMerge }) => [subject, isMerge])).toEqual(
      expect.arrayContaining([
        ['three', false],
        ['side', false],
        ['merge', true],
        ['last', false],
      ]),
    );
    expect(planned.left).toEqual(['refs/heads/side']);
    const { commits, checks, after } = await sign({ after: base });
    expect([commits.length, checks.length]).toEqual([4, 4]);
    verify(...commits.map((one) => one.after));
    expect(graph(after)).toBe(before);
    expect(repo.git(['rev-parse', 'side'])).toBe(planned.commits.find(({ subject }) => subject === 'side')?.id);
    expect(repo.git(['merge-base', old, after])).toBe(base);
    expect(repo.git(['status', '--porcelain'])).toBe('');
  });

  it('keeps the signed tag that a merge holds, and a commit’s odd headers and encoding', async () => {
    repo.git(['checkout', '-q', '-b', 'topic', 'HEAD~1']);
    add('topic');
    repo.git(['tag', '-s', '-u', gnupg, '-m', 'for you', 'pull']);
    repo.git(['checkout', '-q', 'main']);
    repo.git(['merge', '-q', '--no-ff', '-m', 'merge', 'pull']);
    repo.git(
      ['-c', 'i18n.commitEncoding=ISO-8859-1', 'commit', '-q', '--allow-empty', '-F', '-'],
      Buffer.from('Gr\xf6\xdfe', 'latin1'),
    );
    const before = ['HEAD~1', 'HEAD'].map((ref) => bare(repo.git(['rev-parse', ref])));
    expect(before[0]).toContain('mergetag object');
    const { commits } = await sign({ after: 'HEAD~1^2^' });
    expect(['HEAD~1', 'HEAD'].map((ref) => bare(repo.git(['rev-parse', ref])))).toEqual(before);
    verify(...commits.map((one) => one.after));
  });

  it('from a commit on is that one and what is built on it: nothing else gets another name', async () => {
    repo.git(['checkout', '-q', '-b', 'side', 'HEAD~1']);
    const side = add('side');
    repo.git(['checkout', '-q', 'main']);
    repo.git(['merge', '-q', '--no-ff', '-m', 'merge', 'side']);
    const planned = await plan({ from: 'HEAD^1' });
    expect(planned.commits.map(({ subject }) => subject)).toEqual(['three', 'merge']);
    const { commits, after } = await sign({ from: 'HEAD^1' });
    verify(...commits.map((one) => one.after));
    expect([repo.git(['rev-parse', 'HEAD^2']), repo.git(['rev-parse', 'side'])]).toEqual([side, side]);
    expect((await plan({ from: after })).commits).toMatchObject([{ id: after, form: 'openpgp' }]);
    // The very first, which has no parent, and everything since.
    const root = repo.git(['rev-list', '--max-parents=0', 'HEAD']);
    const all = await sign({ from: root });
    expect(all.commits.map(({ subject }) => subject).sort()).toEqual(['merge', 'one', 'side', 'three', 'two']);
    verify(...repo.git(['rev-list', 'HEAD']).split('\n'));
  });

  it('of another branch moves that one alone', async () => {
    repo.git(['checkout', '-q', '-b', 'other', 'HEAD~2']);
    const [head, main] = [repo.git(['rev-parse', 'HEAD']), repo.git(['rev-parse', 'main'])];
    const { ref, commits } = await sign({ branch: 'main', after: 'other' });
    expect([ref, commits.length]).toEqual(['refs/heads/main', 2]);
    expect([repo.git(['rev-parse', 'HEAD']), repo.git(['rev-parse', 'main']) === main]).toEqual([head, false]);
  });
});

describe('what is published', () => {
  it('is signed anew only after a second yes, and said commit by commit', async () => {
    repo.git(['update-ref', 'refs/remotes/origin/main', 'HEAD~1']);
    add('new');
    const planned = await plan({ after: 'HEAD~3' });
    expect(planned.commits.map(({ subject, isPublished }) => [subject, isPublished])).toEqual([
      ['two', true],
      ['three', false],
      ['new', false],
    ]);
    await expect(sign({ after: 'HEAD~3' })).rejects.toMatchObject({ code: 'already-published', detail: '1 of 3' });
    expect(repo.git(['rev-parse', 'HEAD'])).toBe(planned.head);
    const { commits } = await sign({ after: 'HEAD~2' });
    expect(commits).toHaveLength(2);
    verify(...(await sign({ after: 'HEAD~3', evenPublished: true })).commits.map((one) => one.after));
  });
});

describe('what cannot be signed anew', () => {
  it('is the oldest commit of a shallow copy, whose history would end there; what is newer can', async () => {
    const path = mkdtempSync(join(tmpdir(), 'countersign-shallow-'));
    repo.git(['clone', '-q', '--depth', '1', `file://${repo.path}`, path]);
    try {
      const { gitSign } = world.services;
      await expect(gitSign.planCommits({ repository: path }, {})).rejects.toMatchObject({
        code: 'history-cut',
        detail: expect.stringContaining('is not here') as string,
      });
      execFileSync('git', ['commit', '-q', '--allow-empty', '-m', 'newer'], { cwd: path, env: repo.env });
      const { head } = await gitSign.planCommits({ repository: path }, {});
      const { after } = await gitSign.signCommits(
        { repository: path, key: own, head },
        { ask: () => Promise.resolve(null) },
      );
      execFileSync('git', ['verify-commit', after], { cwd: path, env: repo.env, stdio: 'pipe' });
      expect(execFileSync('git', ['rev-list', '--count', 'HEAD'], { cwd: path, encoding: 'utf8' }).trim()).toBe('2');
    } finally {
      rmSync(path, { recursive: true, force: true });
    }
  });

  it('moves nothing', async () => {
    const head = repo.git(['rev-parse', 'HEAD']);
    repo.git(['symbolic-ref', 'refs/heads/alias', 'refs/heads/main']);
    for (const range of [
      { branch: 'none' },
      { after: 'none' },
      { after: 'HEAD' },
      { branch: 'alias' },
      { branch: '-x' },
      { after: '--all' },
      { branch: 'main^' },
      { from: 'none' },
      { from: repo.git(['commit-tree', '-m', 'apart', 'HEAD^{tree}']) },
    ])
      await expect(plan(range), JSON.stringify(range)).rejects.toMatchObject({ code: 'usage' });
    await expect(sign({ head: repo.git(['rev-parse', 'HEAD~1']) })).rejects.toMatchObject({ code: 'ref-moved' });
    await expect(sign({ key: 'F'.repeat(40) })).rejects.toMatchObject({ code: 'key-not-found' });
    const odd = repo.write('commit', `${raw(head).trimEnd()}\0hidden\n`);
    repo.git(['update-ref', 'refs/heads/odd', odd]);
    await expect(plan({ branch: 'odd' })).rejects.toMatchObject({ code: 'malformed' });
    expect(repo.git(['rev-parse', 'HEAD'])).toBe(head);
  });

  it('is what came while it was signed: the branch stays as it was moved', async () => {
    const { head } = await plan();
    const meanwhile = repo.git(['commit-tree', '-p', 'HEAD', '-m', 'meanwhile', 'HEAD^{tree}']);
    let moved = false;
    const call = world.services.gitSign.signCommits(
      { repository: repo.path, key: own, after: 'HEAD~2', head },
      {
        ask: () => Promise.resolve(null),
        onProgress: () => {
          if (!moved) repo.git(['update-ref', 'refs/heads/main', meanwhile]);
          moved = true;
        },
      },
    );
    await expect(call).rejects.toMatchObject({ code: 'ref-moved' });
    expect(repo.git(['rev-parse', 'HEAD'])).toBe(meanwhile);
  });

  it('runs no hook', async () => {
    for (const hook of ['reference-transaction', 'post-rewrite', 'pre-commit', 'post-commit', 'commit-msg'])
      writeFileSync(join(repo.path, '.git/hooks', hook), `#!/bin/sh\ntouch '${repo.path}/ran'\n`, { mode: 0o755 });
    await sign({ after: 'HEAD~2' });
    expect(repo.git(['status', '--porcelain'])).toBe('');
  });
});
