import { openServices } from '../core/open-services.ts';
import type { Services } from '../core/services.ts';
import { ensureHome, homePath } from '../core/util/home.ts';
import type { CommonOptions } from './options.ts';
import { askHidden, readPassphraseFile } from './passphrases.ts';

/** Opens the services for one call of the command line. */
export async function openSession(common: CommonOptions, hashWorker: URL): Promise<Services> {
  const home = await ensureHome(homePath({ flag: common.home }));
  const file = common.storePassphraseFile;
  let fromFile: string | undefined;
  return openServices({
    home,
    clock: () => new Date(),
    hashWorker,
    ...(common.offline ? { offline: true } : {}),
    askStorePassphrase: async ({ kind, problem }) => {
      if (file !== undefined) {
        if (problem !== undefined) return undefined;
        fromFile ??= await readPassphraseFile(file);
        return fromFile;
      }
      return askHidden(
        kind === 'new' ? 'A new passphrase for the store' : "The store's passphrase",
        '--store-passphrase-file',
      );
    },
  });
}
