import * as en from '../en/shell.ts';
import type { Words } from '../words.ts';

/** The words of the application menu, the About box and the system's own dialogs. */
export const SHELL: Words<typeof en.SHELL> = {
  ...en.SHELL,
};
