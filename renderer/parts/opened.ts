import { create } from 'zustand';
import type { CheckResult } from '../../shared/model/result.ts';

/** What the Repositories screen shows, for the menu, which is there before that screen is loaded. */
interface Opened {
  /** The result whose card is open. */
  result: CheckResult | null;
  /** Reads the open repository again; null where none is open. */
  again: (() => Promise<void>) | null;
  /** Begins a tag in the open repository; null where that cannot be begun now. */
  signTag: (() => void) | null;
  /** A policy that is dropped is one for the open audit. */
  takesPolicy: boolean;
}

/** What is open of a repository. */
export const useOpened = create<Opened>()(() => ({ result: null, again: null, signTag: null, takesPolicy: false }));
