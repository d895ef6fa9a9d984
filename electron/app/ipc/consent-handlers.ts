import type { AppContext } from '../context.ts';
import type { Handlers } from './gate.ts';

type Names = 'consents.list' | 'consents.withdraw' | 'neverPublic.add' | 'neverPublic.remove' | 'logins.forget';

/** What was agreed to, what must never be public, and who logged in: listing it and taking it back. */
export function consentHandlers({ services, files }: AppContext): Pick<Handlers, Names> {
  const { sigstore } = services;
  const { consent } = sigstore;
  return {
    'consents.list': async () => ({ ...(await consent.list()), logins: await sigstore.whoAmI() }),
    'consents.withdraw': async ({ who, instance, path }) => {
      await consent.withdraw(who, instance, path);
      return null;
    },
    'neverPublic.add': async ({ folder }) => {
      const [path = ''] = files.paths([folder]);
      await consent.markNeverPublic(path);
      return null;
    },
    'neverPublic.remove': async ({ path }) => {
      await consent.unmarkNeverPublic(path);
      return null;
    },
    'logins.forget': async () => {
      await sigstore.logOut();
      return null;
    },
  };
}
