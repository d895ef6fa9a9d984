import { folded } from '../../../shared/folded.ts';
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

/** What is shown of a check's results: those of one verdict or of all, whose name holds the search; and which was chosen. */
export interface ResultView {
  filter: Verdict | 'all';
  search: string;
  selected: string | null;
}

/** The results that a view shows, the worst on top. */
export function shownIn(
  groups: Readonly<Record<Verdict, readonly CheckResult[]>>,
  { filter, search }: Omit<ResultView, 'selected'>,
): readonly CheckResult[] {
  return matching(filter === 'all' ? VERDICTS.flatMap((verdict) => groups[verdict]) : groups[filter], search);
}

/** The result whose card is open: the chosen one, or the first where that is not shown. */
export function openOf(shown: readonly CheckResult[], selected: string | null): CheckResult | undefined {
  return shown.find(({ id }) => id === selected) ?? shown[0];
}

/** Whether a view shows any of these results. Stops at the first one, and puts nothing in order. */
export function showsAny(results: readonly CheckResult[], { filter, search }: Omit<ResultView, 'selected'>): boolean {
  const found = finder(search);
  return results.some((result) => (filter === 'all' || result.verdict === filter) && found(result));
}

/** What a result is found by: its name as it is and as it is shown, without case. Kept, as it is asked for at every key. */
const searched = new WeakMap<CheckResult, string>();

/** The results whose name holds `text`, in the same order; all of them for an empty one. */
export function matching(results: readonly CheckResult[], text: string): readonly CheckResult[] {
  return text.trim() === '' ? results : results.filter(finder(text));
}

/** Whether a result's name holds `text`. */
function finder(text: string): (result: CheckResult) => boolean {
  const wanted = folded(text.trim());
  return (result) => wanted === '' || searchText(result).includes(wanted);
}

function searchText(result: CheckResult): string {
  const known = searched.get(result);
  if (known !== undefined) return known;
  const { name } = result.artifact;
  const text = folded(`${name}\n${visibleText(name)}`);
  searched.set(result, text);
  return text;
}
