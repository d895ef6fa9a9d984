import type { Repository } from '../repository/open-repository.ts';
import { gitOutput, runGit } from '../repository/run-git.ts';
import type { Watch } from '../repository/start-git.ts';
import type { Remotes } from './remotes.ts';

/** What this copy knows of a branch on the remote that it is pushed to. */
export interface RemoteBranch {
  /** As git calls it here: `origin/main`. */
  name: string;
  /** Where it was when it was last looked at. */
  id: string;
  /** So many commits of it are not in the branch here: to push by force would take them away. */
  ahead: number;
}

/** Reads it from the remote-tracking branches; undefined where there is none of this name. `ref`: the branch's whole name. */
export async function remoteBranchOf(
  { git, folder }: Repository,
  { usual }: Remotes,
  ref: string,
  head: string,
  watch: Watch = {},
): Promise<RemoteBranch | undefined> {
  if (usual === undefined || !ref.startsWith('refs/heads/')) return undefined;
  const name = `${usual}/${ref.slice('refs/heads/'.length)}`;
  const asked = ['show-ref', '--verify', '--hash', '--', `refs/remotes/${name}`];
  const { exit, output } = await runGit(git, folder, asked, watch);
  if (exit !== 0) return undefined;
  const id = output.toString('latin1').trim();
  const counted = await gitOutput(git, folder, ['rev-list', '--count', id, '--not', head, '--'], watch);
  return { name, id, ahead: Number(counted.toString('latin1')) };
}
