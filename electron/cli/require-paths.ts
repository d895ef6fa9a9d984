import { stat } from 'node:fs/promises';
import { toAppError } from '../../shared/error.ts';
import { UsageError } from './usage-error.ts';

/** A path that does not exist is a mistake in the call. */
export async function requirePaths(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await stat(path).catch((error: unknown) => {
      throw new UsageError(
        `${path}: ${toAppError(error).code === 'not-found' ? 'there is no such file or folder' : 'it cannot be opened'}`,
      );
    });
  }
}
