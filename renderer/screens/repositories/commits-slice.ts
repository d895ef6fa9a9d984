import { create } from 'zustand';
import type { CommitsDraft, CommitsPreparation, CommitsWish } from '../../../shared/model/git-sign.ts';
import type { GitRow } from '../../../shared/model/repository.ts';
import { call } from '../../api.ts';
import { type GitSigning, gitSigning } from './git-signing.ts';

/** The newest commit alone, the chosen one and all built on it, all since a tag, or all since what is typed. */
export type Start = 'newest' | 'from' | 'since' | `tag ${string}`;

/** What the user said of the commits. */
interface CommitsForm {
  /** Without `refs/heads/`; null: the one that is checked out, or that holds the chosen commit. */
  branch: string | null;
  start: Start;
  /** What is typed. */
  revision: string;
}

/** The form, and what it was opened at. */
interface CommitsOpened extends CommitsForm {
  /** The commit whose card it was begun at. */
  row: GitRow | null;
}

interface CommitsSlice extends CommitsOpened, GitSigning<CommitsPreparation> {
  open: (row: GitRow | null) => void;
  change: (form: Partial<CommitsForm>) => void;
  /** `evenPublished`: the second yes. */
  sign: (evenPublished: boolean) => Promise<void>;
}

const EMPTY: CommitsOpened = { branch: null, start: 'newest', revision: '', row: null };

/** The commits that are about to be signed anew in the open repository. */
export const useCommits = create<CommitsSlice>()((set, get) => {
  const { slice, begin, lookSoon, start } = gitSigning<CommitsOpened, CommitsPreparation>({
    ...{ get, set, empty: EMPTY },
    ask: (job) => {
      const draft = draftOf(get());
      return draft && call('repositories.prepareCommits', { job, draft });
    },
  });
  return {
    ...slice,
    open: (row) => begin({ row, start: row === null ? 'newest' : 'from' }),
    change: (form) => {
      set(form);
      lookSoon();
    },
    sign: async (evenPublished) => {
      const commits = wishOf(get(), evenPublished);
      if (commits !== undefined) await start((how) => call('repositories.signCommits', { ...how, commits }));
    },
  };
});

/** What is asked about; undefined while it is not said whole. */
function draftOf({ branch, start, revision, row }: CommitsSlice): CommitsDraft | undefined {
  const of = branch === null ? {} : { branch };
  if (start === 'newest') return of;
  if (start === 'from') return row === null ? undefined : { ...of, from: row.id };
  const after = start === 'since' ? revision.trim() : `refs/tags/${start.slice('tag '.length)}`;
  return after === '' ? undefined : { ...of, after };
}

/** The form as it is sent: what was shown is what is signed, wherever names have gone since. Undefined where it cannot be yet. */
function wishOf(form: CommitsSlice, evenPublished: boolean): CommitsWish | undefined {
  const { prepared, start, row } = form;
  const { chosen, plan } = prepared ?? {};
  if (!canBeSigned(form) || chosen === undefined || plan === undefined) return undefined;
  return {
    ...{ branch: chosen, head: plan.head, evenPublished },
    ...(plan.after === undefined ? {} : { after: plan.after }),
    ...(start === 'from' && row !== null ? { from: row.id } : {}),
  };
}

/** Whether what the form says was looked at, and is something that can be signed. */
export function canBeSigned({ prepared, isPrepared }: Pick<CommitsSlice, 'prepared' | 'isPrepared'>): boolean {
  return isPrepared && prepared?.plan !== undefined;
}
