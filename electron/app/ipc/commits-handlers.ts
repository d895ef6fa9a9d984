import type { CommitsDraft, CommitsPlan, CommitsPreparation, PlannedCommit } from '../../../shared/model/git-sign.ts';
import type { CommitPlan, PlannedCommit as Planned } from '../../core/git/sign/plan-commits.ts';
import type { CommitsPreparation as Prepared } from '../../core/git/sign/prepare-commits.ts';
import { AppError } from '../../../shared/error.ts';
import type { AppContext } from '../context.ts';
import { notRemembered } from '../not-remembered.ts';
import type { Handlers } from './gate.ts';
import { signerOf, startSigning, timeOf } from './git-signing-job.ts';
import { openedRepository } from './repository-handlers.ts';

type Commits = 'repositories.prepareCommits' | 'repositories.signCommits' | 'repositories.undoCommits';

/** So many commits of a plan, and so many names that stay on old ones, are told. */
const MOST_COMMITS = 500;
const MOST_LEFT = 100;

/** Signing commits anew in a repository that the window opened: it is named by the job that did so, never by a path. */
export function commitsHandlers(context: AppContext): Pick<Handlers, Commits> {
  const { services, signedCommits } = context;
  return {
    'repositories.prepareCommits': async ({ job, draft }) => {
      const { folder: repository } = openedRepository(context, job);
      return told(await services.gitSign.prepareCommits({ repository, ...rangeOf(draft) }, {}));
    },

    'repositories.signCommits': ({ job, commits, signer }) => {
      const { folder: repository } = openedRepository(context, job);
      const { branch, head, evenPublished, ...range } = commits;
      const request = { repository, branch, head, evenPublished, ...rangeOf(range), ...signerOf(signer) };
      return startSigning(context, branch, async (how, run) => {
        const { receipt, ref, before, after } = await services.gitSign.signCommits(request, how);
        signedCommits.set(run, { repository, ref, before, after });
        return receipt;
      });
    },

    'repositories.undoCommits': ({ run, evenPublished }) => {
      const made = signedCommits.get(run);
      if (made === undefined) throw new AppError('not-found', 'this run signed no commits');
      return services.gitSign.undoCommits({ ...made, evenPublished }, { onNotRemembered: notRemembered(context, run) });
    },
  };
}

function rangeOf({ branch, after, from }: CommitsDraft) {
  return {
    ...(branch === undefined ? {} : { branch }),
    ...(after === undefined ? {} : { after }),
    ...(from === undefined ? {} : { from }),
  };
}

function told({ plan, ...prepared }: Prepared): CommitsPreparation {
  return { ...prepared, ...(plan === undefined ? {} : { plan: toldPlan(plan) }) };
}

function toldPlan({ head, after, commits, left, remote }: CommitPlan): CommitsPlan {
  const newest = [...commits].reverse();
  const signed = newest.filter(({ form }) => form !== undefined);
  return {
    ...{ head, ...(after === undefined ? {} : { after }), count: commits.length },
    merges: commits.filter(({ isMerge }) => isMerge).length,
    signed: signed.length,
    published: commits.filter(({ isPublished }) => isPublished).length,
    commits: newest.slice(0, MOST_COMMITS).map(toldCommit),
    signedIds: signed.map(({ id }) => id),
    email: newest[0]?.email ?? '',
    left: left.slice(0, MOST_LEFT),
    leftCount: left.length,
    ...(remote === undefined ? {} : { remote: { name: remote.name, ahead: remote.ahead } }),
  };
}

function toldCommit({ id, author, at, subject, isMerge, form, isPublished }: Planned): PlannedCommit {
  const time = timeOf(at);
  return {
    ...{ id, subject, isMerge, isPublished, isSigned: form !== undefined },
    ...(author === undefined ? {} : { author }),
    ...(time === undefined ? {} : { at: time }),
  };
}
