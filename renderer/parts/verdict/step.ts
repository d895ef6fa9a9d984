import { assertNever } from '../../../shared/assert-never.ts';
import type { CARD } from '../../../shared/catalogue/en/card.ts';
import type { CheckResult, Step } from '../../../shared/model/result.ts';

/** What a step does: opens a panel, tells what to do outside of the window, or acts at once. */
export type Deed =
  'compare' | 'look-up' | 'say-whether' | 'both' | 'advice' | 'add' | 'reveal' | 'again' | 'add-instance';

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

/** One line of advice: a key of the catalogue's `advice`. */
export type AdviceLine = keyof (typeof CARD)['advice'];

/** What to do, one after the other, where the next step lies outside of the window. */
export function adviceFor({ case: said, step }: CheckResult): readonly AdviceLine[] {
  switch (said) {
    case 'list-mismatch':
    case 'list-has-mismatches':
    case 'list-malformed':
      return ['keepOld', 'getList', 'dropBoth', 'tellThem'];
    case 'digest-mismatch':
      return ['keepOld', 'getDigest', 'dropBoth', 'tellThem'];
    case 'signature-is-web-page':
    case 'signature-is-empty':
      return ['saveLink', 'dropBoth', 'tellThem'];
    case 'signature-malformed':
      return ['getSignature', 'dropBoth', 'tellThem'];
    case 'key-instead-of-signature':
      return ['pageForSignature', 'notIt', 'dropNewer'];
    case 'text-mode':
      return ['askBinary', 'dropNewer'];
    default:
      return ADVICE[step] ?? [];
  }
}

const ADVICE: Partial<Record<Step, readonly AdviceLine[]>> = {
  'download-again': ['keepOld', 'getBoth', 'dropBoth', 'tellThem'],
  'get-newer-signature': ['lookForNewer', 'dropNewer'],
  'get-new-key': ['newKeyPage', 'newCopy', 'dropNewKey'],
  'tell-publisher': ['tellWhat', 'getBoth', 'dropBoth'],
  'check-clock': ['lookAtClock', 'clockWrong', 'clockRight'],
};
