import { create } from 'zustand';

interface FrameSlice {
  /** Whether the list of keyboard shortcuts is shown. */
  shortcuts: boolean;
  showShortcuts: (shortcuts: boolean) => void;
}

/** What lies over every screen. */
export const useFrame = create<FrameSlice>()((set) => ({
  shortcuts: false,
  showShortcuts: (shortcuts) => set({ shortcuts }),
}));
