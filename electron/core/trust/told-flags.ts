import { literalPattern } from '../../../shared/pattern.ts';
import { commandLines, splitCommand } from './split-command.ts';
import { GITHUB_ACTIONS, repositoryAddress, type ToldIdentity, unique } from './told-identity.ts';

type Part =
  'identity' | 'identityPattern' | 'issuer' | 'issuerPattern' | 'repository' | 'owner' | 'workflow' | 'ref' | 'tag';

/** The flags of cosign, `sigstore` for Python and this program; those that mean no more than one thing with any of them. */
const FLAGS: Readonly<Record<string, Part>> = {
  '--certificate-identity': 'identity',
  '--cert-identity': 'identity',
  '--certificate-identity-regexp': 'identityPattern',
  '--cert-identity-regex': 'identityPattern',
  '--certificate-oidc-issuer': 'issuer',
  '--cert-oidc-issuer': 'issuer',
  '--certificate-oidc-issuer-regexp': 'issuerPattern',
  '--certificate-github-workflow-repository': 'repository',
  '--certificate-github-workflow-ref': 'ref',
};

/** Flags that only the programs which check GitHub's builds give this meaning. */
const OF_BUILDS: Readonly<Record<string, Part>> = {
  '--repo': 'repository',
  '-R': 'repository',
  '--repository': 'repository',
  '--source-uri': 'repository',
  '--owner': 'owner',
  '-o': 'owner',
  '--signer-workflow': 'workflow',
  '--source-ref': 'ref',
  '--ref': 'ref',
  '--source-tag': 'tag',
};

/** `gh attestation verify`, `sigstore verify github`, `slsa-verifier verify-artifact`: what they check was built by GitHub Actions. */
const CHECKS_BUILDS = [/\bgh\s+(attestation|at)\s+verify\b/, /\bsigstore\s+verify\s+github\b/, /\bslsa-verifier\s/];

/** What the flags of command lines say, the whole text taken together; undefined where there is none of such commands. */
export function readFlags(text: string): ToldIdentity | undefined {
  const lines = commandLines(text);
  // A quote that is never closed hides what follows it: then each line by itself says more.
  const found = [lines.join(' ')].concat(lines.length > 1 ? lines : []).map(partsOf);
  const [whole, ...each] = found;
  const apart = each.flat();
  const parts = whole === undefined || apart.length > whole.length ? apart : whole;
  const isOfBuilds = lines.some((line) => CHECKS_BUILDS.some((command) => command.test(line)));
  if (parts.length === 0) return undefined;
  const names = assignments(lines);
  const all = (part: Part) =>
    unique(parts.filter(([each]) => each === part).map(([, value]) => filledIn(value, names).trim()));
  // Of an owner it is not said which of his repositories is meant: that leaves open as much as a pattern does.
  const owned = all('owner').map((owner) => `^${literalPattern(`https://github.com/${owner}/`)}`);
  const [identityPattern] = [...all('identityPattern'), ...owned].filter(isSaidPattern);
  const [issuerPattern] = all('issuerPattern').filter(isSaidPattern);
  const [workflow] = all('workflow').map(
    (written) => written.replace(/^(https:\/\/)?(github\.com\/)?/, '').split('@')[0],
  );
  const issuers = all('issuer').filter(isSaid);
  return {
    identities: all('identity').filter(isSaid),
    issuers: issuers.length === 0 && isOfBuilds ? [GITHUB_ACTIONS] : issuers,
    maybeIssuers: [],
    repositories: unique(
      all('repository')
        .map((written) => repositoryAddress(written))
        .filter((address) => address !== undefined),
    ),
    refs: [...all('ref'), ...all('tag').map((tag) => `refs/tags/${tag}`)],
    ...(identityPattern === undefined ? {} : { identityPattern }),
    ...(issuerPattern === undefined ? {} : { issuerPattern }),
    ...(workflow === undefined || workflow === '' ? {} : { workflow: `https://github.com/${workflow}` }),
  };
}

function partsOf(line: string): (readonly [Part, string])[] {
  const known = CHECKS_BUILDS.some((command) => command.test(line)) ? { ...OF_BUILDS, ...FLAGS } : FLAGS;
  const words = splitCommand(line);
  return words.flatMap((word, at) => {
    const equals = word.indexOf('=');
    const flag = equals > 0 ? word.slice(0, equals) : word;
    const part = Object.hasOwn(known, flag) ? known[flag] : undefined;
    const value = equals > 0 ? word.slice(equals + 1) : words[at + 1];
    return part === undefined || value === undefined || value === '' ? [] : [[part, value] as const];
  });
}

/** `NAME=value`, with `export` or without, each on a line of its own. */
function assignments(lines: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = /^\s*(?:[$#>]\s+)?(?:export\s+)?([A-Za-z_]\w{0,60})=(\S.*)$/.exec(line) ?? [];
    const [first] = value === undefined ? [] : splitCommand(value);
    if (name !== undefined && first !== undefined) names.set(name, filledIn(first, names).slice(0, 1_000));
  }
  return names;
}

/** A value with the names that the text itself gave values; others stay as they are. */
function filledIn(value: string, names: ReadonlyMap<string, string>): string {
  return value.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (whole, braced: string | undefined, bare: string | undefined) => names.get(braced ?? bare ?? '') ?? whole,
  );
}

const isSaidPattern = (pattern: string): boolean => !/\$[\w{]|<\w/.test(pattern);

/** Whether a value says something: a name to be filled in (`$IDENTITY`, `<issuer>`) says nothing, but in a build's ref. */
function isSaid(value: string): boolean {
  const beforeRef = value.split('@refs/')[0] ?? '';
  return !/[$<>{}]/.test(beforeRef);
}
