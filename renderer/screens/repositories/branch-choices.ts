import { say } from '../../parts/say.ts';

/** Branches to choose from, the one that is checked out first; `head` stands for that. */
export function branchChoices(
  head: string,
  { branch, branches }: { branch?: string | undefined; branches: readonly string[] },
  valueOf: (branch: string) => string,
): { value: string; label: string }[] {
  return [
    ...(branch === undefined ? [] : [{ value: head, label: say('gitSign.targetBranch', { branch }) }]),
    ...branches
      .filter((name) => name !== branch)
      .map((name) => ({ value: valueOf(name), label: say('gitSign.targetOf', { branch: name }) })),
  ];
}
