import { create } from 'zustand';
import { type AppError, toAppError } from '../../../shared/error.ts';
import type { CallInput } from '../../../shared/ipc/contract.ts';
import type { InstanceSummary } from '../../../shared/model/instance.ts';
import { call } from '../../api.ts';
import { attempt } from '../../parts/shell.ts';

/** What was done with an instance last. */
export interface InstanceDone {
  what: 'added' | 'removed' | 'refreshed';
  name: string;
}

interface InstancesSlice {
  /** Null until the first answer. */
  instances: InstanceSummary[] | null;
  /** The instance that something is being done with, or the one that is being added. */
  busy: string | null;
  problem: AppError | null;
  done: InstanceDone | null;
  load: () => Promise<void>;
  /** Gives back whether it was added. */
  add: (request: CallInput<'instances.add'>) => Promise<boolean>;
  remove: (name: string) => Promise<void>;
  refresh: (name: string) => Promise<void>;
}

/** The Sigstore instances on the Settings screen. */
export const useInstances = create<InstancesSlice>()((set, get) => {
  const run = async (what: InstanceDone['what'], name: string, work: () => Promise<unknown>): Promise<boolean> => {
    set({ busy: name, problem: null, done: null });
    try {
      await work();
      set({ busy: null, done: { what, name } });
      return true;
    } catch (error) {
      const problem = toAppError(error);
      set({ busy: null, problem: problem.code === 'cancelled' ? null : problem });
      return false;
    } finally {
      // A refresh that failed is told in the list too.
      await get().load();
    }
  };
  return {
    instances: null,
    busy: null,
    problem: null,
    done: null,
    load: async () => {
      await attempt(async () => set({ instances: await call('instances.list') }));
    },
    add: (request) => run('added', request.name, () => call('instances.add', request)),
    remove: async (name) => {
      await run('removed', name, () => call('instances.remove', { name }));
    },
    refresh: async (name) => {
      await run('refreshed', name, () => call('instances.refresh', { name }));
    },
  };
});
