import { GITHUB_ACTIONS, GITLAB, repositoryAddress, type ToldIdentity, unique } from './told-identity.ts';

/** Names of issuers as pages write them: *logged in with GitHub*, *mit Google angemeldet*. */
const WITH = '\\b(?:with|via|by|using|mit|über|durch|con|por|mediante)';
const NAMED: readonly [RegExp, string][] = [
  [/\bgithub actions\b/i, GITHUB_ACTIONS],
  [new RegExp(`${WITH} github\\b(?! actions)`, 'i'), 'https://github.com/login/oauth'],
  [new RegExp(`${WITH} google\\b`, 'i'), 'https://accounts.google.com'],
  [new RegExp(`${WITH} microsoft\\b`, 'i'), 'https://login.microsoftonline.com'],
];
const ISSUERS: readonly string[] = [...NAMED.map(([, issuer]) => issuer), GITLAB];

/** A text that holds an identity (an address, or a workflow's URI with its ref) and its issuer, or the repository that is built from. */
export function readWords(text: string): ToldIdentity {
  const words = text
    .replace(/[\u00AD\u200B\u2060\uFEFF]/g, '')
    .split(/[\s"'<>()[\]`,;|*“”„‘’«»]+/)
    .map((word) => word.replace(/^mailto:/, '').replace(/[.:!?]+$/, ''));
  const workflows = words.filter((word) => /^https:\/\/[^@]+@refs\/[^@]+$/.test(word));
  const addresses = words.filter((word) => /^[^\s@/:]+@[^\s@/:]+\.\p{L}{2,}$/u.test(word));
  const uris = words.filter((word) => /^https:\/\/[^@]+$/.test(word));
  const known = uris.filter((uri) => ISSUERS.includes(uri));
  const named = NAMED.filter(([name]) => name.test(text)).map(([, issuer]) => issuer);
  const identities = unique([...workflows, ...addresses]);
  // Where somebody is named, other addresses are links to anything.
  const repositories = (identities.length > 0 ? [] : words)
    .filter((word) => /^(https:\/\/)?(www\.)?(github|gitlab)\.com\//.test(word) && !known.includes(word))
    .filter((word) => !word.includes('/-/'))
    .map((word) => repositoryAddress(word));
  return {
    identities,
    issuers: unique(known.length > 0 ? known : named),
    maybeIssuers: unique(uris),
    repositories: unique(repositories.filter((address) => address !== undefined)),
    refs: [],
  };
}
