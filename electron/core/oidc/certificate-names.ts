import { AppError } from '../../../shared/error.ts';
import { asGoWritesIt } from './go-url.ts';

/** Who logged in, as a certificate will name it. */
export interface LoggedIn {
  /** An address, or the URI of a build or service. */
  identity: string;
  /** Who vouches for it: the provider itself, also where a broker passed its word on. */
  issuer: string;
}

type Claims = Readonly<Record<string, unknown>>;

/**
 * What an authority writes into the certificate for a token, the likeliest first. Whose tokens are what is decided by the authority's
 * configuration: for the issuers that public-good knows this is Fulcio's own, so there is one answer; for any other, each that may come
 * of it. Throws `token-unusable`.
 */
export function certificateNames(claims: Claims, issuer: string): [LoggedIn, ...LoggedIn[]] {
  const known = KNOWN.find(([pattern]) => pattern.test(issuer))?.[1];
  const certain = known?.(claims, issuer);
  if (known !== undefined && certain === undefined)
    throw new AppError('token-unusable', 'it does not say what a certificate for it would name');
  const [first, ...others] = certain === undefined ? possibleNames(claims, issuer) : [certain];
  if (first === undefined) throw new AppError('token-unusable', 'it names nobody');
  return [first, ...others];
}

type Naming = (claims: Claims, issuer: string) => LoggedIn | undefined;

/** A name that is made of claims; each of them may be given by the token in place of the usual one. */
const made =
  (parts: (said: (name: string, usual?: string) => string) => string): Naming =>
  (claims, issuer) => {
    const missing: string[] = [];
    const uri = parts((name, usual) => {
      const value = written(claims[name]) ?? usual;
      if (value === undefined) missing.push(name);
      return value ?? '';
    });
    const identity = missing.length === 0 ? asGoWritesIt(uri) : undefined;
    return identity === undefined ? undefined : { identity, issuer };
  };

const byAddress: Naming = (claims, issuer) => {
  const identity = addressIn(claims);
  return identity === undefined ? undefined : { identity, issuer };
};
const byBroker: Naming = (claims, issuer) => byAddress(claims, providerBehind(claims) ?? issuer);
const github = made((said) => `${said('url', 'https://github.com')}/${said('job_workflow_ref')}`);
const gitlab = made((said) => `https://${said('ci_config_ref_uri')}`);
const buildkite = made(
  (said) => `${said('url', 'https://buildkite.com')}/${said('organization_slug')}/${said('pipeline_slug')}`,
);
const circleci = made((said) => {
  const [project, pipeline] = [said('oidc.circleci.com/project-id'), said('oidc.circleci.com/pipeline-definition-id')];
  return `${said('api_url', 'https://circleci.com/api/v2')}/projects/${project}/pipeline-definitions/${pipeline}`;
});
const codefresh = made((said) => {
  const account = `${said('account_name')}/${said('pipeline_name')}:${said('account_id')}`;
  return `${said('platform_url', 'https://g.codefresh.io')}/${account}/${said('pipeline_id')}`;
});
const chainguard: Naming = (claims, issuer) => made((said) => `${issuer}/${said('sub')}`)(claims, issuer);
const kubernetes: Naming = (claims, issuer) => {
  const { namespace, serviceaccount } = record(claims['kubernetes.io']);
  const [space, account] = [text(namespace), text(record(serviceaccount)['name'])];
  if (space === undefined || account === undefined) return undefined;
  return { identity: `https://kubernetes.io/namespaces/${space}/serviceaccounts/${account}`, issuer };
};

/** The issuers that public-good's authority takes tokens of, and how it names whom they name (Fulcio's `config/identity/config.yaml`). */
const KNOWN: readonly (readonly [RegExp, Naming])[] = [
  [/^https:\/\/oauth2\.sigst(ore|age)\.dev\/auth$/, byBroker],
  [/^https:\/\/accounts\.google\.com$/, byAddress],
  // GitHub's own, and those of enterprises there.
  [/^https:\/\/token\.actions\.githubusercontent\.com(\/[^/]+)?$/, github],
  [/^https:\/\/(gitlab\.com|dev\.gitlab\.org|ops\.gitlab\.net|gitlab\.archlinux\.org)$/, gitlab],
  [/^https:\/\/agent\.buildkite\.com$/, buildkite],
  [/^https:\/\/oidc\.circleci\.com(\/org\/[^/]+)?$/, circleci],
  [/^https:\/\/oidc\.codefresh\.io$/, codefresh],
  [/^https:\/\/issuer\.(enforce|chainops)\.dev$/, chainguard],
  [/^https:\/\/container\.googleapis\.com\/v1\/projects\/[^/]+\/locations\/[^/]+\/clusters\/[^/]+$/, kubernetes],
  [/^https:\/\/oidc\.eks\.[^/]+\.amazonaws\.com\/id\/[^/]+$/, kubernetes],
  [/^https:\/\/([^/]+\.oic|oidc)\.prod-aks\.azure\.com\/[^/]+(\/[^/]+)?\/?$/, kubernetes],
];

/** Of an issuer that a private instance knows: an address, where one is vouched for, else what a build, a cluster or a service may be named. */
function possibleNames(claims: Claims, issuer: string): LoggedIn[] {
  const behind = providerBehind(claims);
  const address = addressIn(claims);
  if (address !== undefined) {
    const issuers = behind === undefined ? [issuer] : [behind, issuer];
    return issuers.map((one) => ({ identity: address, issuer: one }));
  }
  const builds = [gitlab, github, kubernetes].flatMap((naming) => naming(claims, issuer) ?? []);
  const subject = text(claims['sub']);
  const own = subject === undefined ? [] : [{ identity: asGoWritesIt(subject) ?? subject, issuer }];
  // A subject that is no address of anything is not what an authority that knows builds would write.
  return isAddress(subject) ? [...own, ...builds] : [...builds, ...own];
}

function isAddress(subject: string | undefined): boolean {
  return subject !== undefined && /^[a-z][a-z0-9+.-]*:\/\//i.test(subject);
}

/** Some providers say it in a text, and Fulcio takes that. */
function addressIn(claims: Claims): string | undefined {
  const email = text(claims['email']);
  if (email === undefined) return undefined;
  if (claims['email_verified'] !== true && claims['email_verified'] !== 'true')
    throw new AppError('token-unusable', 'the provider does not vouch for the address');
  return email;
}

function providerBehind(claims: Claims): string | undefined {
  return text(record(claims['federated_claims'])['connector_id']);
}

function record(value: unknown): Claims {
  return typeof value === 'object' && value !== null ? (value as Claims) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A claim as Fulcio's templates write it. */
function written(value: unknown): string | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : text(value);
}
