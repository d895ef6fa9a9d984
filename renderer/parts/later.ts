import { useDeferredValue } from 'react';
import type { CheckResult } from '../../shared/model/result.ts';

/**
 * The result whose card is to be drawn: null at first, and the one before while the next is being drawn. A card is much to draw; so it
 * comes after what is around it, in pieces between which the page answers. (For React an undefined is no first value at all: it would
 * draw the card at once.)
 */
export function useLater(result: CheckResult | undefined): CheckResult | null {
  return useDeferredValue(result ?? null, null);
}
