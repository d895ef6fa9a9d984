import { AppError, toAppError } from '../../../shared/error.ts';
import type { SecretStore } from '../keys/secret-store.ts';
import { deleteStored, type NotForgotten } from './stored.ts';

/**
 * Forgets everything: the keychain's entry that opens the keys, then every file of the app's own. Throws `keychain-locked` before
 * anything is deleted: once unlocked, the entry can go too. An entry out of reach otherwise (no keychain answers any more) opens
 * nothing once the files are gone; it is named among what is left.
 */
export async function forgetEverything(
  home: string,
  store: Pick<SecretStore, 'destroyWrappingKey'>,
): Promise<NotForgotten[]> {
  const left: NotForgotten[] = [];
  try {
    await store.destroyWrappingKey();
  } catch (error) {
    const known = toAppError(error);
    if (known.code === 'keychain-locked')
      throw new AppError('keychain-locked', 'nothing was deleted', { cause: error });
    left.push({ name: 'keychain', error: known });
  }
  return [...left, ...(await deleteStored(home))];
}
