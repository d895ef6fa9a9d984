import type { GitPolicy, PolicyObject, PolicyRule } from './policy.ts';
import { fitsRefPattern } from './ref-pattern.ts';

/** The rules that speak of an object under a ref; of one whose ref is not known, those that speak of all refs. */
export function rulesFor({ rules }: GitPolicy, what: PolicyObject, ref: string | undefined): PolicyRule[] {
  return rules.filter(
    (rule) =>
      rule.what.includes(what) &&
      (rule.refs === undefined || (ref !== undefined && rule.refs.some((pattern) => fitsRefPattern(ref, pattern)))),
  );
}

/** Names the rules for the commits under a ref: two refs with one name for them let the same commits through. */
export function coverOf(policy: GitPolicy, ref: string | undefined): string {
  const numbers = (what: PolicyObject) => rulesFor(policy, what, ref).map((rule) => policy.rules.indexOf(rule));
  return JSON.stringify([numbers('commits'), numbers('merges')]);
}

/** Whether a rule speaks of the commits under a ref at all. */
export function coversCommits(policy: GitPolicy, ref: string): boolean {
  return rulesFor(policy, 'commits', ref).length + rulesFor(policy, 'merges', ref).length > 0;
}
