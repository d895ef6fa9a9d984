import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/error.ts';
import { asReadOnly, saysReadOnly } from '../../../../electron/core/git/sign/read-only.ts';
import { writeObject } from '../../../../electron/core/git/sign/write-object.ts';
import { openRepository } from '../../../../electron/core/git/repository/open-repository.ts';
import { findGit } from '../../../../electron/core/git/repository/start-git.ts';
import { makeRepo } from '../git-repo.ts';

describe('a repository that may not be written', () => {
  it.each([
    'error: insufficient permission for adding an object to repository database .git/objects',
    'error: unable to create temporary file: Permission denied',
    "fatal: update_ref failed: cannot lock ref 'refs/tags/v1': Unable to create 'x.lock': Read-only file system",
  ])('is told by what git says: %s', (log) => {
    expect(saysReadOnly(log)).toBe(true);
    expect(() => asReadOnly(new AppError('git-failed', log))).toThrow(expect.objectContaining({ code: 'read-only' }));
  });

  it('is not told by anything else', () => {
    expect(saysReadOnly("fatal: cannot lock ref 'refs/tags/v1': File exists")).toBe(false);
    for (const error of [new AppError('git-failed', 'bad object'), new AppError('cancelled'), new Error('odd')])
      expect(() => asReadOnly(error)).toThrow(error);
  });

  // Nothing keeps root from writing.
  it.skipIf(process.getuid?.() === 0)('keeps a tag from being made', async () => {
    const repo = makeRepo();
    repo.commit('one');
    const objects = join(repo.path, '.git', 'objects');
    const bytes = Buffer.from(`object ${repo.git(['rev-parse', 'HEAD'])}\ntype commit\ntag v1\n\nx\n`);
    const repository = await openRepository(await findGit(process.env), repo.path);
    chmodSync(objects, 0o500);
    try {
      await expect(writeObject(repository, 'tag', bytes)).rejects.toMatchObject({ code: 'read-only' });
    } finally {
      chmodSync(objects, 0o700);
      repo.remove();
    }
  });
});
