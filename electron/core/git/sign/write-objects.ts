import { AppError } from '../../../../shared/error.ts';
import { gitObjectId, type SignedType } from '../object-id.ts';
import { openObjectReader } from '../repository/cat-file.ts';
import type { Repository } from '../repository/open-repository.ts';
import { gitOutput } from '../repository/run-git.ts';
import type { Watch } from '../repository/start-git.ts';
import { packOf } from './pack.ts';
import { readBack, writeObject } from './write-object.ts';

/** Thousands of them are a few seconds' work, of which git says nothing meanwhile. */
const PATIENCE = 600_000;

/**
 * Writes tags or commits into a repository, reads them back, and gives their names. All go to one git, which writes nothing where one of
 * them is not sound, or where something is not here that it names; one by one then, as far as git takes them: of a partial clone, say, or of
 * commits that were odd before. Nothing names them yet. Throws as `writeObject`.
 */
export async function writeObjects(
  repository: Repository,
  type: SignedType,
  objects: readonly Buffer[],
  watch: Watch = {},
): Promise<string[]> {
  const { git, folder, format } = repository;
  const input = packOf(type, objects, format);
  const how = { ...watch, patience: PATIENCE, input };
  const isWritten = await gitOutput(git, folder, ['unpack-objects', '-q', '--strict'], how).then(
    () => true,
    (error: unknown) => {
      if (error instanceof AppError && error.code === 'git-failed') return false;
      throw error;
    },
  );
  const reader = await openObjectReader(git, folder, watch);
  try {
    const ids = objects.map((bytes) => gitObjectId(type, bytes, format));
    if (isWritten) await Promise.all(objects.map((bytes, n) => readBack(reader, type, bytes, ids[n] ?? '')));
    else for (const bytes of objects) await writeObject(repository, type, bytes, watch, reader);
    return ids;
  } finally {
    reader.close();
  }
}
