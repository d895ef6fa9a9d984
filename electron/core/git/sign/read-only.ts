import { AppError } from '../../../../shared/error.ts';

/** Whether git says that it may not write where it was to; its words are in English here. */
export function saysReadOnly(log: string): boolean {
  return /insufficient permission|permission denied|read-only file system|operation not permitted/i.test(log);
}

/** Throws again, as `read-only` where that is what git said. */
export function asReadOnly(error: unknown): never {
  if (error instanceof AppError && error.code === 'git-failed' && saysReadOnly(error.detail))
    throw new AppError('read-only', error.detail, { cause: error });
  throw error;
}
