import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIdentityToken } from '../../../electron/core/oidc/identity-token.ts';
import { AppError } from '../../../shared/error.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const GOOD = {
  iss: 'https://oauth2.sigstore.dev/auth',
  aud: 'sigstore',
  sub: 'abc',
  iat: SECONDS - 5,
  exp: SECONDS + 55,
};

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: unknown): string => `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
const read = (claims: object) => readIdentityToken(token({ ...GOOD, ...claims }), NOW);

const ADA = { email: 'ada@example.org', email_verified: true };
const RUN = 'org/repo/.github/workflows/r.yml@refs/tags/v2';
const GITHUB = 'https://token.actions.githubusercontent.com';
/** An issuer that only a private instance knows. */
const OWN = 'https://id.corp.example';

/** Each as Fulcio's own configuration for public-good names it: one name, and no other. */
describe('whom a certificate for a token of a known issuer names', () => {
  const project = { 'oidc.circleci.com/project-id': 'p-1', 'oidc.circleci.com/pipeline-definition-id': 'd-2' };
  const gke = 'https://container.googleapis.com/v1/projects/p/locations/l/clusters/c';
  const account = { namespace: 'release', serviceaccount: { name: 'signer', uid: 'u' }, pod: { name: 'x' } };
  const behind = { federated_claims: { connector_id: 'https://github.com/login/oauth' } };
  it.each<[string, string, object, string, string?]>([
    ['a person', GOOD.iss, { ...ADA, ...behind }, ADA.email, 'https://github.com/login/oauth'],
    [
      'a person, said in a text',
      GOOD.iss,
      { ...ADA, ...behind, email_verified: 'true' },
      ADA.email,
      'https://github.com/login/oauth',
    ],
    ['a person of Google', 'https://accounts.google.com', ADA, ADA.email],
    [
      'a workload of Google Cloud',
      'https://accounts.google.com',
      { sub: '1027', email: 'ci@p.iam.gserviceaccount.com', email_verified: true },
      'ci@p.iam.gserviceaccount.com',
    ],
    [
      'GitHub Actions',
      GITHUB,
      { sub: 'repo:org/repo:ref:refs/tags/v2', job_workflow_ref: RUN },
      `https://github.com/${RUN}`,
    ],
    ['an enterprise there', `${GITHUB}/lantern`, { job_workflow_ref: RUN }, `https://github.com/${RUN}`],
    [
      'a branch in letters that an address cannot hold',
      GITHUB,
      { job_workflow_ref: 'org/repo/r.yml@refs/heads/über' },
      'https://github.com/org/repo/r.yml@refs/heads/%C3%BCber',
    ],
    [
      'GitLab',
      'https://gitlab.com',
      {
        sub: 'project_path:org/repo:ref_type:tag:ref:v2',
        ci_config_ref_uri: 'gitlab.com/org/repo//.gitlab-ci.yml@refs/tags/v2',
      },
      'https://gitlab.com/org/repo//.gitlab-ci.yml@refs/tags/v2',
    ],
    [
      'Buildkite',
      'https://agent.buildkite.com',
      {
        sub: 'organization:acme:pipeline:release:ref:main:commit:x:step:y',
        organization_slug: 'acme',
        pipeline_slug: 'release',
      },
      'https://buildkite.com/acme/release',
    ],
    [
      'CircleCI',
      'https://oidc.circleci.com/org/o-1',
      { sub: 'org/o-1/project/p-1/user/u', ...project },
      'https://circleci.com/api/v2/projects/p-1/pipeline-definitions/d-2',
    ],
    [
      'CircleCI, for all',
      'https://oidc.circleci.com',
      { ...project },
      'https://circleci.com/api/v2/projects/p-1/pipeline-definitions/d-2',
    ],
    [
      'Codefresh',
      'https://oidc.codefresh.io',
      { account_name: 'acme', pipeline_name: 'proj/pipe', account_id: 'a1', pipeline_id: 'p1' },
      'https://g.codefresh.io/acme/proj/pipe:a1/p1',
    ],
    ['Chainguard', 'https://issuer.enforce.dev', { sub: 'ab/cd' }, 'https://issuer.enforce.dev/ab/cd'],
    [
      'a service account in a cluster of Google',
      gke,
      { sub: 'system:serviceaccount:release:signer', 'kubernetes.io': account },
      'https://kubernetes.io/namespaces/release/serviceaccounts/signer',
    ],
    [
      'one in a cluster of Amazon',
      'https://oidc.eks.eu-west-1.amazonaws.com/id/ABC',
      { 'kubernetes.io': account },
      'https://kubernetes.io/namespaces/release/serviceaccounts/signer',
    ],
    [
      'one in a cluster of Microsoft',
      'https://westeurope.oic.prod-aks.azure.com/t/u/',
      { 'kubernetes.io': account },
      'https://kubernetes.io/namespaces/release/serviceaccounts/signer',
    ],
  ])('%s', (_name, iss, claims, identity, issuer = iss) => {
    expect(read({ iss, ...claims }).names).toEqual([{ identity, issuer }]);
  });

  it.each<[string, object]>([
    [GITHUB, {}],
    ['https://gitlab.com', { job_workflow_ref: RUN }],
    ['https://agent.buildkite.com', { organization_slug: 'acme' }],
    ['https://oidc.circleci.com', { 'oidc.circleci.com/project-id': 'p' }],
    [gke, { sub: 'system:serviceaccount:release:signer' }],
    [GITHUB, { job_workflow_ref: 'org/repo/r.yml@refs/heads/100%' }],
    [GOOD.iss, {}],
  ])('of %s is refused before anything is sent where it does not say so', (iss, claims) => {
    expect(() => read({ iss, ...claims })).toThrow(expect.objectContaining({ code: 'token-unusable' }));
  });
});

/** The configuration of a private instance decides, and nobody here knows it: everything that may come of it is told. */
describe('whom a certificate for a token of another issuer may name', () => {
  const own = (claims: object) => read({ iss: OWN, ...claims }).names;
  const named = (...identities: string[]) => identities.map((identity) => ({ identity, issuer: OWN }));

  it('an address, which every configuration that knows addresses takes', () => {
    expect(own({ ...ADA, job_workflow_ref: RUN })).toEqual(named(ADA.email));
  });

  it('the provider behind a broker, or the broker', () => {
    const connector = 'https://github.com/login/oauth';
    expect(own({ ...ADA, federated_claims: { connector_id: connector } })).toEqual([
      { identity: ADA.email, issuer: connector },
      ...named(ADA.email),
    ]);
  });

  it('a service, and a subject where there is nothing else', () => {
    expect(own({ sub: 'spiffe://example.org/ci' })).toEqual(named('spiffe://example.org/ci'));
    expect(own({})).toEqual(named('abc'));
  });

  it('a build of a server of one’s own, or the subject', () => {
    const build = `https://github.com/${RUN}`;
    expect(own({ sub: 'repo:org/repo', job_workflow_ref: RUN })).toEqual(named(build, 'repo:org/repo'));
    expect(own({ sub: 'https://id.corp.example/ci', job_workflow_ref: RUN })).toEqual(
      named('https://id.corp.example/ci', build),
    );
    const host = `${GITHUB}.example.org`;
    expect(read({ iss: host, job_workflow_ref: RUN }).names).toHaveLength(2);
    const cluster = { namespace: 'n', serviceaccount: { name: 's' } };
    expect(own({ sub: 'system:serviceaccount:n:s', 'kubernetes.io': cluster })).toEqual(
      named('https://kubernetes.io/namespaces/n/serviceaccounts/s', 'system:serviceaccount:n:s'),
    );
  });
});

describe('a token', () => {
  it('until when it is good', () => {
    expect(read({ ...ADA }).expiresAt).toEqual(new Date((SECONDS + 55) * 1000));
  });
});

describe('what is refused', () => {
  it.each([
    ['nothing', ''],
    ['no token', 'hello'],
    ['two parts', 'e30.e30'],
    ['four parts', 'e30.e30.e30.e30'],
    ['no JSON', 'e30.aGVsbG8.e30'],
    ['a list', `e30.${part([])}.e30`],
    ['null', `e30.${part(null)}.e30`],
    ['other characters', `e30.${part(GOOD)} .e30`],
    ['a very long one', `e30.${part({ ...GOOD, pad: 'x'.repeat(20_000) })}.e30`],
  ])('%s', (_name, raw) => {
    expect(() => readIdentityToken(raw, NOW)).toThrow(expect.objectContaining({ code: 'token-unusable' }));
  });

  it.each([
    ['another audience', { aud: 'somebody-else' }],
    ['no audience', { aud: undefined }],
    ['over', { exp: SECONDS }],
    ['no end', { exp: undefined }],
    ['an end that is no time', { exp: 'tomorrow' }],
    ['an end beyond all time', { exp: 1e300 }],
    ['no issuer', { iss: undefined }],
    ['an address that nobody vouches for', { email: 'ada@example.org', email_verified: false }],
    ['an address of which nothing is said', { email: 'ada@example.org' }],
    ['nobody', { iss: 'https://id.corp.example', sub: undefined }],
  ])('%s', (_name, claims) => {
    expect(() => read(claims)).toThrow(expect.objectContaining({ code: 'token-unusable' }));
  });

  it('a date ahead of our clock is said in words', () => {
    expect(() => read({ iat: SECONDS + 3600, exp: SECONDS + 3660 })).toThrow(
      expect.objectContaining({ code: 'clock-wrong' }),
    );
    expect(read({ ...ADA, aud: ['other', 'sigstore'], iat: SECONDS + 60 }).loggedIn.identity).toBe(ADA.email);
  });

  it('whatever it is, it is a closed error without the token in it', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json().map((json) => `e30.${Buffer.from(json).toString('base64url')}.e30`),
    );
    fc.assert(
      fc.property(anything, (raw) => {
        try {
          readIdentityToken(raw, NOW);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          if (raw.length > 20) expect((error as Error).message).not.toContain(raw);
        }
      }),
    );
  });
});
