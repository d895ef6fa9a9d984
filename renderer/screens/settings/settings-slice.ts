import { create } from 'zustand';

interface SettingsSlice {
  /** The minutes being typed, before they are a number that can be kept. */
  minutes: string | null;
  type: (minutes: string | null) => void;
}

/** What is half-typed on the Settings screen; the settings themselves belong to the whole window. */
export const useSettingsForm = create<SettingsSlice>()((set) => ({
  minutes: null,
  type: (minutes) => set({ minutes }),
}));

/** Minutes from what was typed: a whole number from 0 to 1440, or null. */
export function readMinutes(text: string): number | null {
  const minutes = /^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return minutes <= 1440 ? minutes : null;
}
