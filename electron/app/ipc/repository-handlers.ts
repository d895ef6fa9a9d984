import { AppError } from '../../../shared/error.ts';
import { OBJECT_LISTS, type GitState, type ObjectList } from '../../../shared/model/repository.ts';
import type { CheckResult } from '../../../shared/model/result.ts';
import type { JobContext } from '../../core/jobs/job-queue.ts';
import type { OpenRequest } from '../../core/verify/git-service.ts';
import type { AppContext, OpenedRepository } from '../context.ts';
import { notRemembered } from '../not-remembered.ts';
import type { Handlers } from './gate.ts';

/** States go to the window in groups: those of so many milliseconds. */
const GROUP_EVERY = 100;

type Repositories =
  | 'repositories.open'
  | 'repositories.want'
  | 'repositories.check'
  | 'repositories.askLog'
  | 'repositories.setPublisher';

/** Looking at repositories. The window names a folder by its handle, and what is in it by its place in a list. */
export function repositoryHandlers(context: AppContext): Pick<Handlers, Repositories> {
  const { files, jobs, repositories, services } = context;
  const opened = (job: string): OpenedRepository => openedRepository(context, job);
  return {
    'repositories.open': ({ folder: id }) => {
      const [folder = ''] = files.paths([id]);
      const repository: OpenedRepository = {
        folder,
        named: { tags: [], commits: [] },
        want: () => undefined,
      };
      const job = jobs.start('repository', (run) => survey(context, repository, run));
      repositories.set(job, repository);
      return Promise.resolve({ job });
    },

    'repositories.want': ({ job, list, indexes }) => {
      opened(job).want(list, indexes);
      return Promise.resolve(null);
    },

    'repositories.check': async ({ job, list, index }) => {
      const request = rowOf(opened(job), list, index);
      return tell(context, await services.git.open(request, { onNotRemembered: notRemembered(context, job) }));
    },

    'repositories.askLog': ({ job: of, list, index }) => {
      const request = { ...rowOf(opened(of), list, index), askLog: true };
      if (services.offline()) throw new AppError('offline', 'a log is asked over the network');
      const job = jobs.start('repository', async ({ job, signal, onProgress }) => {
        onProgress(ASKING);
        const onNotRemembered = notRemembered(context, job);
        const result = await services.git.open(request, { signal, onNotRemembered });
        context.emit('job.results', { job, results: [tell(context, result)] });
      });
      return Promise.resolve({ job });
    },

    'repositories.setPublisher': async ({ job, publisher }) => {
      await services.git.setPublisher(opened(job).folder, publisher);
      return null;
    },
  };
}

/** How far asking a log has come: it answers, or it does not. */
const ASKING = {
  stage: 'network',
  ...{ itemsDone: 0, itemsTotal: 1, bytesDone: 0, bytesTotal: 0, bytesPerSecond: 0, secondsLeft: null },
} as const;

/** The tag or commit of a row. Throws `not-found`. */
function rowOf({ folder, named }: OpenedRepository, list: ObjectList, index: number): OpenRequest {
  const name = named[list][index];
  if (name === undefined) throw new AppError('not-found', 'no such row');
  return { repository: folder, object: list === 'tags' ? { tag: name } : { commit: name } };
}

/** The repository that a job of the window's opened. Throws `not-found`. */
export function openedRepository({ repositories }: AppContext, job: string): OpenedRepository {
  const found = repositories.get(job);
  if (found === undefined) throw new AppError('not-found', 'this repository is not open');
  return found;
}

/** Checks a remembered tag or commit again, as a job of its own. */
export async function checkObjectAgain(
  context: AppContext,
  { git, artifact }: CheckResult,
  publisher: string | undefined,
  { job, signal }: JobContext,
): Promise<undefined> {
  if (git === undefined) throw new AppError('internal', 'a file is no git object');
  const object = git.type === 'tag' ? { tag: artifact.name } : { commit: git.id };
  const request = { repository: git.repository, object, ...(publisher === undefined ? {} : { publisher }) };
  const onNotRemembered = notRemembered(context, job);
  const result = await context.services.git.open(request, { signal, onNotRemembered });
  context.emit('job.results', { job, results: [tell(context, result)] });
}

function tell(context: AppContext, result: CheckResult): CheckResult {
  context.results.set(result.id, result);
  return result;
}

async function survey(
  context: AppContext,
  repository: OpenedRepository,
  { job, signal, onProgress }: JobContext,
): Promise<undefined> {
  const { services, emit } = context;
  const { folder, named } = repository;
  let states: Record<ObjectList, GitState[]> = { tags: [], commits: [] };
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const found = states;
    states = { tags: [], commits: [] };
    for (const list of OBJECT_LISTS)
      if (found[list].length > 0) emit('repository.states', { job, list, states: found[list] });
  };
  try {
    await services.git.survey(
      { repository: folder },
      {
        opened: (facts, want) => {
          repository.want = want;
          emit('repository.opened', { job, facts });
        },
        rows: (list, rows) => {
          for (const { name, id } of rows) named[list].push(name ?? id);
          emit('repository.rows', { job, list, rows });
        },
        states: (list, found) => {
          states[list].push(...found);
          timer ??= setTimeout(flush, GROUP_EVERY);
        },
      },
      { signal, onProgress, onNotRemembered: notRemembered(context, job) },
    );
  } finally {
    // What was found is told, however it ended.
    flush();
  }
}
