import type { BuildIdentity } from '../../../shared/model/build-identity.ts';
import type { FulcioExtensions } from './fulcio-extensions.ts';

const GITHUB_ISSUER = /^https:\/\/token\.actions\.githubusercontent\.com(\/|$)/;
/** An enterprise server's own issuer. */
const GITHUB_SERVER_ISSUER = /^https:\/\/[^/]+\/_services\/token$/;
const GITLAB_ISSUER = 'https://gitlab.com';

/** Who built, from a certificate's name and extensions; undefined where a person signed. */
export function buildIdentity(identity: string, extensions: FulcioExtensions): BuildIdentity | undefined {
  const repository = repositoryOf(extensions);
  if (repository === undefined) return undefined;
  const config = extensions.buildConfigUri ?? '';
  const builder = extensions.buildSignerUri ?? identity;
  const ref = extensions.sourceRepositoryRef ?? extensions.ref;
  const signing = pathIn(repository, builder, ref);
  const workflow = pathIn(repository, config, ref) ?? signing;
  const elsewhere = builder !== '' && builder !== config && signing !== workflow;
  return dropAbsent({
    provider: providerOf(extensions),
    repository,
    repositoryId: extensions.sourceRepositoryId,
    workflow,
    ref,
    commit: extensions.sourceRepositoryDigest ?? extensions.sha,
    trigger: extensions.buildTrigger ?? extensions.trigger,
    runUrl: extensions.runInvocationUri,
    builder: elsewhere ? builder : undefined,
  });
}

/** Certificates before 2023 name a repository of github.com as `owner/name`. */
function repositoryOf({ sourceRepositoryUri, repository, issuer }: FulcioExtensions): string | undefined {
  if (sourceRepositoryUri !== undefined) return sourceRepositoryUri.replace(/\/$/, '');
  if (repository === undefined || !GITHUB_ISSUER.test(issuer ?? '')) return undefined;
  return `https://github.com/${repository}`;
}

function providerOf({ issuer = '', buildConfigUri = '' }: FulcioExtensions): BuildIdentity['provider'] {
  if (GITHUB_ISSUER.test(issuer) || GITHUB_SERVER_ISSUER.test(issuer)) return 'github';
  // GitLab alone divides the path from the project by two slashes, on servers of one's own too.
  return issuer === GITLAB_ISSUER || /^https:\/\/[^/]+\/.+\/\//.test(buildConfigUri) ? 'gitlab' : 'other';
}

/** The path in `repository` that a URI such as `https://github.com/org/repo/.github/workflows/x.yml@refs/heads/main` names. */
function pathIn(repository: string, uri: string, ref: string | undefined): string | undefined {
  if (!uri.startsWith(`${repository}/`)) return undefined;
  const path = withoutRef(uri, ref)?.slice(repository.length).replace(/^\/+/, '');
  return path === '' ? undefined : path;
}

/**
 * A workflow's URI without what it was called at: `ref` where that is known, else the one ref or digest behind it. A file's name may hold an
 * `@` too (`release.yml@other.yml`), and is another's then; undefined where nobody can tell where the name ends.
 */
export function withoutRef(uri: string, ref?: string): string | undefined {
  if (ref !== undefined && uri.endsWith(`@${ref}`)) return uri.slice(0, -ref.length - 1);
  const [before = '', ...refs] = uri.split('@refs/');
  if (refs.length > 0) return refs.length === 1 ? before : undefined;
  const at = uri.lastIndexOf('@');
  return at === -1 ? uri : uri.slice(0, at);
}

function dropAbsent<T extends object>(object: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
