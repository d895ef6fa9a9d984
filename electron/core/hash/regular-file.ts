import type { BigIntStats } from 'node:fs';
import { constants, type FileHandle, open, stat } from 'node:fs/promises';
import { AppError, toAppError } from '../../../shared/error.ts';

/** What must stay the same for a file to count as unchanged. */
export type FileIdentity = Pick<BigIntStats, 'dev' | 'ino' | 'size' | 'mtimeNs' | 'ctimeNs'>;

/** Neither waits for a FIFO's other end nor becomes a terminal's process; Windows has neither flag. */
const FLAGS =
  constants.O_RDONLY |
  ((constants.O_NONBLOCK as number | undefined) ?? 0) |
  ((constants.O_NOCTTY as number | undefined) ?? 0);

/**
 * The size in bytes of the regular file at `path`, which is not opened: opening a device may set it going.
 * Throws `not-a-file`, `not-found`, `unreadable`.
 */
export async function sizeOfRegularFile(path: string): Promise<number> {
  try {
    const found = await stat(path, { bigint: true });
    refuseOthers(found, path);
    return Number(found.size);
  } catch (error) {
    throw toAppError(error);
  }
}

/** Opens for reading what `sizeOfRegularFile` has found, and looks again at what was opened. Throws as that does. */
export async function openRegularFile(path: string): Promise<{ handle: FileHandle; identity: FileIdentity }> {
  try {
    const handle = await open(path, FLAGS);
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
