import { DAILY } from './daily.ts';
import { FIRST_START } from './first-start.ts';
import { GIT_SETUP } from './git-setup.ts';
import { LOCKED, NO_KEYCHAIN, TOKEN } from './hardship.ts';
import { KEYLESS } from './keyless.ts';
import { KEYLESS_SIGNING } from './keyless-signing.ts';
import { REPOSITORIES } from './repositories.ts';
import { NO_GIT, REPOSITORIES_LOG } from './repositories-log.ts';
import { RESULTS } from './results.ts';
import { SIGSTORE } from './sigstore.ts';
import { SSH } from './ssh.ts';
import type { Chapter } from './state.ts';
import { VERDICTS } from './verdicts.ts';
import { WITNESSED } from './witnessed.ts';

/** All states of the gallery. */
export const CHAPTERS: readonly Chapter[] = [
  FIRST_START,
  VERDICTS,
  KEYLESS,
  RESULTS,
  DAILY,
  REPOSITORIES,
  REPOSITORIES_LOG,
  NO_GIT,
  GIT_SETUP,
  SIGSTORE,
  SSH,
  WITNESSED,
  KEYLESS_SIGNING,
  TOKEN,
  NO_KEYCHAIN,
  LOCKED,
];
