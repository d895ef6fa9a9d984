import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitObjectId, type ObjectFormat } from '../../../../electron/core/git/object-id.ts';
import { openRepository } from '../../../../electron/core/git/repository/open-repository.ts';
import { findGit } from '../../../../electron/core/git/repository/start-git.ts';
import { writeObjects } from '../../../../electron/core/git/sign/write-objects.ts';
import { makeRepo, type GitRepo } from '../git-repo.ts';

/** Objects written by the real git, which says afterwards whether all is sound. */
let folder: string;
const repos: GitRepo[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-write-'));
});
afterAll(() => {
  for (const repo of repos) repo.remove();
  rmSync(folder, { recursive: true, force: true });
});

function fresh(format: ObjectFormat = 'sha1'): GitRepo {
  const repo = makeRepo({ format });
  repos.push(repo);
  repo.commit('one');
  return repo;
}

async function open({ path }: GitRepo, env = process.env) {
  return openRepository(await findGit(env), path);
}

/** A git on the path that writes down what it is asked for, and then is git. */
function counted(): { env: NodeJS.ProcessEnv; asked: () => string[] } {
  const log = join(folder, 'asked');
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const program = join(folder, 'git');
  writeFileSync(program, `#!/bin/sh\necho "$*" >> '${log}'\nexec '${real}' "$@"\n`);
  chmodSync(program, 0o755);
  writeFileSync(log, '');
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
  return { env, asked: () => readFileSync(log, 'utf8').trim().split('\n') };
}

const WHO = 'Ada <ada@example.org> 1790000000 +0200';
const commit = (tree: string, parent: string | undefined, rest = `author ${WHO}\ncommitter ${WHO}\n\none\n`): Buffer =>
  Buffer.from(`tree ${tree}\n${parent === undefined ? '' : `parent ${parent}\n`}${rest}`);
const treeOf = (repo: GitRepo): string => repo.git(['rev-parse', 'HEAD^{tree}']);
const count = (repo: GitRepo): string => repo.git(['count-objects']);

describe('objects that are written', () => {
  it.each(['sha1', 'sha256'] as const)('are two thousand commits, by one git (%s)', async (format) => {
    const repo = fresh(format);
    const tree = treeOf(repo);
    let head = repo.git(['rev-parse', 'HEAD']);
    const objects: Buffer[] = [];
    for (let n = 0; n < 2_000; n++) {
      // Sizes of one, two and three octets.
      const message = `\n\n${n} ${'x'.repeat(n % 500 === 0 ? 40_000 : n)}\n`;
      const made = commit(tree, head, `author ${WHO}\ncommitter ${WHO}${message}`);
      head = gitObjectId('commit', made, format);
      objects.push(made);
    }
    const { env, asked } = counted();
    const repository = await open(repo, env);
    const before = asked().length;
    const ids = await writeObjects(repository, 'commit', objects);
    expect(asked().length - before).toBe(2);
    expect(ids.at(-1)).toBe(head);
    expect(repo.git(['rev-list', '--count', head])).toBe('2001');
    repo.git(['update-ref', 'refs/heads/main', head]);
    expect(repo.git(['fsck', '--strict'])).toBe('');
  });

  it('can be tags', async () => {
    const repo = fresh();
    const head = repo.git(['rev-parse', 'HEAD']);
    const tag = (name: string): Buffer =>
      Buffer.from(`object ${head}\ntype commit\ntag ${name}\ntagger ${WHO}\n\none\n`);
    const ids = await writeObjects(await open(repo), 'tag', [tag('v1'), tag('v2')]);
    expect(ids.map((id) => repo.git(['cat-file', '-t', id]))).toEqual(['tag', 'tag']);
    repo.git(['update-ref', 'refs/tags/v1', ids[0] ?? '']);
    expect(repo.git(['fsck', '--strict', '--no-dangling'])).toBe('');
  });

  it('go one by one where one of them is odd, or names what is not here', async () => {
    const repo = fresh();
    const repository = await open(repo);
    const [tree, head] = [treeOf(repo), repo.git(['rev-parse', 'HEAD'])];
    const objects = [
      commit(tree, head),
      commit('c0ffee'.padEnd(40, '0'), head),
      commit(tree, head, `author Ada  <ada@example.org> 01 +0000\ncommitter ${WHO}\n\none\n`),
    ];
    const ids = await writeObjects(repository, 'commit', objects);
    expect(ids.map((id) => repo.gitBytes(['cat-file', 'commit', id]).toString())).toEqual(objects.map(String));
  });

  it('are refused where they are no such objects, or the repository cannot be written to', async () => {
    const repo = fresh();
    const repository = await open(repo);
    const before = count(repo);
    for (const wrong of [commit('xyz', undefined), Buffer.alloc(0)])
      await expect(writeObjects(repository, 'commit', [wrong])).rejects.toMatchObject({ code: 'git-failed' });
    expect(count(repo)).toBe(before);
    const gone = AbortSignal.abort();
    const sound = commit(treeOf(repo), undefined);
    await expect(writeObjects(repository, 'commit', [sound], { signal: gone })).rejects.toMatchObject({
      code: 'cancelled',
    });
    rmSync(join(repo.path, '.git', 'objects'), { recursive: true });
    await expect(writeObjects(repository, 'commit', [sound])).rejects.toMatchObject({ code: 'git-failed' });
  });

  it('start no program of the repository’s', async () => {
    const repo = fresh();
    const left = join(folder, 'left');
    const touch = `touch '${left}'`;
    for (const hook of [
      'post-index-change',
      'reference-transaction',
      'pre-receive',
      'update',
      'post-update',
      'pre-auto-gc',
    ])
      writeFileSync(join(repo.path, '.git', 'hooks', hook), `#!/bin/sh\n${touch}\n`, { mode: 0o755 });
    repo.git(['config', 'core.fsmonitor', touch]);
    repo.git(['config', 'alias.unpack-objects', `!${touch}`]);
    repo.git(['config', 'core.alternateRefsCommand', touch]);
    repo.git(['config', 'gc.auto', '1']);
    repo.git(['config', 'receive.unpackLimit', '1']);
    rmSync(left, { force: true });
    const repository = await open(repo);
    await writeObjects(repository, 'commit', [commit(treeOf(repo), undefined)]);
    expect(existsSync(left)).toBe(false);
  });
});
