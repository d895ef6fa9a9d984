import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/error.ts';
import { asWriteFault, writeFault } from '../../../../electron/core/git/sign/write-fault.ts';
import { writeObject } from '../../../../electron/core/git/sign/write-object.ts';
import { openRepository } from '../../../../electron/core/git/repository/open-repository.ts';
import { findGit } from '../../../../electron/core/git/repository/start-git.ts';
import { makeRepo } from '../git-repo.ts';

describe('a repository that cannot be written', () => {
  it.each([
    ['disk-full', 'error: unable to write file .git/objects/01/tmp_obj_x: No space left on device'],
    ['disk-full', "fatal: cannot update the ref 'HEAD': unable to append to '.git/logs/HEAD': Disk quota exceeded"],
    ['disk-full', "fatal: cannot update ref 'refs/tags/v1': couldn't write '.git/refs/tags/v1.lock'"],
    ['read-only', 'error: insufficient permission for adding an object to repository database .git/objects'],
    ['read-only', 'error: unable to create temporary file: Permission denied'],
    [
      'read-only',
      "fatal: update_ref failed: cannot lock ref 'refs/tags/v1': Unable to create 'x.lock': Read-only file system",
    ],
  ])('is told by what git says: %s, %s', (code, log) => {
    expect(writeFault(log)).toBe(code);
    expect(() => asWriteFault(new AppError('git-failed', log))).toThrow(expect.objectContaining({ code }));
  });

  it('is not told by anything else', () => {
    expect(writeFault("fatal: cannot lock ref 'refs/tags/v1': File exists")).toBe('git-failed');
    for (const error of [new AppError('git-failed', 'bad object'), new AppError('cancelled'), new Error('odd')])
      expect(() => asWriteFault(error)).toThrow(expect.objectContaining({ message: error.message }));
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
