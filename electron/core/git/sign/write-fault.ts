import { AppError } from '../../../../shared/error.ts';

/** Why git could not write, by its words, which are in English here. */
export function writeFault(log: string): 'read-only' | 'disk-full' | 'git-failed' {
  // Of the file that becomes a ref it does not say why.
  if (/no space left on device|disk quota exceeded|couldn't write '.*\.lock'/i.test(log)) return 'disk-full';
  return /insufficient permission|permission denied|read-only file system|operation not permitted/i.test(log)
    ? 'read-only'
    : 'git-failed';
}

/** Throws again, as what kept git from writing where it said that. */
export function asWriteFault(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'git-failed') throw error;
  throw new AppError(writeFault(error.detail), error.detail, { cause: error });
}
