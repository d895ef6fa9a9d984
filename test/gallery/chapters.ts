import { FIRST_START } from './first-start.ts';
import type { Chapter } from './state.ts';
import { VERDICTS } from './verdicts.ts';

/** All states of the gallery. */
export const CHAPTERS: readonly Chapter[] = [FIRST_START, VERDICTS];
