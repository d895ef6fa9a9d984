import type { PinnedSigner } from '../../shared/model/publisher.ts';
import { PatternError } from '../../shared/pattern-syntax.ts';
import { compilePattern, fitsAnybody, literalPattern } from '../../shared/pattern.ts';
import type { SignerRule } from '../../shared/signer-rule.ts';
import type { FlagKind } from './options.ts';
import { UsageError } from './usage-error.ts';

/** Flags that name an identity, as cosign's. */
export const IDENTITY_FLAGS = {
  'certificate-identity': 'values',
  'certificate-identity-regexp': 'values',
  'certificate-oidc-issuer': 'value',
  'certificate-oidc-issuer-regexp': 'value',
} as const satisfies Record<string, FlagKind>;

interface IdentityFlags {
  'certificate-identity': string[];
  'certificate-identity-regexp': string[];
  'certificate-oidc-issuer': string | undefined;
  'certificate-oidc-issuer-regexp': string | undefined;
}

const BOTH =
  'an identity says nothing without who vouches for it: --certificate-identity I --certificate-oidc-issuer URL';

/** Whom these flags name; undefined where none was given. Throws `UsageError` for one without the other. */
export function namedIdentities(flags: IdentityFlags): SignerRule[] | undefined {
  const identities = flags['certificate-identity'];
  const patterns = flags['certificate-identity-regexp'];
  const issuer = flags['certificate-oidc-issuer'];
  const issuerPattern = flags['certificate-oidc-issuer-regexp'];
  const named = identities.length + patterns.length > 0;
  if (!named && issuer === undefined && issuerPattern === undefined) return undefined;
  if (!named) throw new UsageError('an issuer without an identity', BOTH);
  if (issuer === undefined && issuerPattern === undefined) throw new UsageError('an identity without its issuer', BOTH);
  if (issuer !== undefined && issuerPattern !== undefined)
    throw new UsageError('--certificate-oidc-issuer and --certificate-oidc-issuer-regexp exclude each other');
  if ([...identities, ...patterns, issuer, issuerPattern].includes('')) throw new UsageError('an empty identity', BOTH);
  for (const pattern of patterns) checkPattern(pattern);
  if (issuerPattern === undefined) {
    const vouched = { issuer: issuer ?? '' };
    return [
      ...identities.map((identity) => ({ identity, ...vouched })),
      ...patterns.map((identityPattern) => ({ identityPattern, ...vouched })),
    ];
  }
  checkPattern(issuerPattern);
  return [...identities.map(literalPattern), ...patterns].map((identityPattern) => ({
    identityPattern,
    issuerPattern,
  }));
}

/** Throws `UsageError` for a pattern that cannot be read, or that fits everybody. */
export function checkPattern(source: string): void {
  try {
    if (!fitsAnybody(compilePattern(source))) return;
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw new UsageError(`the pattern \`${source}\` cannot be read: ${error.message}`, 'write it as Go and RE2 do');
  }
  throw new UsageError(
    `the pattern \`${source}\` fits everybody, so it names nobody`,
    'it is compared with the whole: https://github.com/org/repo/.*',
  );
}

/** Flags that name a build. */
export const BUILD_FLAGS = { repository: 'value', workflow: 'value', 'ref-kind': 'value' } as const satisfies Record<
  string,
  FlagKind
>;

interface BuildFlags {
  repository: string | undefined;
  workflow: string | undefined;
  'ref-kind': string | undefined;
  'certificate-oidc-issuer': string | undefined;
}

/** Who vouches for builds of the known hosts. */
const BUILD_ISSUERS: Readonly<Record<string, string>> = {
  'github.com': 'https://token.actions.githubusercontent.com',
  'gitlab.com': 'https://gitlab.com',
};

/** The build that these flags name; undefined where none was given. Throws `UsageError` where a part is missing. */
export function namedBuild(flags: BuildFlags): PinnedSigner | undefined {
  const { repository, workflow, 'ref-kind': kind } = flags;
  if (repository === undefined && workflow === undefined && kind === undefined) return undefined;
  const example = '--repository https://github.com/org/repo --workflow .github/workflows/release.yml --ref-kind tags';
  if (
    repository === undefined ||
    workflow === undefined ||
    kind === undefined ||
    [repository, workflow, kind].includes('')
  )
    throw new UsageError('a build is a repository, a workflow in it, and a kind of ref', example);
  const host = /^https:\/\/([^/?#]+)\/[^?#]+$/.exec(repository)?.[1];
  if (host === undefined) throw new UsageError(`\`${repository}\` is no repository's address`, example);
  const known = Object.hasOwn(BUILD_ISSUERS, host) ? BUILD_ISSUERS[host] : undefined;
  const issuer = flags['certificate-oidc-issuer'] ?? known;
  if (issuer === undefined)
    throw new UsageError(`who vouches for the builds of ${host}?`, 'give --certificate-oidc-issuer URL');
  const refs = kind === 'tags' ? 'refs/tags/*' : `refs/heads/${kind.replace(/^refs\/heads\//, '')}`;
  return { repository, workflow, refs, issuer };
}
