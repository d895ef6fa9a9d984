import { create } from 'zustand';
import type { Topic } from './page.ts';

/** A place in the help: a topic, or a heading of it. */
export interface HelpPlace {
  topic: Topic;
  anchor?: string | undefined;
}

interface Help {
  /** What is shown; null while the help is closed. */
  shown: HelpPlace | null;
  /** Where the reader came from, the last one at the end. */
  before: readonly HelpPlace[];
  /** What had the focus when the help was opened, to give it back. */
  opener: Element | null;
  open: (topic: Topic, anchor?: string) => void;
  back: () => void;
  close: () => void;
}

/** The help beside the content: which topic is open, and the way back. `open('overview')` shows all topics. */
export const useHelp = create<Help>()((set, get) => ({
  shown: null,
  before: [],
  opener: null,
  open: (topic, anchor) => {
    const { shown, before } = get();
    const from = document.activeElement;
    // A link inside the help is no place to go back to: it is gone with it.
    if (shown === null || from?.closest('.help') === null) set({ opener: from });
    if (shown === null) set({ before: [] });
    else if (shown.topic !== topic || shown.anchor !== anchor) set({ before: [...before, shown] });
    set({ shown: { topic, anchor } });
  },
  back: () => {
    const { before } = get();
    const shown = before.at(-1);
    if (shown !== undefined) set({ shown, before: before.slice(0, -1) });
  },
  close: () => set({ shown: null, before: [] }),
}));
