import type { GitRow, GitState, ObjectList, RepositoryFacts } from '../../../shared/model/repository.ts';
import type { GitService } from '../../../electron/core/verify/git-service.ts';
import type { SurveyListener } from '../../../electron/core/verify/git-survey.ts';

/** All that a survey tells of a repository. */
export interface Surveyed {
  facts?: RepositoryFacts;
  rows: Record<ObjectList, GitRow[]>;
  states: Record<ObjectList, GitState[]>;
}

/** Surveys a repository to its end. */
export async function surveyed(git: GitService, repository: string): Promise<Surveyed> {
  const found: Surveyed = { rows: { tags: [], commits: [] }, states: { tags: [], commits: [] } };
  await git.survey(
    { repository },
    {
      opened: (facts) => void (found.facts = facts),
      rows: (list, rows) => void found.rows[list].push(...rows),
      states: (list, states) => void found.states[list].push(...states),
    },
    {},
  );
  return found;
}

/** For a survey that must tell nothing. */
export function seenNever(): SurveyListener {
  const never = (): never => {
    throw new Error('nothing was to be told');
  };
  return { opened: never, rows: never, states: never };
}
