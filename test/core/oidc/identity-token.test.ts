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

describe('whom a token names', () => {
  it.each([
    ['an address', { email: 'ada@example.org', email_verified: true }, 'ada@example.org', GOOD.iss],
    ['a subject', {}, 'abc', GOOD.iss],
    [
      'a provider behind a broker',
      {
        email: 'ada@example.org',
        email_verified: true,
        federated_claims: { connector_id: 'https://github.com/login/oauth' },
      },
      'ada@example.org',
      'https://github.com/login/oauth',
    ],
    [
      'a build by GitHub Actions',
      {
        iss: 'https://token.actions.githubusercontent.com',
        job_workflow_ref: 'org/repo/.github/workflows/r.yml@refs/tags/v2',
      },
      'https://github.com/org/repo/.github/workflows/r.yml@refs/tags/v2',
      'https://token.actions.githubusercontent.com',
    ],
    [
      'a build by GitHub Actions of an enterprise',
      {
        iss: 'https://token.actions.githubusercontent.com/lantern',
        job_workflow_ref: 'org/repo/.github/workflows/r.yml@refs/tags/v2',
      },
      'https://github.com/org/repo/.github/workflows/r.yml@refs/tags/v2',
      'https://token.actions.githubusercontent.com/lantern',
    ],
    [
      'a build by GitLab',
      { iss: 'https://gitlab.com', ci_config_ref_uri: 'gitlab.com/org/repo//.gitlab-ci.yml@refs/tags/v2' },
      'https://gitlab.com/org/repo//.gitlab-ci.yml@refs/tags/v2',
      'https://gitlab.com',
    ],
    ['a service', { sub: 'spiffe://example.org/ci' }, 'spiffe://example.org/ci', GOOD.iss],
    ['several audiences', { aud: ['other', 'sigstore'] }, 'abc', GOOD.iss],
  ])('%s', (_name, claims, identity, issuer) => {
    expect(read(claims).loggedIn).toEqual({ identity, issuer });
  });

  it('a workflow that another issuer claims counts where the certificate names it', () => {
    const build = 'https://github.com/org/repo/r.yml@refs/tags/v2';
    const { loggedIn, identities } = read({ job_workflow_ref: 'org/repo/r.yml@refs/tags/v2' });
    expect([loggedIn.identity, identities]).toEqual(['abc', ['abc', build]]);
    const { identities: github } = read({
      iss: 'https://token.actions.githubusercontent.com',
      job_workflow_ref: 'org/repo/r.yml@refs/tags/v2',
    });
    expect(github).toEqual([build]);
    const host = 'https://token.actions.githubusercontent.com.example.org';
    expect(read({ iss: host, job_workflow_ref: 'o/r.yml@v' }).loggedIn.identity).toBe('abc');
    const ada = { email: 'ada@example.org', email_verified: true };
    expect(read({ ...ada, job_workflow_ref: 'org/repo/r.yml@refs/tags/v2' }).identities).toEqual([ada.email]);
  });

  it('until when it is good', () => {
    expect(read({}).expiresAt).toEqual(new Date((SECONDS + 55) * 1000));
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
    ['nobody', { sub: undefined }],
  ])('%s', (_name, claims) => {
    expect(() => read(claims)).toThrow(expect.objectContaining({ code: 'token-unusable' }));
  });

  it('a date ahead of our clock is said in words', () => {
    expect(() => read({ iat: SECONDS + 3600, exp: SECONDS + 3660 })).toThrow(
      expect.objectContaining({ code: 'clock-wrong' }),
    );
    expect(read({ iat: SECONDS + 60 }).loggedIn.identity).toBe('abc');
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
