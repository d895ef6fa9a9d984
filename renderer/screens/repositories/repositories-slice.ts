import { create } from 'zustand';
import { AppError, toAppError } from '../../../shared/error.ts';
import type { FileHandle } from '../../../shared/model/file-handle.ts';
import { type GitRow, OBJECT_LISTS, type ObjectList, type RepositoryFacts } from '../../../shared/model/repository.ts';
import type { CheckResult } from '../../../shared/model/result.ts';
import { call } from '../../api.ts';
import { useKnown } from '../../parts/known.ts';
import { leaveJob } from '../../parts/leave-job.ts';
import { askLog } from '../../parts/log-asking.ts';
import { useOpened } from '../../parts/opened.ts';
import { pick } from '../../parts/pick.ts';
import { attempt, useShell } from '../../parts/shell.ts';
import { type Heard, listen } from './heard.ts';
import { emptyList, type Listed, type Standing, withRows, withStates } from './listed.ts';

/** The row whose card is open or on its way. */
export interface Chosen {
  list: ObjectList;
  index: number;
}

interface RepositoriesSlice {
  /** What the user gave; null where nothing is open. */
  folder: FileHandle | null;
  /** It was given to a check, which led here. */
  isFromVerify: boolean;
  job: string | null;
  facts: RepositoryFacts | null;
  lists: Record<ObjectList, Listed>;
  /** Which list the user wants; null: tags where there are any. */
  list: ObjectList | null;
  filter: Standing | 'all';
  search: string;
  chosen: Chosen | null;
  /** What came of checking the chosen row; null while that goes on. */
  result: CheckResult | null;
  /** Why the chosen row could not be checked. */
  failed: AppError | null;
  take: (files: readonly FileHandle[], isFromVerify?: boolean) => Promise<void>;
  choose: () => Promise<void>;
  again: () => Promise<void>;
  /** Reads it again, and chooses the row that is sought as soon as it is listed. */
  readTo: (list: ObjectList, isSought: (row: GitRow) => boolean) => Promise<void>;
  cancel: () => void;
  show: (list: ObjectList) => void;
  narrow: (filter: Standing | 'all') => void;
  find: (search: string) => void;
  select: (index: number) => void;
  /** Checks the chosen row again, for a publisher where one is named: then the repository is that publisher's from now on. */
  recheck: (publisher?: string) => Promise<void>;
  /** Looks the signature of the chosen row up in the log, over the network. */
  askLog: () => Promise<void>;
  setPublisher: (publisher: string | null) => Promise<void>;
  want: (indexes: readonly number[]) => void;
}

const NOTHING = { chosen: null, result: null, failed: null };
const FRESH = () => ({ facts: null, lists: { tags: emptyList(), commits: emptyList() }, ...NOTHING });

/** Checked when the user stays so long on a row, in milliseconds: who goes through with the arrow keys does not mean each. */
const STAYS = 150;

/** A row to be checked once its list is told anew. */
let again: Chosen | undefined;

/** A row to be chosen once it is listed. */
let sought: { list: ObjectList; isSought: (row: GitRow) => boolean } | undefined;

/** The open repository of the Repositories screen. */
export const useRepositories = create<RepositoriesSlice>()((set, get) => {
  let staying: ReturnType<typeof setTimeout> | undefined;
  /** Cards that were opened since the repository was read. */
  const read = new Map<string, CheckResult>();
  const keyOf = ({ list, index }: Chosen): string => `${list} ${index}`;

  const start = async (folder: FileHandle): Promise<void> => {
    await attempt(async () => {
      const { job: before } = get();
      if (before !== null) leaveJob(before);
      const { job } = await call('repositories.open', { folder: folder.id });
      read.clear();
      clearTimeout(staying);
      sought = undefined;
      set({ folder, job, ...FRESH() });
      for (const [heardOf, heard] of early.splice(0)) if (heardOf === job) takeHeard(heard);
      useShell.getState().say('');
    });
  };

  const takeHeard = (heard: Heard): void =>
    set(({ lists, facts }) => {
      const grown = { ...lists };
      for (const name of OBJECT_LISTS) {
        if (heard.rows[name].length > 0) grown[name] = withRows(grown[name], heard.rows[name]);
        if (heard.states[name].length > 0) grown[name] = withStates(grown[name], heard.states[name]);
      }
      return { lists: grown, facts: heard.opened ?? facts };
    });
  const early: [string, Heard][] = [];
  listen((job, heard) => {
    if (job === get().job) takeHeard(heard);
    // The call that started it has not answered yet.
    else early.push([job, heard]);
    early.splice(0, Math.max(0, early.length - 20));
  });

  const check = async (chosen: Chosen): Promise<void> => {
    const { job } = get();
    if (job === null) return;
    try {
      const result = await call('repositories.check', { job, ...chosen });
      if (get().job === job) keep(chosen, result);
    } catch (error) {
      if (get().job === job && get().chosen === chosen) set({ failed: toAppError(error) });
    }
  };

  /** What came of checking a row stands in its list, and on its card where that is open. */
  const keep = (of: Chosen, result: CheckResult): void => {
    read.set(keyOf(of), result);
    const { lists, chosen } = get();
    const { [of.list]: listed, ...others } = lists;
    const { verdict, case: said, git, signatures } = result;
    const { signer = '' } = listed.states[of.index] ?? {};
    const state = { index: of.index, verdict, case: said, letter: git?.letter ?? '', signer };
    // What is not signed has no state of its own to change.
    const isListed = listed.rows[of.index]?.waits === true || signatures.length > 0;
    if (isListed) set({ lists: { ...others, [of.list]: withStates(listed, [state]) } as Record<ObjectList, Listed> });
    if (chosen !== null && keyOf(chosen) === keyOf(of)) set({ result, failed: null });
  };

  return {
    folder: null,
    isFromVerify: false,
    job: null,
    list: null,
    filter: 'all',
    search: '',
    ...FRESH(),
    take: async (files, isFromVerify = false) => {
      const folder = files.find(({ kind }) => kind === 'folder');
      if (folder === undefined) {
        // While an audit is prepared, a file is the policy to judge by.
        if (useOpened.getState().takesPolicy && files[0] !== undefined) policyDropped(files[0]);
        else if (files.length > 0) useShell.getState().setProblem(new AppError('no-repository'));
        return;
      }
      set({ isFromVerify, list: null, filter: 'all', search: '' });
      await start(folder);
    },
    choose: async () => get().take(await pick('folder')),
    again: async () => {
      const { folder } = get();
      if (folder !== null) await start(folder);
    },
    readTo: async (list, isSought) => {
      const { folder, facts } = get();
      if (folder === null) return;
      await start(folder);
      sought = { list, isSought };
      // It is the same repository: its list stands there until the new one comes.
      set({ list, facts, filter: 'all', search: '' });
    },
    cancel: () => {
      const { job } = get();
      if (job !== null) void attempt(() => call('job.cancel', { job }));
    },
    show: (list) => set({ list, filter: 'all', ...NOTHING }),
    narrow: (filter) => set({ filter }),
    find: (search) => set({ search }),
    select: (index) => {
      const chosen = { list: listShown(get()), index };
      const known = read.get(keyOf(chosen));
      clearTimeout(staying);
      set({ chosen, result: known ?? null, failed: null });
      if (known === undefined) staying = setTimeout(() => void check(chosen), STAYS);
    },
    recheck: async (publisher) => {
      const { chosen } = get();
      if (publisher !== undefined) await get().setPublisher(publisher);
      else if (chosen !== null) {
        set({ result: null, failed: null });
        await check(chosen);
      }
    },
    askLog: async () => {
      const { job, chosen, result } = get();
      if (job === null || chosen === null || result === null) return;
      const isStill = (): boolean => get().job === job;
      await askLog(
        result.id,
        () => call('repositories.askLog', { job, ...chosen }),
        (found) => {
          if (isStill()) keep(chosen, found);
        },
      );
    },
    setPublisher: async (publisher) => {
      const { job, folder, chosen, list, facts } = get();
      if (job === null || folder === null) return;
      await attempt(async () => {
        await call('repositories.setPublisher', { job, publisher });
        await useKnown.getState().loadPublishers();
        await start(folder);
        // Who asked for it was reading: the same card, judged anew. The list comes in the same order.
        set({ list, facts });
        if (chosen !== null) {
          const same = { ...chosen };
          set({ chosen: same });
          again = same;
        }
      });
    },
    want: (indexes) => {
      const { job } = get();
      const list = listShown(get());
      if (job !== null && indexes.length > 0)
        void window.countersign.call('repositories.want', { job, list, indexes: [...indexes] });
    },
  };
});

useRepositories.subscribe(({ lists, chosen, recheck }) => {
  if (again === undefined || chosen !== again || lists[again.list].rows[again.index] === undefined) return;
  again = undefined;
  void recheck();
});

useRepositories.subscribe(({ lists, select }) => {
  if (sought === undefined) return;
  const index = lists[sought.list].rows.findIndex(sought.isSought);
  if (index === -1) return;
  sought = undefined;
  select(index);
});

/** The list that is shown. */
export function listShown({ list, lists }: Pick<RepositoriesSlice, 'list' | 'lists'>): ObjectList {
  return list ?? (lists.tags.rows.length > 0 || lists.commits.rows.length === 0 ? 'tags' : 'commits');
}

let policyDropped: (file: FileHandle) => void = () => undefined;

/** Who takes a policy that is dropped or handed over. */
export function onPolicy(take: (file: FileHandle) => void): void {
  policyDropped = take;
}

useRepositories.subscribe(({ result, job, again: readAgain }) => {
  const before = useOpened.getState();
  const offered = job === null ? null : readAgain;
  if (before.result !== result || before.again !== offered) useOpened.setState({ result, again: offered });
});
