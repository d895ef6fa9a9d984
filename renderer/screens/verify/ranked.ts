import type { CheckResult } from '../../../shared/model/result.ts';
import type { Verdict } from '../../../shared/model/verdict.ts';
import { VERDICTS } from '../../../shared/verdicts.ts';

/** Results with the worst on top; within a verdict they keep their order. */
export function ranked(results: readonly CheckResult[]): CheckResult[] {
  return VERDICTS.flatMap((verdict) => results.filter((result) => result.verdict === verdict));
}

/** How many results each verdict has. */
export function counts(results: readonly CheckResult[]): Record<Verdict, number> {
  const sums: Record<Verdict, number> = { invalid: 0, untrusted: 0, incomplete: 0, verified: 0 };
  for (const result of results) sums[result.verdict] += 1;
  return sums;
}
