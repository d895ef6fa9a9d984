import { nameOf } from '../name-bytes.ts';
import type { Repository } from '../repository/open-repository.ts';
import { gitOutput, runGit } from '../repository/run-git.ts';
import type { Watch } from '../repository/start-git.ts';

/** The branches that a tag can be put on. */
export interface Branches {
  /** The one that is checked out, without `refs/heads/`; absent where a commit is checked out by itself. */
  branch?: string;
  /** All of them, in the order of their names; of very many only the first. */
  branches: string[];
}

const MOST = 1000;

/** Reads their names, and no object. */
export async function branchesOf({ git, folder }: Repository, watch: Watch = {}): Promise<Branches> {
  const [head, listed] = await Promise.all([
    runGit(git, folder, ['symbolic-ref', '--quiet', '--short', 'HEAD'], watch),
    gitOutput(git, folder, ['for-each-ref', `--count=${MOST}`, '--format=%(refname:lstrip=2)', 'refs/heads/'], watch),
  ]);
  const branches = nameOf(listed)
    .split('\n')
    .filter((name) => name !== '');
  return head.exit === 0 ? { branch: nameOf(head.output).trimEnd(), branches } : { branches };
}
