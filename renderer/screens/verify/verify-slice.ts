import { create } from 'zustand';
import type { FileHandle } from '../../../shared/model/file-handle.ts';
import { call } from '../../api.ts';
import { useErrand } from '../../parts/errand.ts';
import { useJobs } from '../../parts/jobs.ts';
import { pick } from '../../parts/pick.ts';
import { attempt, useShell } from '../../parts/shell.ts';
import { paramsOf, say } from '../../parts/say.ts';
import { ranked, type ResultView } from './ranked.ts';

/** What is handed to a check. */
interface Input {
  files?: FileHandle[];
  digests?: string[];
  texts?: string[];
  /** A repository's folder is one of files for once. */
  asFiles?: boolean;
}

type Given = Required<Omit<Input, 'asFiles'>>;

interface VerifySlice extends ResultView {
  /** Everything that the open check was given, to run it again. */
  given: Given;
  publisher: string | undefined;
  job: string | null;
  /** Starts a check, or joins the open one: that then runs again with all it was given, and ends where it still ran. */
  take: (input: Input) => Promise<void>;
  /** Lets the user choose files that join the open check. */
  add: () => Promise<void>;
  choose: (kind: 'files' | 'folder') => Promise<void>;
  /** Lets the user choose files for a check of their own, in place of the open one. */
  renew: () => Promise<void>;
  /** Runs the open check again, for a publisher where one is named; null takes the publisher back. */
  again: (publisher?: string | null) => Promise<void>;
  cancel: () => void;
  clear: () => void;
  show: (filter: ResultView['filter']) => void;
  find: (search: string) => void;
  select: (result: string) => void;
  announce: () => void;
}

const NOTHING: Given = { files: [], digests: [], texts: [] };
const WHOLE: ResultView = { filter: 'all', search: '', selected: null };

/** The open check of the Verify screen. */
export const useVerify = create<VerifySlice>()((set, get) => {
  const start = async (input: Input, publisher: string | undefined, join: string | undefined): Promise<void> => {
    const { job: before, given } = get();
    const added = { ...NOTHING, ...input };
    await attempt(async () => {
      const { job } = await call('verify.start', {
        files: added.files.map((file) => file.id),
        digests: added.digests,
        texts: added.texts,
        ...(publisher === undefined ? {} : { publisher }),
        ...(join === undefined ? {} : { join }),
      });
      const base = join === undefined ? NOTHING : given;
      set({
        job,
        publisher,
        ...WHOLE,
        given: {
          files: [...new Map([...base.files, ...added.files].map((file) => [file.id, file])).values()],
          digests: [...new Set([...base.digests, ...added.digests])],
          texts: [...new Set([...base.texts, ...added.texts])],
        },
      });
      // What is said again is only heard where something else was said meanwhile.
      useShell.getState().say('');
      if (before !== null && before !== job) useJobs.getState().forget(before);
    });
  };
  /** Ends a job; one that is over is left alone. */
  const stop = (job: string): void => {
    if (useJobs.getState().jobs[job]?.done === undefined) void attempt(() => call('job.cancel', { job }));
  };
  return {
    given: NOTHING,
    publisher: undefined,
    job: null,
    ...WHOLE,
    take: async (input) => {
      const { job, publisher } = get();
      const [folder, ...more] = input.files ?? [];
      if (folder?.isRepository === true && more.length === 0 && input.asFiles !== true) {
        useErrand.getState().send({ what: 'open-repository', from: 'verify', folder });
        return;
      }
      await start(input, publisher, job ?? undefined);
    },
    add: async () => {
      const files = await pick('files');
      if (files.length > 0) await get().take({ files });
    },
    choose: async (kind) => {
      const files = await pick(kind);
      if (files.length > 0) await get().take({ files });
    },
    renew: async () => {
      const files = await pick('files');
      if (files.length > 0) await start({ files }, get().publisher, undefined);
    },
    again: async (publisher) => {
      const { given, job } = get();
      if (job !== null) stop(job);
      await start(given, publisher === null ? undefined : (publisher ?? get().publisher), undefined);
    },
    cancel: () => {
      const { job } = get();
      if (job !== null) stop(job);
    },
    clear: () => {
      const { job } = get();
      if (job !== null) {
        stop(job);
        useJobs.getState().forget(job);
      }
      set({ job: null, given: NOTHING, publisher: undefined, ...WHOLE });
    },
    show: (filter) => set({ filter }),
    find: (search) => set({ search }),
    select: (selected) => set({ selected }),
    announce: () => {
      const { job } = get();
      const worst = ranked(job === null ? [] : (useJobs.getState().jobs[job]?.results ?? []))[0];
      if (worst !== undefined) useShell.getState().say(say(`verdict:${worst.case}.sentence`, paramsOf(worst)));
    },
  };
});
