import type { Chapter } from './state.ts';
import { openVerdicts } from './verdicts-desk.ts';
import { GREEN } from './verdicts-green.ts';
import { GREY } from './verdicts-grey.ts';
import { RED } from './verdicts-red.ts';
import { YELLOW } from './verdicts-yellow.ts';

/** The verdict card in every case that OpenPGP, lists and publishers produce. */
export const VERDICTS: Chapter = {
  name: 'verdicts',
  open: openVerdicts,
  states: [...GREEN, ...YELLOW, ...RED, ...GREY],
};
