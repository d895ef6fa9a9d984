import { readdir } from 'node:fs/promises';
import { type AppError, toAppError } from '../../../shared/error.ts';

/** Told of a key, by its fingerprint, that could not be read. */
export type OnUnreadable = (fingerprint: string, error: AppError) => void;

/**
 * The keys of a folder, by fingerprint: those whose file is there and can be read. `file`: what their files are called, the fingerprint as
 * the first group. A folder that is missing has none. Throws what listing it throws.
 */
export async function readStored<Stored>(
  folder: string,
  file: RegExp,
  get: (fingerprint: string) => Promise<Stored | undefined>,
  onUnreadable?: OnUnreadable,
): Promise<Stored[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (toAppError(error).code === 'not-found') return [];
    throw toAppError(error);
  });
  const fingerprints = names.flatMap((name) => file.exec(name)?.[1] ?? []).toSorted();
  const found = await Promise.all(
    fingerprints.map((fingerprint) =>
      get(fingerprint).catch((error: unknown) => {
        onUnreadable?.(fingerprint, toAppError(error));
        return undefined;
      }),
    ),
  );
  return found.filter((stored) => stored !== undefined);
}
