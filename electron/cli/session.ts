import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../shared/error.ts';
import { readInPlace } from '../core/hash/regular-file.ts';
import { openServices } from '../core/open-services.ts';
import type { Services } from '../core/services.ts';
import { ensureHome, homePath } from '../core/util/home.ts';
import type { CommonOptions } from './options.ts';
import { note } from './output.ts';
import { askHidden, askNew, readPassphraseFile } from './passphrases.ts';

/** Opens the services for one call of the command line. */
export async function openSession(common: CommonOptions, hashWorker: URL): Promise<Services> {
  readInPlace();
  const home = await ensureHome(homePath({ flag: common.home }), new Date());
  const file = common.storePassphraseFile;
  let fromFile: string | undefined;
  return openServices({
    home,
    clock: () => new Date(),
    hashWorker,
    // The build puts it beside the other.
    judgeWorker: new URL('./judge-worker.cjs', hashWorker),
    // The build puts that beside the other, too.
    gitHelper: { script: fileURLToPath(new URL('./countersign-git.js', hashWorker)), node: process.execPath },
    ...(common.offline ? { offline: true } : {}),
    instances: {
      background: process.env['COUNTERSIGN_NO_REFRESH'] === undefined,
      // A call is over long before a repository has answered.
      refreshAside: async () => (await import('./refresh-aside.ts')).refreshAside(resolve(home)),
    },
    login: {
      openBrowser: async (address) => (await import('./open-browser.ts')).openBrowser(address),
      page: async () => {
        const { SHELL } = await import('../../shared/catalogue/en/shell.ts');
        return { language: 'en', direction: 'ltr', ...SHELL.loginPage };
      },
    },
    askStorePassphrase: async (question) => {
      const problem = question.kind === 'unlock' ? question.problem : undefined;
      if (file !== undefined) {
        if (problem !== undefined)
          throw new AppError(problem, 'what --store-passphrase-file holds does not open the store');
        fromFile ??= await readPassphraseFile(file);
        return fromFile;
      }
      if (question.kind === 'new') {
        if (question.keychain === 'locked')
          note(
            'The keychain is locked. Unlock it and try again, or choose a passphrase for the store, which then stays outside it.',
          );
        return askNew('A new passphrase for the store', '--store-passphrase-file');
      }
      if (problem !== undefined) note('That passphrase is not right.');
      return askHidden("The store's passphrase", '--store-passphrase-file');
    },
  });
}
