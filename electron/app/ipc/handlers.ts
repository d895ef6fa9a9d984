import type { AppContext } from '../context.ts';
import { auditWhenNeeded } from './audit-when-needed.ts';
import { consentHandlers } from './consent-handlers.ts';
import type { Handlers } from './gate.ts';
import { gitSetupHandlers } from './git-setup-handlers.ts';
import { commitsHandlers } from './commits-handlers.ts';
import { gitSignHandlers } from './git-sign-handlers.ts';
import { instanceHandlers } from './instance-handlers.ts';
import { keyFileHandlers } from './key-file-handlers.ts';
import { keyHandlers } from './key-handlers.ts';
import { pendingHandlers } from './pending-handlers.ts';
import { publisherHandlers } from './publisher-handlers.ts';
import { repositoryHandlers } from './repository-handlers.ts';
import { shellHandlers } from './shell-handlers.ts';
import { signHandlers } from './sign-handlers.ts';
import { storedHandlers } from './stored-handlers.ts';
import { storeHandlers } from './store-handlers.ts';
import { verifyHandlers } from './verify-handlers.ts';

/** Calls that the window makes by itself; every other one is a person at work, so the store need not lock yet. */
const BY_ITSELF: ReadonlySet<string> = new Set([
  'app.info',
  'app.status',
  'menu.offer',
  'pending.list',
  'repositories.want',
  'settings.get',
  'store.lock',
]);

/** One handler for every call of the contract; the compiler misses one that is left out. */
export function makeHandlers(context: AppContext): Handlers {
  const handlers: Handlers = {
    ...shellHandlers(context),
    ...verifyHandlers(context),
    ...repositoryHandlers(context),
    ...gitSetupHandlers(context),
    ...gitSignHandlers(context),
    ...commitsHandlers(context),
    ...auditWhenNeeded(context),
    ...signHandlers(context),
    ...keyHandlers(context),
    ...keyFileHandlers(context),
    ...storeHandlers(context),
    ...storedHandlers(context),
    ...publisherHandlers(context),
    ...instanceHandlers(context),
    ...pendingHandlers(context),
    ...consentHandlers(context),
  };
  const touching = Object.entries(handlers).map(([name, handle]) => {
    const call = handle as (input: unknown) => unknown;
    if (BY_ITSELF.has(name)) return [name, call];
    return [
      name,
      (input: unknown) => {
        context.services.store.touch();
        return call(input);
      },
    ];
  });
  return Object.fromEntries(touching) as Handlers;
}
