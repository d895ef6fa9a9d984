import type { CheckResult } from '../../../shared/model/result.ts';
import type { Verdict } from '../../../shared/model/verdict.ts';
import { VERDICTS } from '../../../shared/verdicts.ts';
import { visibleText } from '../../../shared/visible-text.ts';

/** Results by verdict; within one they keep their order. One pass, however many there are. */
export function byVerdict(results: readonly CheckResult[]): Record<Verdict, CheckResult[]> {
  const groups: Record<Verdict, CheckResult[]> = { invalid: [], untrusted: [], incomplete: [], verified: [] };
  for (const result of results) groups[result.verdict].push(result);
  return groups;
}

/** Results with the worst on top; within a verdict they keep their order. */
export function ranked(results: readonly CheckResult[]): CheckResult[] {
  const groups = byVerdict(results);
  return VERDICTS.flatMap((verdict) => groups[verdict]);
}

/** What a result is found by: its name as it is and as it is shown, without case. Kept, as it is asked for at every key. */
const searched = new WeakMap<CheckResult, string>();

/** The results whose name holds `text`, in the same order; all of them for an empty one. */
export function matching(results: readonly CheckResult[], text: string): readonly CheckResult[] {
  const wanted = folded(text.trim());
  return wanted === '' ? results : results.filter((result) => searchText(result).includes(wanted));
}

function searchText(result: CheckResult): string {
  const known = searched.get(result);
  if (known !== undefined) return known;
  const { name } = result.artifact;
  const text = folded(`${name}\n${visibleText(name)}`);
  searched.set(result, text);
  return text;
}

/** Without case, and however the accents were put together. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
