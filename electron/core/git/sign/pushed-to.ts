import { nameOf } from '../name-bytes.ts';
import type { Repository } from '../repository/open-repository.ts';
import { gitOutput } from '../repository/run-git.ts';
import type { Watch } from '../repository/start-git.ts';

/** So many bytes of object IDs are read; a range that was signed anew is shorter. */
const MAX_IDS_BYTES = 8 * 1024 * 1024;

/** Commits that one end of a branch has and the other has not, and the remote-tracking branches that have some of them. */
export interface Pushed {
  /** The newest first. */
  ids: string[];
  /** As git calls them here: `origin/main`. Empty: none is published, as far as this copy knows. */
  branches: string[];
}

/** Looks which commits `after` has and `before` has not, and where else they are. */
export async function pushedTo(
  { git, folder }: Repository,
  { before, after }: { before: string; after: string },
  watch: Watch = {},
): Promise<Pushed> {
  const idsOf = async (...without: string[]): Promise<string[]> => {
    const args = ['rev-list', '--topo-order', after, '--not', before, ...without, '--'];
    const output = await gitOutput(git, folder, args, { ...watch, maxOutput: MAX_IDS_BYTES });
    return output.toString('latin1').split('\n').filter(Boolean);
  };
  const all = await idsOf();
  const unpushed = new Set(await idsOf('--remotes'));
  const oldest = all.findLast((id) => !unpushed.has(id));
  if (oldest === undefined) return { ids: all, branches: [] };
  const asked = ['for-each-ref', '--format=%(refname)', `--contains=${oldest}`, 'refs/remotes'];
  const names = nameOf(await gitOutput(git, folder, asked, watch))
    .split('\n')
    .filter(Boolean);
  // What a remote checks out by itself is one of its branches, named once more.
  const branches = names.filter((name) => !name.endsWith('/HEAD')).map((name) => name.slice('refs/remotes/'.length));
  return { ids: all, branches: branches.length > 0 ? branches : names };
}
