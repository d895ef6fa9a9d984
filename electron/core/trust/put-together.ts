import type { Told } from '../../../shared/model/identity-answer.ts';
import type { PinnedBuild } from '../../../shared/model/publisher.ts';

const HOSTS = {
  github: { uri: 'https://github.com/', issuer: 'https://token.actions.githubusercontent.com' },
  gitlab: { uri: 'https://gitlab.com/', issuer: 'https://gitlab.com' },
} as const;

/** A build of a public host, from what a person writes: `org/repo` or its address, `release.yml` or its path. Undefined where a part says nothing. */
export function putTogether(told: Extract<Told, { host: string }>): PinnedBuild | undefined {
  const { uri, issuer } = HOSTS[told.host];
  const written = told.repository.trim().replace(/(\.git)?\/*$/, '');
  const path = written.startsWith(uri) ? written.slice(uri.length) : written.replace(/^(github|gitlab)\.com\//, '');
  const isPath = told.host === 'github' ? /^[\w.-]+\/[\w.-]+$/ : /^[\w.-]+(\/[\w.-]+)+$/;
  const workflow = told.workflow.trim().replace(/^\/+/, '');
  const branch = told.branch?.trim().replace(/^refs\/heads\//, '');
  if (!isPath.test(path) || workflow === '' || /[@\s]/.test(workflow) || branch === '' || branch?.includes('*')) {
    return undefined;
  }
  return {
    repository: uri + path,
    workflow: told.host === 'github' && !workflow.includes('/') ? `.github/workflows/${workflow}` : workflow,
    refs: branch === undefined ? 'refs/tags/*' : `refs/heads/${branch}`,
    issuer,
  };
}
