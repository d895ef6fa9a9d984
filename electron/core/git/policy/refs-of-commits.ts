import { commitIds, type CommitRange } from '../repository/list-commits.ts';
import { isRemoteHead, listRefs, refsOfRange, type Ref } from '../repository/list-refs.ts';
import type { Repository } from '../repository/open-repository.ts';
import type { Watch } from '../repository/start-git.ts';
import { coverOf, coversCommits } from './cover.ts';
import type { GitPolicy } from './policy.ts';

/** Gives the refs that a commit stands on, as far as a policy tells them apart. */
export type RefsOf = (id: string) => readonly string[];

/**
 * The refs that a policy has to be asked about for commits: those that the range ends at; for all commits every ref that leads to them, one
 * for each set of rules.
 */
export async function refsOfCommits(
  repository: Repository,
  policy: GitPolicy,
  which: CommitRange,
  watch: Watch = {},
): Promise<RefsOf> {
  if ('tips' in which) return () => [];
  if ('range' in which) {
    const refs = (await refsOfRange(repository, which.range, watch)).map(asItsOwnerHasIt);
    return () => refs;
  }
  const groups = [...groupsOf(policy, await listRefs(repository, 'refs/', watch)).values()];
  const [first] = groups;
  if (first !== undefined && groups.length === 1) return () => [first.ref];
  const found = new Map<string, string[]>();
  for (const { ref, tips } of groups)
    for (const id of await commitIds(repository, tips, watch)) {
      const refs = found.get(id);
      if (refs === undefined) found.set(id, [ref]);
      else refs.push(ref);
    }
  return (id) => found.get(id) ?? [];
}

/** Refs by the rules for their commits. What a tag leads to is asked about only where a rule speaks of it: the tag's signer vouches for it. */
function groupsOf(policy: GitPolicy, refs: readonly Ref[]): Map<string, { ref: string; tips: string[] }> {
  const groups = new Map<string, { ref: string; tips: string[] }>();
  // Where the same rules hold for both, a commit is said to stand on a branch rather than below a tag.
  const branchesFirst = [...refs].sort((one, other) => Number(isTag(one.name)) - Number(isTag(other.name)));
  for (const one of branchesFirst) {
    const { name, id, type } = one;
    const ref = asItsOwnerHasIt(name);
    if (isRemoteHead(one) || (type !== 'commit' && type !== 'tag')) continue;
    if (isTag(ref) && !coversCommits(policy, ref)) continue;
    const cover = coverOf(policy, ref);
    const group = groups.get(cover);
    if (group === undefined) groups.set(cover, { ref, tips: [id] });
    else group.tips.push(id);
  }
  return groups;
}

const isTag = (ref: string): boolean => ref.startsWith('refs/tags/');

/** What is kept of another repository's branch is judged as that branch. */
export function asItsOwnerHasIt(ref: string): string {
  return ref.replace(/^refs\/remotes\/[^/]+\//, 'refs/heads/');
}
