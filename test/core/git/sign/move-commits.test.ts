import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommitsDraft, CommitsPreparation } from '../../../../electron/core/git/sign/prepare-commits.ts';
import type { UndoOutcome, UndoRequest } from '../../../../electron/core/git/sign/undo-commits.ts';
import type { CommitsRequest, SignedCommits } from '../../../../electron/core/git/sign/sign-commits.ts';
import { openWorld, type World } from '../../../support/world.ts';
import { makeRepo, type GitRepo } from '../git-repo.ts';

/** What is told before commits get new names, what stands in the way, how they get to a remote, and the way back. */
let world: World;
let repo: GitRepo;
let key: string;
let folder: string;
const repos: GitRepo[] = [];

beforeAll(async () => {
  world = await openWorld();
  const made = { name: 'Ada', email: 'ada@example.org', algorithm: 'ed25519', validity: '2y' } as const;
  key = (await world.services.keys.generate(made)).id;
  folder = mkdtempSync(join(tmpdir(), 'countersign-move-'));
});
afterAll(async () => {
  for (const one of repos) one.remove();
  rmSync(folder, { recursive: true, force: true });
  await world.close();
});
beforeEach(() => {
  repo = makeRepo();
  repos.push(repo);
  for (const name of ['one', 'two', 'three']) add(name);
});

function add(name: string): string {
  writeFileSync(join(repo.path, `${name}.txt`), name);
  repo.git(['add', '.']);
  return repo.commit(name);
}

const at = (revision: string): string => repo.git(['rev-parse', revision]);
const prepare = (draft: Partial<CommitsDraft> = {}): Promise<CommitsPreparation> =>
  world.services.gitSign.prepareCommits({ repository: repo.path, ...draft }, {});
async function sign(request: Partial<CommitsRequest> = {}): Promise<SignedCommits> {
  const whole = { repository: repo.path, key, head: request.head ?? at(request.branch ?? 'HEAD'), ...request };
  return world.services.gitSign.signCommits(whole, { ask: () => Promise.resolve(null) });
}
const undo = (
  { ref, before, after }: Pick<SignedCommits, 'ref' | 'before' | 'after'>,
  more: Partial<UndoRequest> = {},
): Promise<UndoOutcome> =>
  world.services.gitSign.undoCommits({ repository: repo.path, ref, before, after, ...more }, {});
const newest = async () => (await world.services.activity.list({ limit: 1 }))[0];

describe('what is told before', () => {
  it('is the newest commit of what is checked out, and what it could be counted from', async () => {
    repo.git(['tag', 'v1', 'HEAD~1']);
    repo.git(['tag', '-a', '-m', 'v2', 'v2', 'HEAD']);
    repo.git(['branch', 'side', 'HEAD~1']);
    const found = await prepare();
    expect(found).toMatchObject({ branch: 'main', branches: ['main', 'side'], chosen: 'main', tags: ['v1'] });
    expect(found.plan).toMatchObject({ head: at('HEAD'), left: ['refs/tags/v2'] });
    expect(found.plan?.commits).toMatchObject([
      { id: at('HEAD'), subject: 'three', author: 'Ada Lovelace', email: 'ada@example.org', isPublished: false },
    ]);
    expect(found.plan).not.toHaveProperty('objects');
    expect((await prepare({ after: 'v1' })).plan).toMatchObject({
      after: at('HEAD~1'),
      commits: [{ subject: 'three' }],
    });
  });

  it('is the branch that holds the commit to begin with', async () => {
    repo.git(['checkout', '-q', '-b', 'side', 'HEAD~1']);
    const side = add('side');
    expect(await prepare({ from: at('HEAD~1') })).toMatchObject({ chosen: 'side' });
    repo.git(['checkout', '-q', 'main']);
    expect(await prepare({ from: at('HEAD~1') })).toMatchObject({ chosen: 'main' });
    const found = await prepare({ from: side });
    expect(found).toMatchObject({ chosen: 'side', plan: { ref: 'refs/heads/side', commits: [{ id: side }] } });
  });

  it('is why it cannot be, where something odd was chosen', async () => {
    const apart = repo.git(['commit-tree', '-m', 'apart', 'HEAD^{tree}']);
    for (const [draft, fault] of [
      [{ after: 'nothing' }, 'unknown'],
      [{ after: '--all' }, 'unknown'],
      [{ after: 'HEAD' }, 'none'],
      [{ branch: 'gone' }, 'no-commits'],
      [{ branch: '../../HEAD' }, 'no-commits'],
      [{ from: apart }, 'not-in-branch'],
      [{ from: apart, branch: 'main' }, 'not-in-branch'],
    ] as const) {
      const found = await prepare(draft);
      expect(found.fault, JSON.stringify(draft)).toBe(fault);
      expect(found.plan).toBeUndefined();
    }
    repo.git(['checkout', '-q', '--detach']);
    expect(await prepare()).toMatchObject({ fault: 'no-branch', branches: ['main'] });
    expect((await prepare({ branch: 'main' })).plan?.ref).toBe('refs/heads/main');
    repo = makeRepo();
    repos.push(repo);
    expect(await prepare()).toMatchObject({ chosen: 'main', fault: 'no-commits' });
  });
});

describe('what stands in the way', () => {
  it.each(['rebase', 'merge', 'cherry-pick'])(
    'is a %s that is unfinished; it goes on as if nobody had asked',
    async (which) => {
      repo.git(['checkout', '-q', '-b', 'side', 'HEAD~1']);
      writeFileSync(join(repo.path, 'three.txt'), 'otherwise');
      repo.git(['add', '.']);
      repo.commit('otherwise');
      const [side, main] = [at('side'), at('main')];
      expect(() => repo.git([which, 'main'])).toThrow();
      const how = { rebase: undefined, merge: 'side', 'cherry-pick': 'side' }[which];
      const branch = how === undefined ? 'side' : undefined;
      expect(await prepare(branch === undefined ? {} : { branch })).toMatchObject({
        refused: { code: 'git-unfinished' },
      });
      await expect(sign({ branch: 'side', head: side })).rejects.toMatchObject({ code: 'git-unfinished' });
      // Another branch is nobody's business there.
      await sign({ branch: 'main' });
      expect(at('main')).not.toBe(main);
      writeFileSync(join(repo.path, 'three.txt'), 'both');
      repo.git(['add', '.']);
      repo.git(['-c', 'core.editor=true', which, '--continue']);
      expect(at('side')).not.toBe(side);
    },
  );

  it('is another worktree that has the branch; from there it can be signed', async () => {
    const other = join(folder, 'linked');
    repo.git(['worktree', 'add', '-q', '-b', 'side', other]);
    const refused = { code: 'branch-elsewhere', detail: expect.stringContaining('linked') as string };
    expect(await prepare({ branch: 'side' })).toMatchObject({ refused, branches: ['main', 'side'] });
    await expect(sign({ branch: 'side' })).rejects.toMatchObject({ code: 'branch-elsewhere' });
    const { after } = await sign({ repository: other, branch: 'side' });
    expect(at('side')).toBe(after);
    expect(execFileSync('git', ['status', '--porcelain'], { cwd: other, env: repo.env, encoding: 'utf8' })).toBe('');
    // A rebase over there checks out no branch, and still counts on it.
    writeFileSync(join(repo.path, 'three.txt'), 'otherwise');
    repo.git(['commit', '-q', '-a', '-m', 'otherwise']);
    writeFileSync(join(other, 'three.txt'), 'neither');
    const run = (...args: string[]) => execFileSync('git', args, { cwd: other, env: repo.env, stdio: 'pipe' });
    run('commit', '-q', '-a', '-m', 'neither');
    expect(() => run('rebase', 'main')).toThrow();
    expect(await prepare({ branch: 'side' })).toMatchObject({ refused: { code: 'git-unfinished' } });
  });

  it('is a shallow copy that ends at the commit', async () => {
    const shallow = join(folder, 'shallow');
    repo.git(['clone', '-q', '--depth', '1', `file://${repo.path}`, shallow]);
    expect(await prepare({ repository: shallow })).toMatchObject({ refused: { code: 'history-cut' } });
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'is a folder that may not be written',
    async () => {
      const before = at('HEAD');
      const places = ['objects', 'refs/heads', ''].map((name) => join(repo.path, '.git', name));
      for (const place of places) chmodSync(place, 0o555);
      try {
        await expect(sign()).rejects.toMatchObject({ code: 'read-only' });
      } finally {
        for (const place of places) chmodSync(place, 0o755);
      }
      expect(at('HEAD')).toBe(before);
    },
  );
});

describe('how the new ones get to a remote', () => {
  let bare: GitRepo;
  beforeEach(() => {
    bare = makeRepo({ bare: true });
    repos.push(bare);
    repo.git(['remote', 'add', 'origin', bare.path]);
    repo.git(['push', '-q', 'origin', 'main']);
  });
  const run = (command: string, cwd = repo.path): string =>
    execFileSync('sh', ['-c', command], { cwd, env: repo.env, encoding: 'utf8', stdio: 'pipe' });

  it('is no force where the remote has none of the old ones', async () => {
    add('four');
    const { push, takeOver, after, published } = await sign();
    expect({ push, takeOver, published }).toEqual({
      ...{ push: 'git push origin refs/heads/main', takeOver: undefined, published: 0 },
    });
    run(push ?? '');
    expect(bare.git(['rev-parse', 'main'])).toBe(after);
  });

  it('is a push that takes the place of what was there when it was looked at, and others rebase onto it', async () => {
    const clone = join(folder, 'clone');
    repo.git(['clone', '-q', bare.path, clone]);
    execFileSync('git', ['commit', '-q', '--allow-empty', '-m', 'of mine'], { cwd: clone, env: repo.env });
    const old = at('HEAD');
    add('four');
    const { push, takeOver, after, published } = await sign({ after: 'HEAD~3', evenPublished: true });
    expect(published).toBe(2);
    expect(push).toBe(`git push --force-with-lease=refs/heads/main:${old} origin refs/heads/main`);
    run(push ?? '');
    expect(bare.git(['rev-parse', 'main'])).toBe(after);
    run(takeOver ?? '', clone);
    expect(run('git log --format=%s', clone).trim().split('\n')).toEqual(['of mine', 'four', 'three', 'two', 'one']);
    expect(run('git rev-parse HEAD~1', clone).trim()).toBe(after);
    // Once more, when somebody else was faster.
    bare.git(['update-ref', 'refs/heads/main', bare.git(['commit-tree', '-p', old, '-m', 'theirs', 'main^{tree}'])]);
    expect(() => run(push ?? '')).toThrow(/stale info/);
  });

  it('is never a force that takes away what only the remote has', async () => {
    const theirs = repo.git(['commit-tree', '-p', 'HEAD', '-m', 'theirs', 'HEAD^{tree}']);
    repo.git(['update-ref', 'refs/remotes/origin/main', theirs]);
    expect((await prepare()).plan?.remote).toEqual({ name: 'origin/main', id: theirs, ahead: 1 });
    const { push, takeOver } = await sign({ evenPublished: true });
    expect([push, takeOver]).toEqual(['git push origin refs/heads/main', undefined]);
  });
});

describe('the way back', () => {
  it('moves the branch to where it was; the log has both, and the files are not touched', async () => {
    writeFileSync(join(repo.path, 'one.txt'), 'not yet');
    writeFileSync(join(repo.path, 'staged.txt'), 'staged');
    repo.git(['add', 'staged.txt']);
    const state = (): string => repo.git(['status', '--porcelain']);
    const [before, files] = [at('HEAD'), state()];
    const made = await sign({ after: 'HEAD~2' });
    expect(state()).toBe(files);
    const outcome = await undo(made);
    expect([at('HEAD'), at('HEAD@{1}'), at('main@{1}'), state()]).toEqual([before, made.after, made.after, files]);
    const undone = {
      ...{ at: expect.any(String) as string, repository: repo.path, ref: 'refs/heads/main', before },
      ...{ after: made.after, count: 2, published: [] },
      restore: `git update-ref refs/heads/main ${made.after} ${before}`,
    };
    expect(outcome).toEqual({ undone });
    expect(await newest()).toMatchObject({ kind: 'undo-git', undone });
    expect(repo.git(['reflog', '-1', 'main'])).toContain('countersign: took back');
    expect(repo.git(['fsck', '--strict'])).toBe('');
    await expect(undo(made)).rejects.toMatchObject({ code: 'ref-moved' });
    expect(at('HEAD')).toBe(before);
    execFileSync('sh', ['-c', undone.restore], { cwd: repo.path, env: repo.env });
    expect([at('HEAD'), state()]).toEqual([made.after, files]);
  });

  it.each([
    ['the newest', 'HEAD', true],
    ['only an older one', 'HEAD~1', true],
    ['one on which somebody has built', 'built', false],
  ])(
    'asks first where a remote has %s of the signed ones, and says so in Activity, with the push that takes nobody else’s away',
    async (_which, pushed, mayPush) => {
      const branches = ['origin/main'];
      repo.git(['remote', 'add', 'origin', 'https://example.invalid/repo']);
      const made = await sign({ after: 'HEAD~2' });
      const signed = repo.git(['rev-parse', pushed === 'HEAD~1' ? 'HEAD~1' : 'HEAD']);
      repo.git(['branch', 'built', repo.git(['commit-tree', '-p', 'HEAD', '-m', 'theirs', 'HEAD^{tree}'])]);
      repo.git(['update-ref', 'refs/remotes/origin/main', pushed]);
      repo.git(['symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main']);
      const remembered = await newest();
      expect(await undo(made)).toEqual({ published: branches });
      expect([at('HEAD'), await newest()]).toEqual([made.after, remembered]);
      const push = `git push --force-with-lease=refs/heads/main:${signed} origin refs/heads/main`;
      const undone = { published: branches, count: 2, ...(mayPush ? { push } : {}) };
      const outcome = await undo(made, { evenPublished: true });
      expect(outcome).toMatchObject({ undone });
      expect(JSON.stringify(outcome).includes('git push')).toBe(mayPush);
      expect([at('HEAD'), await newest()]).toMatchObject([made.before, { kind: 'undo-git', undone }]);
    },
  );

  it('asks nothing where a remote has only what was there before, or only commits that were not signed anew', async () => {
    repo.git(['update-ref', 'refs/remotes/origin/main', 'HEAD']);
    repo.git(['update-ref', 'refs/remotes/origin/old', 'HEAD~2']);
    const made = await sign({ after: 'HEAD~2', evenPublished: true });
    expect(await undo(made)).toMatchObject({ undone: { published: [] } });
    expect(at('HEAD')).toBe(made.before);
  });

  it('is refused where the branch was moved since, is being rebased, or the old ones are gone', async () => {
    const made = await sign();
    const later = add('later');
    await expect(undo(made)).rejects.toMatchObject({ code: 'ref-moved' });
    // Nobody is asked whether a remote may keep what cannot be taken back.
    repo.git(['update-ref', 'refs/remotes/origin/main', made.after]);
    await expect(undo(made)).rejects.toMatchObject({ code: 'ref-moved' });
    repo.git(['update-ref', '-d', 'refs/remotes/origin/main']);
    expect([at('HEAD'), await newest()]).toMatchObject([later, { kind: 'sign-git' }]);
    repo.git(['reset', '-q', '--hard', made.after]);
    mkdirSync(join(repo.path, '.git/rebase-merge'));
    await expect(undo(made)).rejects.toMatchObject({ code: 'git-unfinished' });
    rmSync(join(repo.path, '.git/rebase-merge'), { recursive: true });
    await expect(undo({ ...made, before: 'f'.repeat(40) })).rejects.toMatchObject({ code: 'usage' });
    await expect(undo({ ...made, ref: 'refs/heads/none' })).rejects.toMatchObject({ code: 'ref-moved' });
    expect(at('HEAD')).toBe(made.after);
  });

  it('leaves a branch alone that was checked out since where none was', async () => {
    repo.git(['checkout', '-q', '--detach']);
    const made = await sign();
    expect(made.ref).toBe('HEAD');
    repo.git(['checkout', '-q', '-b', 'kept']);
    await expect(undo(made)).rejects.toMatchObject({ code: 'ref-moved' });
    expect([at('kept'), repo.git(['symbolic-ref', 'HEAD'])]).toEqual([made.after, 'refs/heads/kept']);
  });
});
