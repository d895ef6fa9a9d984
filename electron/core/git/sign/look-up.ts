import { AppError } from '../../../../shared/error.ts';
import { formatOfId } from '../object-id.ts';
import { readCommit } from '../read-object.ts';
import { openObjectReader } from '../repository/cat-file.ts';
import type { Repository } from '../repository/open-repository.ts';
import { refuseAmbiguous } from '../repository/refuse-ambiguous.ts';
import { gitOutput, runGit } from '../repository/run-git.ts';
import type { Watch } from '../repository/start-git.ts';
import { decodeText, identOf, subjectOf } from '../text.ts';

/** A commit as a person is shown it before it is tagged. */
export interface TargetCommit {
  id: string;
  author?: string;
  at?: Date;
  subject: string;
  /** Whether no remote-tracking branch holds it, as far as this repository knows. */
  isUnpushed: boolean;
}

/** The commit that a revision names (`HEAD`, a branch, a commit's name). Throws `usage`, also for a name that means several. */
export async function findCommit({ git, folder }: Repository, revision: string, watch: Watch = {}): Promise<string> {
  const what = `${revision}^{commit}`;
  const unfound = new AppError('usage', `no commit is called ${revision}`);
  if (revision === '' || revision.includes('\0') || revision.startsWith('-')) throw unfound;
  const { exit, output, log } = await runGit(git, folder, ['rev-parse', '--verify', '--end-of-options', what], watch);
  refuseAmbiguous(log);
  const id = output.toString('latin1').trim();
  if (exit !== 0 || formatOfId(id) === undefined) throw unfound;
  return id;
}

/** What a commit says of itself, and whether it was pushed. Throws `usage`, and `malformed` for what nobody should sign. */
export async function lookUpCommit(repository: Repository, revision: string, watch: Watch = {}): Promise<TargetCommit> {
  const id = await findCommit(repository, revision, watch);
  const reader = await openObjectReader(repository.git, repository.folder, watch);
  try {
    const raw = await reader.read(id);
    if (raw.kind !== 'object') throw new AppError('git-failed', `${id} is not here`);
    const read = readCommit(raw.bytes, repository.format);
    if (read.kind === 'malformed') throw new AppError('malformed', `${id}: ${read.reason}`);
    const { object } = read;
    const author = identOf(object, 'author');
    return {
      id,
      ...(author === undefined ? {} : { author: author.name }),
      ...(author?.at === undefined ? {} : { at: author.at }),
      subject: subjectOf(decodeText(object.message, object)),
      isUnpushed: await isUnpushed(repository, id, watch),
    };
  } finally {
    reader.close();
  }
}

async function isUnpushed({ git, folder }: Repository, id: string, watch: Watch): Promise<boolean> {
  const output = await gitOutput(git, folder, ['rev-list', '--max-count=1', id, '--not', '--remotes', '--'], watch);
  return output.length > 0;
}
