import { create } from 'zustand';
import type { Stored } from '../../../shared/model/stored.ts';
import { call } from '../../api.ts';
import { attempt } from '../../parts/shell.ts';

interface SettingsSlice {
  /** The minutes being typed, before they are a number that can be kept. */
  minutes: string | null;
  type: (minutes: string | null) => void;
  /** The list's name being typed, before it is one that can be used. */
  listName: string | null;
  typeListName: (name: string | null) => void;
  /** Null until the first answer. */
  stored: Stored | null;
  loadStored: () => Promise<void>;
}

/** What is half-typed on the Settings screen, and what is stored; the settings themselves belong to the whole window. */
export const useSettingsForm = create<SettingsSlice>()((set) => ({
  minutes: null,
  type: (minutes) => set({ minutes }),
  listName: null,
  typeListName: (listName) => set({ listName }),
  stored: null,
  loadStored: async () => {
    await attempt(async () => set({ stored: await call('stored.list') }));
  },
}));

/** Minutes from what was typed: a whole number from 0 to 1440, or null. */
export function readMinutes(text: string): number | null {
  const minutes = /^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return minutes <= 1440 ? minutes : null;
}
