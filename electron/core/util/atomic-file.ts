import { randomBytes } from 'node:crypto';
import { type FileHandle, link, lstat, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, toAppError, type ErrorCode } from '../../../shared/error.ts';

const PREFIX = '.countersign-';
const TEMPORARY_NAME = /^\.countersign-[0-9a-f]{16}\.tmp$/;

/** What file systems answer that cannot make hard links (FAT, some network shares). */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EISDIR', 'UNKNOWN']);

/** Being refused means something else for a write than for a read. */
const WRITE_ERRORS: Record<string, ErrorCode> = {
  EACCES: 'read-only',
  EPERM: 'read-only',
  EFBIG: 'too-large',
  ENOTEMPTY: 'not-a-file',
};

export interface AtomicWriteOptions {
  /** Replace a file that is there; otherwise `already-exists`. */
  overwrite: boolean;
  /** Permission bits of the new file; by default those of the file replaced, else 0666 less the umask. */
  mode?: number;
}

/**
 * Writes a file so that after a crash, a kill or a full disk there is the old file or the new one, never a part: temporary file in the
 * same folder, fsync, then a hard link (which never replaces) or a rename, fsync of the folder.
 * What is large can be made piece by piece while it is written. Throws `already-exists`, `disk-full`, `read-only`, `not-found` (the folder), `not-a-file`.
 */
export async function writeFileAtomic(
  path: string,
  bytes: Uint8Array | Iterable<string>,
  options: AtomicWriteOptions,
): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, temporaryName());
  try {
    // A full-length write would be in vain; the link below is what decides.
    if (!options.overwrite && (await exists(path))) throw new AppError('already-exists', path);
    await writeTemporary(temporary, bytes, options.mode ?? (options.overwrite ? await modeOf(path) : undefined));
    try {
      if (options.overwrite) await rename(temporary, path);
      else await moveToFreeName(temporary, path);
    } catch (error) {
      await unlink(temporary).catch(() => undefined);
      throw error;
    }
  } catch (error) {
    throw toWriteError(error);
  }
  await syncFolder(folder);
}

/** A new name as `writeFileAtomic` gives to its temporary files: what is left of it by a kill is swept by a later run. */
export function temporaryName(): string {
  return `${PREFIX}${randomBytes(8).toString('hex')}.tmp`;
}

/** Whether a file's name is one that `writeFileAtomic` gives to its temporary files. */
export function isTemporaryName(name: string): boolean {
  return TEMPORARY_NAME.test(name);
}

/** Removes what a killed run left behind in a folder: temporary files last written before `before`. Never throws. */
export async function removeStaleTemporaries(folder: string, before: Date): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter(isTemporaryName)) {
    const path = join(folder, name);
    const found = await lstat(path).catch(() => undefined);
    if (found?.isFile() === true && found.mtimeMs < before.getTime()) await unlink(path).catch(() => undefined);
  }
}

async function writeTemporary(
  path: string,
  bytes: Uint8Array | Iterable<string>,
  mode: number | undefined,
): Promise<void> {
  const handle = await open(path, 'wx', mode ?? 0o666);
  try {
    try {
      // The umask may have taken away bits that were asked for; a file system without permissions refuses, and needs none.
      if (mode !== undefined) await handle.chmod(mode).catch(() => undefined);
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await unlink(path).catch(() => undefined);
    throw error;
  }
}

/** Gives the temporary file its name without ever replacing another file. */
async function moveToFreeName(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    if (!NO_LINKS.has(errnoOf(error))) throw error;
    await reserveAndRename(temporary, path);
    return;
  }
  await unlink(temporary).catch(() => undefined);
}

/** Where links cannot be made: take the name with an empty file first (which fails where it is taken), then rename over that. */
async function reserveAndRename(temporary: string, path: string): Promise<void> {
  await (await open(path, 'wx')).close();
  try {
    await rename(temporary, path);
  } catch (error) {
    await unlink(path).catch(() => undefined);
    throw error;
  }
}

/** Makes the new name itself survive a power cut. Folders cannot be opened on Windows, nor always read: the file is whole all the same. */
async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } catch {
    return;
  } finally {
    await handle?.close().catch(() => undefined);
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
}

async function modeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true ? found.mode & 0o777 : undefined;
}

function toWriteError(error: unknown): AppError {
  const code = WRITE_ERRORS[errnoOf(error)];
  if (code === undefined || !(error instanceof Error)) return toAppError(error);
  return new AppError(code, error.message, { cause: error });
}

function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
