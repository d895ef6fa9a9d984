import { isAbsolute } from 'node:path';
import { AppError } from '../../../shared/error.ts';
import { openServices, type ServicesOptions } from '../../core/open-services.ts';
import type { Services } from '../../core/services.ts';
import { ensureHome, homePath } from '../../core/util/home.ts';
import { readPassphraseFile } from '../passphrases.ts';
import { askOnTerminal } from './terminal.ts';

const PASSPHRASE_FILE = 'COUNTERSIGN_STORE_PASSPHRASE_FILE';

/**
 * Opens the services for one call of git's; offline, but for a login. Where keys and pins live is the user's word alone: git starts this program in the
 * repository's folder, so a path that is relative would be the repository's own. Throws `usage`.
 */
export async function openForGit({ online }: { online: boolean }): Promise<Services> {
  const file = ofUser(PASSPHRASE_FILE);
  ofUser('COUNTERSIGN_HOME');
  const home = await ensureHome(homePath());
  return openServices({
    home,
    clock: () => new Date(),
    // What git hands over is small, and is hashed here.
    hashWorker: new URL('./hash-worker.mjs', import.meta.url),
    ...(online ? { login: LOGIN } : { offline: true }),
    askStorePassphrase: async (question) => {
      if (question.kind === 'new')
        throw new AppError('no-signing-key', 'there is no store of keys here yet: countersign keys generate');
      if (question.problem !== undefined && file !== undefined)
        throw new AppError(question.problem, `what ${PASSPHRASE_FILE} names does not open the store`);
      if (file !== undefined) return readPassphraseFile(file);
      return askOnTerminal(
        question.problem === undefined ? 'The store’s passphrase' : 'That is not right. The store’s passphrase',
        `there is no terminal to ask for the store’s passphrase on; name a file with it in ${PASSPHRASE_FILE}`,
      );
    },
  });
}

const LOGIN: ServicesOptions['login'] = {
  openBrowser: async (address) => (await import('../open-browser.ts')).openBrowser(address),
  page: async () => {
    const { SHELL } = await import('../../../shared/catalogue/en/shell.ts');
    return { language: 'en', direction: 'ltr', ...SHELL.loginPage };
  },
};

function ofUser(name: string): string | undefined {
  const path = process.env[name];
  if (path === undefined || path === '') return undefined;
  if (!isAbsolute(path))
    throw new AppError('usage', `${name} has to be an absolute path here: git runs this program in the repository`);
  return path;
}
