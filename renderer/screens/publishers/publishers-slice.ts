import { create } from 'zustand';
import { type AppError, toAppError } from '../../../shared/error.ts';
import type { Pin } from '../../../shared/model/publisher.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { call } from '../../api.ts';
import { pinSigner, useKnown } from '../../parts/known.ts';

interface PublishersSlice {
  selected: string | null;
  proposals: CallOutput<'publishers.proposals'>;
  problem: AppError | null;
  select: (name: string | null) => void;
  load: () => Promise<void>;
  add: (name: string) => Promise<boolean>;
  remove: (name: string) => Promise<boolean>;
  pin: (publisher: string, fingerprint: string, pasted: string) => Promise<boolean>;
  unpin: (publisher: string, pin: Pin) => Promise<boolean>;
}

/** The Publishers screen. */
export const usePublishers = create<PublishersSlice>()((set) => {
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    set({ problem: null });
    try {
      await work();
      await useKnown.getState().loadPublishers();
      return true;
    } catch (error) {
      set({ problem: toAppError(error) });
      return false;
    }
  };
  return {
    selected: null,
    proposals: [],
    problem: null,
    select: (selected) => set({ selected, problem: null }),
    load: async () => {
      await run(async () => set({ proposals: await call('publishers.proposals') }));
      await useKnown.getState().loadKeys();
    },
    add: (name) => run(async () => set({ selected: (await call('publishers.add', { name })).name })),
    remove: (name) =>
      run(async () => {
        await call('publishers.remove', { name });
        set({ selected: null });
      }),
    pin: (publisher, fingerprint, pasted) => run(() => pinSigner(publisher, fingerprint, pasted)),
    unpin: (publisher, pin) => run(() => call('publishers.unpin', { publisher, signer: pin })),
  };
});
