import type { Told } from '../../../shared/model/identity-answer.ts';
import type { PinnedBuild } from '../../../shared/model/publisher.ts';
import { GITHUB_ACTIONS, GITLAB, repositoryAddress } from './told-identity.ts';

const ISSUERS = { github: GITHUB_ACTIONS, gitlab: GITLAB } as const;

/** A build of a public host, from what a person writes: `org/repo` or its address, `release.yml` or its path. Undefined where a part says nothing. */
export function putTogether(told: Extract<Told, { host: string }>): PinnedBuild | undefined {
  const { host } = told;
  const repository = repositoryAddress(told.repository, host);
  const workflow = told.workflow.trim().replace(/^\/+/, '');
  const branch = told.branch?.trim().replace(/^refs\/heads\//, '');
  const isOfHost = repository?.startsWith(`https://${host}.com/`) === true;
  if (!isOfHost || workflow === '' || /[@\s]/.test(workflow) || branch === '' || branch?.includes('*')) {
    return undefined;
  }
  return {
    repository,
    workflow: host === 'github' && !workflow.includes('/') ? `.github/workflows/${workflow}` : workflow,
    refs: branch === undefined ? 'refs/tags/*' : `refs/heads/${branch}`,
    issuer: ISSUERS[host],
  };
}
