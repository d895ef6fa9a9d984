import { create } from 'zustand';
import { type AppError, toAppError } from '../../../shared/error.ts';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import type { FileHandle } from '../../../shared/model/file-handle.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import { call } from '../../api.ts';
import { typedName } from '../../parts/key-name.ts';
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
  /** How to undo what was done last, until something else is done. */
  undo: Undo | null;
  /** A key whose secret part was just added from a file without a passphrase. */
  unprotected: string | null;
  /** The part of a key's details that something else led to. */
  unfolded: FoldName | null;
  open: (beside: Beside) => void;
  openImport: (text: string) => void;
  importFiles: (files: FileHandle[]) => Promise<void>;
  import: (text: string, files: FileHandle[], passphrase: string) => Promise<void>;
  /** Does something with keys; failures stand beside the list. Gives back what came of it, or null. */
  run: <T>(work: () => Promise<T>, done?: KeysDone) => Promise<T | null>;
  /** Deletes a key; `name` is what the user typed. */
  remove: (key: KeySummary, name: string) => Promise<void>;
  /** Deletes somebody else's key, and remembers its public text so that it can be put back. */
  forget: (key: KeySummary) => Promise<void>;
  /** Calls a key something else; its old name can be given back to it. */
  rename: (key: KeySummary, name: string) => Promise<void>;
  putBack: () => Promise<void>;
}

/** Somebody else's key that was deleted, as text, or a key that was renamed; with the name that it had. */
type Undo = { of: 'deleted'; text: string; name: string } | { of: 'renamed'; key: string; name: string };

/** The parts of a key's details that unfold. */
export type FoldName =
  'expect' | 'name' | 'extend' | 'refresh' | 'export' | 'userId' | 'subkey' | 'secret' | 'revoke' | 'delete';

/** One public key inside a text, OpenPGP's, in PEM, or as SSH writes it. */
const PUBLIC =
  /-----BEGIN (PGP PUBLIC KEY BLOCK|PUBLIC KEY)-----[\s\S]+?-----END \1-----|^(?:ssh|ecdsa|sk)-[\w@.-]+ [A-Za-z0-9+/]+=*.*$/m;

export type KeysDone =
  | 'imported'
  | 'saved'
  | 'extended'
  | 'added'
  | 'revoked'
  | 'deleted'
  | 'restored'
  | 'refreshed'
  | 'unchanged'
  | 'kept'
  | 'renamed'
  | 'oldName'
  | 'putBack';

/** The Keys screen. */
export const useKeys = create<KeysSlice>()((set, get) => ({
  beside: { is: 'nothing' },
  busy: false,
  problem: null,
  done: null,
  leftOut: {},
  undo: null,
  unprotected: null,
  unfolded: null,
  open: (beside) =>
    set({ beside, problem: null, done: null, leftOut: {}, undo: null, unprotected: null, unfolded: null }),
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
    const first = found?.[0];
    const open = found?.find(({ unprotected }) => unprotected === true);
    const shown = open ?? first;
    if (shown !== undefined) set({ beside: { is: 'key', id: shown.id }, unprotected: open?.id ?? null });
    const code = get().problem?.code;
    if (code === 'passphrase-needed' || code === 'wrong-passphrase') {
      set({ beside: { is: 'import', text, files, needsPassphrase: true } });
    }
  },
  run: async (work, done) => {
    set({ busy: true, problem: null, done: null, leftOut: {}, undo: null });
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
  remove: async (key, name) => {
    const gone = await get().run(async () => {
      await call('keys.delete', { key: key.id, name });
      return true;
    }, 'deleted');
    if (gone !== null) set({ beside: { is: 'nothing' } });
  },
  forget: async (key) => {
    const published = await get().run(() => call('keys.publishText', { key: key.id }));
    const text = PUBLIC.exec(published?.text ?? '')?.[0];
    if (published === null) return;
    await get().remove(key, typedName(key));
    // Only a name that the user gave is not in the key itself.
    const name = key.type === 'openpgp' ? '' : (key.userIds[0] ?? '');
    if (get().done === 'deleted' && text !== undefined) set({ undo: { of: 'deleted', text, name } });
  },
  rename: async (key, name) => {
    const renamed = await get().run(() => call('keys.rename', { key: key.id, name }), 'renamed');
    if (renamed !== null) set({ undo: { of: 'renamed', key: key.id, name: key.userIds[0] ?? '' } });
  },
  putBack: async () => {
    const { undo } = get();
    if (undo === null) return;
    const { name } = undo;
    if (undo.of === 'renamed') {
      await get().run(() => call('keys.rename', { key: undo.key, name }), 'oldName');
      return;
    }
    const back = await get().run(() => call('keys.import', { files: [], text: undo.text, name }), 'putBack');
    const first = back?.[0];
    if (first !== undefined) set({ beside: { is: 'key', id: first.id } });
  },
}));
