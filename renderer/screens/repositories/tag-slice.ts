import { create } from 'zustand';
import type { GitPerson, TagDraft, TagPreparation, TagWish, UncommittedFiles } from '../../../shared/model/git-sign.ts';
import type { GitRow } from '../../../shared/model/repository.ts';
import { call } from '../../api.ts';
import { attempt } from '../../parts/shell.ts';
import { type GitSigning, gitSigning } from './git-signing.ts';
import { useRepositories } from './repositories-slice.ts';

/** What the user said of the tag; null is what is proposed. */
interface TagForm {
  name: string | null;
  /** `HEAD`, a branch's whole name or a commit's; null: what a tag signed anew names already, else what is checked out. */
  target: string | null;
  message: string | null;
  tagger: GitPerson | null;
  /** As a field for dates has it, in this place's time; empty: the moment of signing. */
  at: string;
}

/** The form, and what it was opened for. */
interface TagOpened extends TagForm {
  /** The tag that is there is signed, and becomes another object. */
  isAnew: boolean;
  /** The commit that was chosen in its list. */
  commit: GitRow | null;
  uncommitted: UncommittedFiles | null;
}

interface TagSlice extends TagOpened, GitSigning<TagPreparation> {
  open: (commit: GitRow | null) => void;
  openAnew: (name: string) => void;
  change: (form: Partial<TagForm>) => void;
  look: () => Promise<void>;
  start: () => Promise<void>;
}

const EMPTY: TagOpened = {
  ...{ name: null, target: null, message: null, tagger: null, at: '' },
  ...{ isAnew: false, commit: null, uncommitted: null },
};

/** The tag that is about to be signed in the open repository. */
export const useTag = create<TagSlice>()((set, get) => {
  const { slice, begin, lookSoon, start } = gitSigning<TagOpened, TagPreparation>({
    ...{ get, set, empty: EMPTY },
    ask: (job) => call('repositories.prepareTag', { job, draft: draftOf(get()) }),
  });
  return {
    ...slice,
    open: (commit) => begin({ commit, target: commit?.id ?? null }),
    openAnew: (name) => begin({ name, isAnew: true }),
    change: (form) => {
      set(form);
      if (form.name !== undefined || form.target !== undefined) lookSoon();
    },
    look: async () => {
      const { job } = useRepositories.getState();
      if (job === null) return;
      await attempt(async () => set({ uncommitted: await call('repositories.uncommitted', { job }) }));
    },
    start: async () => {
      const tag = wishOf(get());
      if (tag !== undefined) await start((how) => call('repositories.signTag', { ...how, tag }));
    },
  };
});

function draftOf({ name, target }: TagForm): TagDraft {
  return { ...(name === null ? {} : { name }), ...(target === null ? {} : { target }) };
}

/** The name that the tag gets. */
export function nameOfTag({ name, prepared }: Pick<TagSlice, 'name' | 'prepared'>): string {
  return name ?? prepared?.names[0] ?? '';
}

/** The form as it is sent; undefined where it cannot be yet. */
function wishOf(form: TagSlice): TagWish | undefined {
  const { prepared, target, message, tagger, at, isAnew } = form;
  if (!isReady(form) || prepared === null) return undefined;
  const person = tagger ?? prepared.tagger;
  return {
    name: nameOfTag(form),
    // What was shown is what is signed, wherever a branch has gone since.
    ...(isAnew && target === null ? {} : { target: prepared.target.id }),
    // Of a tag that has a message, the proposed one stays byte for byte.
    ...(message === null && prepared.existing?.isAnnotated === true ? {} : { message: message ?? prepared.message }),
    ...(person === undefined ? {} : { tagger: { name: person.name, email: person.email } }),
    ...(at === '' ? {} : { at: new Date(at).toISOString() }),
    replace: isAnew,
  };
}

/** Whether everything is there that a tag needs, and was looked at. */
export function isReady(form: TagSlice): boolean {
  const { prepared, isPrepared, isAnew, message, tagger, at } = form;
  if (prepared === null || !isPrepared || prepared.fault !== undefined || prepared.isInTheWay === true) return false;
  if ((prepared.existing !== undefined) !== isAnew) return false;
  if ((message ?? prepared.message).trim() === '') return false;
  if (at !== '' && isYetToCome(at)) return false;
  const person = tagger ?? prepared.tagger;
  return person !== undefined && person.name.trim() !== '' && person.email.trim() !== '';
}

/** Whether a date of the form's lies ahead, or is none. */
export function isYetToCome(at: string): boolean {
  return !(new Date(at).getTime() <= Date.now());
}
