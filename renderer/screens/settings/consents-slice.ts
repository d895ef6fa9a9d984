import { create } from 'zustand';
import type { CallInput } from '../../../shared/ipc/contract.ts';
import type { Remembered } from '../../../shared/model/remembered.ts';
import { call } from '../../api.ts';
import { pick } from '../../parts/pick.ts';
import { attempt } from '../../parts/shell.ts';

interface ConsentsSlice {
  /** Null until the first answer. */
  remembered: Remembered | null;
  load: () => Promise<void>;
  withdraw: (consent: CallInput<'consents.withdraw'>) => Promise<void>;
  /** Asks which folder, and forbids it to public logs. */
  forbid: () => Promise<void>;
  allow: (path: string) => Promise<void>;
  logOut: () => Promise<void>;
}

/** What may become public, what never, and who logged in, on the Settings screen. */
export const useConsents = create<ConsentsSlice>()((set, get) => {
  const run = async (work: () => Promise<unknown>): Promise<void> => {
    await attempt(work);
    await get().load();
  };
  return {
    remembered: null,
    load: async () => {
      await attempt(async () => set({ remembered: await call('consents.list') }));
    },
    withdraw: (consent) => run(() => call('consents.withdraw', consent)),
    forbid: async () => {
      const [folder] = await pick('folder');
      if (folder !== undefined) await run(() => call('neverPublic.add', { folder: folder.id }));
    },
    allow: (path) => run(() => call('neverPublic.remove', { path })),
    logOut: () => run(() => call('logins.forget')),
  };
});
