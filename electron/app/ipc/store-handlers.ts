import type { AppContext } from '../context.ts';
import type { Handlers } from './gate.ts';

/** Locking and unlocking the secrets. What was typed goes to the store and is kept nowhere. */
export function storeHandlers(context: AppContext): Pick<Handlers, 'store.unlock' | 'store.lock' | 'store.create'> {
  const { store } = context.services;
  return {
    'store.unlock': async ({ passphrase }) => {
      await store.unlock(passphrase);
      return context.status.check();
    },
    'store.lock': () => {
      store.lock();
      return context.status.check();
    },
    'store.create': async ({ passphrase }) => {
      await store.create(passphrase);
      return context.status.check();
    },
  };
}
