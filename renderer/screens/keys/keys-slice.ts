import { create } from 'zustand';
import { type AppError, toAppError } from '../../../shared/error.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { FileHandle } from '../../../shared/model/file-handle.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import { call } from '../../api.ts';
import { useKnown } from '../../parts/known.ts';

/** What stands beside the list of keys. */
export type Beside =
  | { is: 'nothing' | 'generate' | 'backup' | 'lookUp' }
  | { is: 'import'; text: string; files: FileHandle[]; needsPassphrase: boolean }
  | { is: 'restore'; file: FileHandle }
  | { is: 'key'; id: string }
  | { is: 'made'; id: string };

/** What an action on keys could not do, beside what it did. */
export type LeftOut = Pick<
  NonNullable<CallOutput<'keys.backup'>> & CallOutput<'keys.restore'> & CallOutput<'keys.extend'>,
  'left' | 'setAside' | 'notExtended'
>;

interface KeysSlice {
  beside: Beside;
  busy: boolean;
  problem: AppError | null;
  /** What was done last, in the catalogue's words. */
  done: KeysDone | null;
  leftOut: LeftOut;
  open: (beside: Beside) => void;
  openImport: (text: string) => void;
  importFiles: (files: FileHandle[]) => Promise<void>;
  import: (text: string, files: FileHandle[], passphrase: string) => Promise<void>;
  /** Does something with keys; failures stand beside the list. Gives back what came of it, or null. */
  run: <T>(work: () => Promise<T>, done?: KeysDone) => Promise<T | null>;
}

export type KeysDone =
  'imported' | 'saved' | 'extended' | 'added' | 'revoked' | 'deleted' | 'restored' | 'refreshed' | 'unchanged' | 'kept';

/** The Keys screen. */
export const useKeys = create<KeysSlice>()((set, get) => ({
  beside: { is: 'nothing' },
  busy: false,
  problem: null,
  done: null,
  leftOut: {},
  open: (beside) => set({ beside, problem: null, done: null, leftOut: {} }),
  openImport: (text) => get().open({ is: 'import', text, files: [], needsPassphrase: false }),
  importFiles: (files) => get().import('', files, ''),
  import: async (text, files, passphrase) => {
    const found = await get().run(
      () =>
        call('keys.import', {
          files: files.map((file) => file.id),
          ...(text === '' ? {} : { text }),
          ...(passphrase === '' ? {} : { passphrase }),
        }),
      'imported',
    );
    const first: KeySummary | undefined = found?.[0];
    if (first !== undefined) set({ beside: { is: 'key', id: first.id } });
    const code = get().problem?.code;
    if (code === 'passphrase-needed' || code === 'wrong-passphrase') {
      set({ beside: { is: 'import', text, files, needsPassphrase: true } });
    }
  },
  run: async (work, done) => {
    set({ busy: true, problem: null, done: null, leftOut: {} });
    try {
      const value = await work();
      await useKnown.getState().loadKeys();
      const leftOut: LeftOut = typeof value === 'object' && value !== null ? value : {};
      set({ busy: false, done: value === null ? null : (done ?? null), leftOut });
      return value;
    } catch (error) {
      const problem = toAppError(error);
      set({ busy: false, problem: problem.code === 'cancelled' ? null : problem });
      return null;
    }
  },
}));
