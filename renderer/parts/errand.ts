import { create } from 'zustand';
import type { FileHandle } from '../../shared/model/file-handle.ts';
import { type Screen, useShell } from './shell.ts';

/** What one screen sends the user to another for, and where they come from. */
export type Errand =
  | { what: 'make-key' | 'backup' | 'add-instance'; from: Screen }
  /** A key that git is to sign with; whichever the user then chooses where none is named. */
  | { what: 'set-up-git'; from: Screen; key?: string }
  /** A repository that was given to a check, and is one to be looked into; or the other way round. */
  | { what: 'open-repository' | 'check-files'; from: Screen; folder: FileHandle };

interface Errands {
  errand: Errand | null;
  /** Shows the screen where it is done, with the errand open. */
  send: (errand: Errand) => void;
  /** The errand is done, or was left: goes back to where it began. */
  back: () => void;
  drop: () => void;
}

const DONE_AT: Readonly<Record<Errand['what'], Screen>> = {
  'make-key': 'keys',
  backup: 'keys',
  'add-instance': 'settings',
  'set-up-git': 'settings',
  'open-repository': 'repositories',
  'check-files': 'verify',
};

/** The way from a screen that lacks something to the one that has it, and back to what was begun. */
export const useErrand = create<Errands>()((set, get) => ({
  errand: null,
  send: (errand) => {
    set({ errand });
    useShell.getState().go(DONE_AT[errand.what]);
  },
  back: () => {
    const { errand } = get();
    set({ errand: null });
    if (errand !== null) useShell.getState().go(errand.from);
  },
  drop: () => set({ errand: null }),
}));
