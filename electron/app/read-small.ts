import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { AppError, toAppError } from '../../shared/error.ts';

/** The largest key file or backup that is read, in bytes. */
export const LARGEST_SMALL_FILE = 64 * 1024 * 1024;

/** The whole of a small file. Throws `not-a-file` for devices, pipes and folders, `too-large`, `not-found`, `unreadable`. */
export async function readSmall(path: string, most = LARGEST_SMALL_FILE): Promise<Uint8Array> {
  try {
    // Without O_NONBLOCK, opening a pipe would wait for a writer for ever. (0 on Windows, which has no such flag.)
    const file = await open(path, constants.O_RDONLY | ((constants as Partial<typeof constants>).O_NONBLOCK ?? 0));
    try {
      const found = await file.stat();
      if (!found.isFile()) throw new AppError('not-a-file', path);
      if (found.size > most) throw new AppError('too-large', path);
      const bytes = Buffer.alloc(found.size + 1);
      let length = 0;
      for (;;) {
        const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
        if (bytesRead === 0) return bytes.subarray(0, length);
        length += bytesRead;
        if (length > found.size) throw new AppError('changed-while-read', path);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw toAppError(error);
  }
}
