import { BROKEN } from './keyless-broken.ts';
import { openKeyless } from './keyless-desk.ts';
import { RELEASED } from './keyless-releases.ts';
import { MADE } from './keyless-made.ts';
import { NAMED } from './keyless-named.ts';
import { PINNED } from './keyless-pinned.ts';
import type { Chapter } from './state.ts';
import { KEYLESS as REAL } from './verdicts-keyless.ts';

/** The verdict card for everything that is signed with Sigstore. */
export const KEYLESS: Chapter = {
  name: 'keyless',
  open: openKeyless,
  states: [...REAL, ...MADE, ...BROKEN, ...NAMED, ...RELEASED, ...PINNED],
};
