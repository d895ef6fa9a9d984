import { assertNever } from '../../../shared/assert-never.ts';
import type { Step } from '../../../shared/model/result.ts';

/** What a step does: opens a panel, unfolds advice, or acts at once. */
export type Deed = 'compare' | 'look-up' | 'say-whether' | 'advice' | 'add' | 'reveal' | 'details' | 'again';

/** What the one button of a card does for each step of the model. */
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
    case 'get-new-key':
      return 'look-up';
    case 'show-both':
      return 'details';
    case 'add-signature':
    case 'add-list-signature':
    case 'choose-other':
    case 'add-missing-files':
      return 'add';
    case 'download-again':
    case 'get-newer-signature':
    case 'tell-publisher':
    case 'check-clock':
      return 'advice';
    case 'try-again':
      return 'again';
    default:
      return assertNever(step);
  }
}

/** The catalogue's next step: its first clause is what the button says, the rest stands beside it. */
export function splitStep(next: string): { label: string; rest: string } {
  const at = /[;.] /.exec(next);
  if (at === null) return { label: next, rest: '' };
  const rest = next.slice(at.index + 2);
  return { label: next.slice(0, at.index), rest: rest.charAt(0).toUpperCase() + rest.slice(1) };
}
