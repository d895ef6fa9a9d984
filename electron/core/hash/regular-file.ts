import { type BigIntStats, closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { AppError, toAppError } from '../../../shared/error.ts';

/** What must stay the same for a file to count as unchanged. */
export type FileIdentity = Pick<BigIntStats, 'dev' | 'ino' | 'size' | 'mtimeNs' | 'ctimeNs'>;

/** A file that is open for reading. */
export interface OpenFile {
  readonly fd: number;
  stat(options: { bigint: true }): Promise<BigIntStats>;
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
  close(): Promise<void>;
}

/** Neither waits for a FIFO's other end nor becomes a terminal's process; Windows has neither flag. */
const FLAGS =
  constants.O_RDONLY |
  ((constants.O_NONBLOCK as number | undefined) ?? 0) |
  ((constants.O_NOCTTY as number | undefined) ?? 0);

const aside = {
  stat: (path: string): Promise<BigIntStats> => stat(path, { bigint: true }),
  open: (path: string): Promise<OpenFile> => open(path, FLAGS),
};
/** Each call returns when it is done: several times faster for small files, and nothing else runs meanwhile. */
const inPlace: typeof aside = {
  stat: (path) => Promise.resolve(statSync(path, { bigint: true })),
  open: (path) => {
    const fd = openSync(path, FLAGS);
    return Promise.resolve({
      fd,
      stat: () => Promise.resolve(fstatSync(fd, { bigint: true })),
      read: (buffer, offset, length, position) =>
        Promise.resolve({ bytesRead: readSync(fd, buffer, offset, length, position) }),
      close: () => {
        closeSync(fd);
        return Promise.resolve();
      },
    });
  },
};
let files = aside;

/** For a process that has nobody to answer to while a file is read, as a call of the command line. Never for a window's. */
export function readInPlace(): void {
  files = inPlace;
}

/**
 * The size in bytes of the regular file at `path`, which is not opened: opening a device may set it going.
 * Throws `not-a-file`, `not-found`, `unreadable`.
 */
export async function sizeOfRegularFile(path: string): Promise<number> {
  try {
    const found = await files.stat(path);
    refuseOthers(found, path);
    return Number(found.size);
  } catch (error) {
    throw toAppError(error);
  }
}

/** Opens for reading what `sizeOfRegularFile` has found, and looks again at what was opened. Throws as that does. */
export async function openRegularFile(path: string): Promise<{ handle: OpenFile; identity: FileIdentity }> {
  try {
    const handle = await files.open(path);
    try {
      const identity = await handle.stat({ bigint: true });
      refuseOthers(identity, path);
      return { handle, identity };
    } catch (error) {
      await handle.close();
      throw error;
    }
  } catch (error) {
    throw toAppError(error);
  }
}

/** What is at `path`, behind links too. Throws what the system says. */
export function lookAt(path: string): Promise<BigIntStats> {
  return files.stat(path);
}

/** What is at `path` now; undefined where it is gone. */
export async function identityNow(path: string): Promise<FileIdentity | undefined> {
  try {
    return await files.stat(path);
  } catch {
    return undefined;
  }
}

/** Throws `changed-while-read` where `now` is not `before`; absent means that the file is gone. */
export function assertSame(path: string, before: FileIdentity, now: FileIdentity | undefined): void {
  const same =
    now !== undefined &&
    before.dev === now.dev &&
    before.ino === now.ino &&
    before.size === now.size &&
    before.mtimeNs === now.mtimeNs &&
    before.ctimeNs === now.ctimeNs;
  if (!same) throw new AppError('changed-while-read', path);
}

function refuseOthers(found: BigIntStats, path: string): void {
  if (!found.isFile()) throw new AppError('not-a-file', path);
}
