import { splitCommand } from './split-command.ts';

/** Whom a project's own page says to expect, as far as it says so. Nothing of it is proven. */
export interface ToldIdentity {
  identities: readonly string[];
  identityPattern?: string;
  issuers: readonly string[];
  issuerPattern?: string;
  /** `https://github.com/org/repo`, where the text names the source's repository apart from the identity. */
  repository?: string;
}

const LONGEST = 8_000;

/** The flags of cosign, of `sigstore` for Python and of this program's own command line. */
const FLAGS: Readonly<Record<string, 'identity' | 'identityPattern' | 'issuer' | 'issuerPattern' | 'repository'>> = {
  '--certificate-identity': 'identity',
  '--cert-identity': 'identity',
  '--certificate-identity-regexp': 'identityPattern',
  '--certificate-oidc-issuer': 'issuer',
  '--cert-oidc-issuer': 'issuer',
  '--certificate-oidc-issuer-regexp': 'issuerPattern',
  '--certificate-github-workflow-repository': 'repository',
};

/** Names of issuers as pages write them: *logged in with GitHub*. */
const NAMED: readonly [RegExp, string][] = [
  [/\bgithub actions\b/i, 'https://token.actions.githubusercontent.com'],
  [/\b(?:with|via|by|using|from) github\b/i, 'https://github.com/login/oauth'],
  [/\b(?:with|via|by|using|from) google\b/i, 'https://accounts.google.com'],
  [/\b(?:with|via|by|using|from) microsoft\b/i, 'https://login.microsoftonline.com'],
];

/**
 * Reads what a page says: a pasted command line (`cosign verify-blob …`), or a text that holds an identity (an address, or a
 * workflow's URI with its ref) and its issuer.
 */
export function readToldIdentity(text: string): ToldIdentity {
  const source = text.slice(0, LONGEST);
  const flags = readFlags(splitCommand(source));
  if (flags !== undefined) return flags;
  const words = source.split(/[\s"'<>()`,;]+/).map((word) => word.replace(/[.:]+$/, ''));
  const workflows = words.filter((word) => /^https:\/\/[^@]+@refs\/[^@]+$/.test(word));
  const addresses = words.filter((word) => /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(word));
  const uris = words.filter((word) => /^https:\/\/[^@]+$/.test(word));
  const issuers = uris.filter((uri) => NAMED.some(([, issuer]) => uri === issuer) || uri === 'https://gitlab.com');
  const named = NAMED.filter(([name]) => name.test(source)).map(([, issuer]) => issuer);
  const identities = unique([...workflows, ...addresses]);
  return { identities, issuers: unique([issuers, uris, named].find((some) => some.length > 0) ?? []) };
}

function readFlags(words: readonly string[]): ToldIdentity | undefined {
  const found: Record<(typeof FLAGS)[string], string[]> = {
    identity: [],
    identityPattern: [],
    issuer: [],
    issuerPattern: [],
    repository: [],
  };
  let any = false;
  for (const [at, word] of words.entries()) {
    const equals = word.indexOf('=');
    const flag = equals > 0 ? word.slice(0, equals) : word;
    if (!Object.hasOwn(FLAGS, flag)) continue;
    const value = equals > 0 ? word.slice(equals + 1) : words[at + 1];
    const part = FLAGS[flag];
    if (part === undefined || value === undefined || value === '') continue;
    any = true;
    found[part].push(value);
  }
  if (!any) return undefined;
  const [identityPattern] = found.identityPattern;
  const [issuerPattern] = found.issuerPattern;
  const [repository] = found.repository;
  return {
    identities: unique(found.identity),
    issuers: unique(found.issuer),
    ...(identityPattern === undefined ? {} : { identityPattern }),
    ...(issuerPattern === undefined ? {} : { issuerPattern }),
    ...(repository === undefined ? {} : { repository: `https://github.com/${repository}` }),
  };
}

const unique = (values: readonly string[]): string[] => [...new Set(values)];
