import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openObjectReader } from '../../../../electron/core/git/repository/cat-file.ts';
import { openRepository } from '../../../../electron/core/git/repository/open-repository.ts';
import { withQuarantine } from '../../../../electron/core/git/repository/quarantine.ts';
import { findGit } from '../../../../electron/core/git/repository/start-git.ts';
import { makeRepo } from '../git-repo.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A repository below a folder with what parts paths in its name, and an object that is kept apart. */
function repository(name = 'a:b"c; \\d') {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-git-')));
  folders.push(root);
  const path = join(root, name);
  mkdirSync(path);
  const repo = makeRepo({ bare: true, path });
  const here = repo.write('blob', 'here');
  const apart = join(path, 'objects', 'tmp_objdir-incoming-x');
  mkdirSync(apart);
  Object.assign(repo.env, { GIT_OBJECT_DIRECTORY: apart });
  return { path, root, apart, here, pushed: repo.write('blob', 'pushed') };
}

async function open(path: string, env: NodeJS.ProcessEnv) {
  return withQuarantine(await openRepository(await findGit({ ...process.env, ...env }), path), env);
}

async function kinds(repo: Awaited<ReturnType<typeof open>>, ids: readonly string[]) {
  const reader = await openObjectReader(repo.git, repo.folder);
  const found = await Promise.all(ids.map((id) => reader.read(id)));
  reader.close();
  return found.map(({ kind }) => kind);
}

describe('objects of a push that are kept apart', () => {
  it('are read in the hook beside the others, and nowhere else', async () => {
    const { path, apart, here, pushed } = repository();
    const env = { GIT_QUARANTINE_PATH: apart, GIT_OBJECT_DIRECTORY: apart };
    expect(await kinds(await open(path, env), [here, pushed])).toEqual(['object', 'object']);
    const plain = await openRepository(await findGit({ ...process.env, ...env }), path);
    expect(await kinds(plain, [here, pushed])).toEqual(['object', 'missing']);
    expect(await kinds(await open(path, {}), [here, pushed])).toEqual(['object', 'missing']);
    // Without the one, git was not started by itself in the other.
    expect(await kinds(await open(path, { GIT_OBJECT_DIRECTORY: apart }), [pushed])).toEqual(['missing']);
  });

  it('are refused where they lie outside of the repository', async () => {
    const { path, root, apart } = repository('plain');
    const other = repository('other');
    const link = join(path, 'objects', 'link');
    symlinkSync(other.apart, link);
    for (const [quarantine, objects] of [
      [other.apart, other.apart],
      [link, link],
      [apart, other.apart],
      [apart, join(path, 'objects')],
      [apart, undefined],
      [join(path, 'objects'), join(path, 'objects')],
      [join(apart, '..', '..'), join(apart, '..', '..')],
      [root, root],
    ]) {
      const env = {
        GIT_QUARANTINE_PATH: quarantine,
        ...(objects === undefined ? {} : { GIT_OBJECT_DIRECTORY: objects }),
      };
      await expect(open(path, env)).rejects.toMatchObject({ code: 'git-failed' });
    }
    await expect(open(path, { GIT_QUARANTINE_PATH: join(apart, 'none') })).rejects.toMatchObject({ code: 'not-found' });
  });
});
