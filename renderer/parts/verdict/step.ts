import { assertNever } from '../../../shared/assert-never.ts';
import type { CARD } from '../../../shared/catalogue/en/card.ts';
import type { REPOSITORIES } from '../../../shared/catalogue/en/repositories.ts';
import type { CheckResult, Step } from '../../../shared/model/result.ts';

/** What a step does: opens a panel, tells what to do outside of the window, or acts at once. */
export type Deed =
  'compare' | 'look-up' | 'ask-log' | 'say-whether' | 'both' | 'advice' | 'add' | 'reveal' | 'again' | 'add-instance';

/** What the next step of a card does, for each step of the model. */
export function deedOf(step: Step): Deed {
  switch (step) {
    case 'open-folder':
      return 'reveal';
    case 'compare':
      return 'compare';
    case 'say-whether-from':
      return 'say-whether';
    case 'look-up-key':
    case 'refresh-key':
      return 'look-up';
    case 'ask-log':
      return 'ask-log';
    case 'show-both':
      return 'both';
    case 'add-signature':
    case 'add-list-signature':
    case 'choose-other':
    case 'add-missing-files':
      return 'add';
    case 'download-again':
    case 'get-newer-signature':
    case 'get-new-key':
    case 'tell-publisher':
    case 'check-clock':
      return 'advice';
    case 'add-instance':
      return 'add-instance';
    case 'try-again':
      return 'again';
    default:
      return assertNever(step);
  }
}

/** One line of advice: a key of the catalogue. */
export type AdviceLine = FileAdvice | GitAdvice;
type FileAdvice = `advice.${keyof (typeof CARD)['advice']}`;
type GitAdvice = `adviceGit.${keyof (typeof REPOSITORIES)['adviceGit']}`;

/** What to do, one after the other, where the next step lies outside of the window. */
export function adviceFor({ case: said, step, git }: CheckResult): readonly AdviceLine[] {
  if (git !== undefined) return said === 'object-unsigned' ? ['adviceGit.askThem'] : (GIT_ADVICE[step] ?? []);
  switch (said) {
    case 'list-mismatch':
    case 'list-has-mismatches':
    case 'list-malformed':
      return ['advice.keepOld', 'advice.getList', 'advice.dropBoth', 'advice.tellThem'];
    case 'digest-mismatch':
      return ['advice.keepOld', 'advice.getDigest', 'advice.dropBoth', 'advice.tellThem'];
    case 'signature-is-web-page':
    case 'signature-is-empty':
      return ['advice.saveLink', 'advice.dropBoth', 'advice.tellThem'];
    case 'signature-malformed':
      return ['advice.getSignature', 'advice.dropBoth', 'advice.tellThem'];
    case 'key-instead-of-signature':
      return ['advice.pageForSignature', 'advice.notIt', 'advice.dropNewer'];
    case 'text-mode':
      return ['advice.askBinary', 'advice.dropNewer'];
    default:
      return ADVICE[step] ?? [];
  }
}

const ADVICE: Partial<Record<Step, readonly FileAdvice[]>> = {
  'download-again': ['advice.keepOld', 'advice.getBoth', 'advice.dropBoth', 'advice.tellThem'],
  'get-newer-signature': ['advice.lookForNewer', 'advice.dropNewer'],
  'get-new-key': ['advice.newKeyPage', 'advice.newCopy', 'advice.dropNewKey'],
  'tell-publisher': ['advice.tellWhat', 'advice.getBoth', 'advice.dropBoth'],
  'check-clock': ['advice.lookAtClock', 'advice.clockWrong', 'advice.clockRight'],
};

const GIT_ADVICE: Partial<Record<Step, readonly GitAdvice[]>> = {
  'download-again': ['adviceGit.keepOld', 'adviceGit.fetchAgain', 'adviceGit.openAgain', 'adviceGit.tellThem'],
  'get-newer-signature': ['adviceGit.lookForNewer'],
  'get-new-key': ['adviceGit.newKeyPage', 'adviceGit.lookForNewer'],
  'tell-publisher': ['adviceGit.tellWhat', 'adviceGit.fetchAgain', 'adviceGit.openAgain'],
  'check-clock': ['adviceGit.lookAtClock', 'adviceGit.clockWrong', 'adviceGit.clockRight'],
};
