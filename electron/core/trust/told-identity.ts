/** Whom a project's own page says to expect, as far as it says so. Nothing of it is proven. */
export interface ToldIdentity {
  identities: readonly string[];
  identityPattern?: string;
  issuers: readonly string[];
  issuerPattern?: string;
  /** Addresses in a text that may be an issuer's, and may be anything else. */
  maybeIssuers: readonly string[];
  /** `https://github.com/org/repo`, where the text names the source's repository apart from the identity. */
  repositories: readonly string[];
  /** The workflow that signs, without its ref: `https://github.com/org/repo/.github/workflows/release.yml`. */
  workflow?: string;
  /** Whole refs, `refs/tags/v2`. */
  refs: readonly string[];
}

/** GitHub Actions' issuer. */
export const GITHUB_ACTIONS = 'https://token.actions.githubusercontent.com';
/** GitLab's issuer. */
export const GITLAB = 'https://gitlab.com';

/** A repository of a public host as its address, from what pages write: `org/repo`, `github.com/org/repo`, an address. */
export function repositoryAddress(written: string, host: 'github' | 'gitlab' = 'github'): string | undefined {
  const plain = written
    .trim()
    .replace(/^git\+/, '')
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/(\.git)?\/*$/, '');
  const named = /^(github|gitlab)\.com\/(.+)$/.exec(plain);
  const where = named === null ? host : named[1];
  const path = named?.[2] ?? plain;
  const isPath = where === 'github' ? /^[\w.-]+\/[\w.-]+$/ : /^[\w.-]+(\/[\w.-]+)+$/;
  return isPath.test(path) ? `https://${where}.com/${path}` : undefined;
}

/** Each once, in their order. */
export const unique = (values: readonly string[]): string[] => [...new Set(values)];
