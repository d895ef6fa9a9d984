import { EVIDENCE } from '../../../shared/catalogue/en/evidence.ts';
import type { Says } from '../../../shared/model/check.ts';
import type { Seen } from '../../../shared/seen.ts';
import { englishDate, fillSentence, isDateParam } from '../../../shared/sentence.ts';
import type { SignatureFinding } from './finding.ts';

type Why = Extract<keyof typeof EVIDENCE, `why${string}`>;

/** What a card says of each check that forbids a signature, by what the check saw. */
const WHY: Readonly<Record<string, Why>> = {
  keyNoSelfSignature: 'whyUnconfirmed',
  keyNoSelfSignatureAs: 'whyUnconfirmed',
  keyNoPrimarySelfSignature: 'whyUnconfirmed',
  keyCannotSign: 'whyOtherKind',
  keyPrimaryMayNotSign: 'whyNotForSigning',
  keySubkeyMayNotSign: 'whyNotForSigning',
  keySubkeyNotBound: 'whyNotBound',
  keySubkeyNotBoundAs: 'whyNotBound',
  keySubkeyNotConfirmed: 'whyBackUnconfirmed',
  demandsUnknown: 'whyUnknownDemand',
  keyMadeAfter: 'whyMadeAfter',
  keyExpiredBefore: 'whyExpired',
  keySupersededBefore: 'whyReplaced',
  keyRetiredBefore: 'whyRetired',
};

/** Why the key that made a signature was not allowed to, from the first of its checks that says so. */
export function whyNotAllowed({ checks, signedAt = '' }: SignatureFinding): Seen {
  for (const { outcome, says } of checks) {
    if (outcome !== 'failed' || says === undefined) continue;
    const why = WHY[says.key];
    if (why !== undefined) return inWords(why, { ...datesOf(says), signedAt });
  }
  return inWords('whyNotValid', {});
}

function datesOf(says: Says): Record<string, string> {
  return Object.fromEntries(
    Object.entries(says.params).flatMap(([name, value]) =>
      isDateParam(name) && typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}

/** A card's sentence spells its dates out, which those of evidence do not in English. */
function inWords(key: Why, params: Record<string, string>): Seen {
  return { detail: fillSentence(EVIDENCE[key], params, englishDate), says: { key, params } };
}
