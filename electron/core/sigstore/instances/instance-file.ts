import { mkdir, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { toAppError } from '../../../../shared/error.ts';
import { type JsonFile, jsonFile } from '../../util/json-file.ts';
import { withProcessLock } from '../../util/process-lock.ts';
import { instanceKey, isInstanceName, requireInstanceName } from './instance-name.ts';
import { readStoredInstance, type StoredInstance } from './stored-instance.ts';

/** The folder of the home folder with a file an instance, so that all that is kept of one changes in one step. */
const FOLDER = 'instances';
const NAME = /^(.+)\.json$/;

/** The file of one instance; undefined where nothing is kept of it. */
export function instanceFile(home: string, name: string): JsonFile<StoredInstance | undefined> {
  const path = pathOf(home, name);
  const file = jsonFile<StoredInstance | undefined>({
    path,
    version: 1,
    empty: () => undefined,
    check: (content) => {
      const stored = readStoredInstance(content);
      if (instanceKey(stored.name) !== instanceKey(name)) throw new Error('it is another instance’s');
      return stored;
    },
  });
  return {
    ...file,
    update: async (change) => {
      await mkdir(join(home, FOLDER), { recursive: true, mode: 0o700 }).catch((error: unknown) => {
        throw toAppError(error);
      });
      return file.update(change);
    },
  };
}

/** The names, as their files have them, of all instances that something is kept of. */
export async function storedNames(home: string): Promise<string[]> {
  const names = await readdir(join(home, FOLDER)).catch(() => []);
  return names
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .filter((name) => isInstanceName(name) && instanceKey(name) === name)
    .sort();
}

/** Deletes what is kept of an instance, damaged or not; false where there is nothing. */
export async function deleteInstance(home: string, name: string): Promise<boolean> {
  const path = pathOf(home, name);
  try {
    await withProcessLock(path, () => unlink(path));
    return true;
  } catch (error) {
    const known = toAppError(error);
    if (known.code === 'not-found') return false;
    throw known;
  }
}

function pathOf(home: string, name: string): string {
  requireInstanceName(name);
  return join(home, FOLDER, `${instanceKey(name)}.json`);
}
