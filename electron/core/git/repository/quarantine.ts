import { realpath } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { AppError, toAppError } from '../../../../shared/error.ts';
import type { Repository } from './open-repository.ts';

/**
 * The repository with the objects of a push that git keeps apart until its hook agreed (git-receive-pack(1)). `env` says where they are;
 * of all that it says only this is believed, and only where it is in the repository. Throws `git-failed` where it is elsewhere.
 */
export async function withQuarantine(repository: Repository, env: NodeJS.ProcessEnv): Promise<Repository> {
  const { GIT_QUARANTINE_PATH: named, GIT_OBJECT_DIRECTORY: written } = env;
  // No object came with this push.
  if (named === undefined) return repository;
  const real = (path: string): Promise<string> =>
    realpath(path).catch((error: unknown) => Promise.reject(toAppError(error)));
  const objects = await real(join(repository.commonFolder, 'objects'));
  const quarantine = await real(resolve(repository.folder, named));
  const isOwn = quarantine.startsWith(`${objects}${sep}`);
  if (!isOwn || written === undefined || (await real(resolve(repository.folder, written))) !== quarantine)
    throw new AppError('git-failed', 'what was pushed does not lie in this repository');
  return {
    ...repository,
    git: {
      ...repository.git,
      env: {
        ...repository.git.env,
        GIT_QUARANTINE_PATH: quarantine,
        GIT_OBJECT_DIRECTORY: quarantine,
        GIT_ALTERNATE_OBJECT_DIRECTORIES: listedPath(objects),
      },
    },
  };
}

/** One path of a list as git reads it: quoted, where it holds what parts them. */
function listedPath(path: string): string {
  return /[:;"]/.test(path)
    ? `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
    : path;
}
