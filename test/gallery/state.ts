import type { Desk } from './desk.ts';

/** Where a state is shown in the gallery. */
export const SCREENS = [
  'Verify',
  'Sign',
  'Keys',
  'Publishers',
  'Repositories',
  'Activity',
  'Settings',
  'Sheets',
] as const;
export type Screen = (typeof SCREENS)[number];

/** Looks beside the usual ones: a narrow column, text twice as large, the system's own colours, and all that is below the fold. */
export type Look = 'narrow' | 'large' | 'forced' | 'whole';

/** One state of the window, brought about in the real app with real files, keys and signatures. */
export interface State {
  /** Also the picture's file name. */
  id: string;
  screen: Screen;
  /** The state in words. */
  title: string;
  arrange: (desk: Desk) => Promise<void>;
  /** Ends what the next state must not find: a sheet, a running job, something dragged. */
  leave?: (desk: Desk) => Promise<void>;
  also?: readonly Look[];
}

/** States that share one started app, in this order. */
export interface Chapter {
  name: string;
  open: () => Promise<Desk>;
  states: readonly State[];
}
