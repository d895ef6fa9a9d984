import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Forgeries } from './faults.ts';
import { startLab, type Lab } from './lab.ts';
import { claimsOf, type Claims } from './tokens.ts';

const REDIRECT = 'http://127.0.0.1:12345/auth/callback';

/** A browser that keeps its cookies and follows redirects within the provider. */
class Visitor {
  readonly #cookies = new Map<string, string>();

  async go(
    url: string,
    form?: Record<string, string>,
  ): Promise<{ url: string; html: string; location: string | null }> {
    const answer = await fetch(url, {
      redirect: 'manual',
      method: form === undefined ? 'GET' : 'POST',
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form !== undefined && { body: new URLSearchParams(form) }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '' || cookie.includes('expires=Thu, 01 Jan 1970')) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null) {
      const html = await answer.text();
      // A page that sends its form by itself, as the one between two accounts does.
      return html.includes('forms[0].submit()') ? this.go(actionOf(html, url), hidden(html)) : { url, html, location };
    }
    const target = new URL(location, url).href;
    return target.startsWith(REDIRECT) ? { url, html: '', location: target } : this.go(target);
  }
}

const hidden = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((one) => [one[1]!, one[2]!]),
  );
const actionOf = (html: string, url: string): string =>
  new URL(/<form method="post" action="([^"]+)"/.exec(html)?.[1] ?? '', url).href;

describe("the lab's provider", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ tokenSeconds: 90 });
  });
  afterEach(() => lab.heal());
  afterAll(() => lab.close());

  const verifier = randomBytes(32).toString('base64url');
  const askedWith = (more: Record<string, string> = {}): string => {
    const query = new URLSearchParams({
      client_id: 'sigstore',
      response_type: 'code',
      scope: 'openid email',
      redirect_uri: REDIRECT,
      state: 'a-state',
      nonce: 'a-nonce',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    });
    return `${lab.urls.oidc}/auth?${query.toString()}`;
  };
  const logIn = async (visitor: Visitor, account: string, more: Record<string, string> = {}): Promise<URL> => {
    const page = await visitor.go(askedWith(more));
    expect(page.html).toContain('<label for="account">Account</label>');
    const back = await visitor.go(actionOf(page.html, page.url), { account });
    return new URL(back.location ?? 'none:');
  };
  const redeem = async (form: Record<string, string>): Promise<{ id_token?: string; error?: string }> => {
    const answer = await fetch(`${lab.urls.oidc}/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'sigstore', ...form }),
    });
    return (await answer.json()) as { id_token?: string };
  };
  const claimsFor = async (back: URL): Promise<Claims> => {
    const code = back.searchParams.get('code') ?? '';
    const given = await redeem({
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      redirect_uri: REDIRECT,
    });
    return claimsOf(given.id_token ?? '');
  };

  it('logs in whoever names an account, and gives a token of the field', async () => {
    const back = await logIn(new Visitor(), 'ada@example.org');
    expect(back.searchParams.get('state')).toBe('a-state');
    const claims = await claimsFor(back);
    expect(claims).toMatchObject({
      iss: lab.issuer,
      aud: 'sigstore',
      email: 'ada@example.org',
      email_verified: true,
      nonce: 'a-nonce',
    });
    expect(claims.exp - claims.iat).toBe(90);
  });

  it('remembers who logged in, and asks again where another account is wanted', async () => {
    const visitor = new Visitor();
    await logIn(visitor, 'ada@example.org');
    const again = await visitor.go(askedWith());
    expect((await claimsFor(new URL(again.location ?? 'none:'))).email).toBe('ada@example.org');
    const other = await logIn(visitor, 'bert@example.org', { prompt: 'select_account' });
    expect((await claimsFor(other)).email).toBe('bert@example.org');
  });

  it('says who vouched where the client names a provider', async () => {
    const connector = 'https://github.com/login/oauth';
    const back = await logIn(new Visitor(), 'ada@example.org', { connector_id: connector });
    expect((await claimsFor(back)).federated_claims).toEqual({ connector_id: connector, user_id: 'ada@example.org' });
  });

  it('takes a no for a no', async () => {
    const visitor = new Visitor();
    const page = await visitor.go(askedWith());
    const back = await visitor.go(actionOf(page.html, page.url), { account: '', cancel: 'yes' });
    expect(new URL(back.location ?? 'none:').searchParams.get('error')).toBe('access_denied');
  });

  it('refuses a login without PKCE, and a client elsewhere', async () => {
    const without = await new Visitor().go(askedWith({ code_challenge: '', code_challenge_method: '' }));
    expect(new URL(without.location ?? 'none:').searchParams.get('error')).toBe('invalid_request');
    const elsewhere = await new Visitor().go(askedWith({ redirect_uri: 'http://example.net/auth/callback' }));
    expect(elsewhere.html).toContain('role="alert"');
  });

  it('refuses a code with another verifier', async () => {
    const back = await logIn(new Visitor(), 'ada@example.org');
    const given = await redeem({
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      code_verifier: randomBytes(32).toString('base64url'),
      redirect_uri: REDIRECT,
    });
    expect(given.error).toBe('invalid_grant');
  });

  it('connects a device by the code that it shows', async () => {
    const answer = await fetch(`${lab.urls.oidc}/device/auth`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'sigstore', scope: 'openid email' }),
    });
    const device = (await answer.json()) as Record<'device_code' | 'user_code' | 'verification_uri', string>;
    const poll = () =>
      redeem({ grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: device.device_code });
    expect((await poll()).error).toBe('authorization_pending');

    const visitor = new Visitor();
    const start = await visitor.go(device.verification_uri);
    expect(start.html).toContain('Code that the device shows');
    const wrong = await visitor.go(actionOf(start.html, start.url), { ...hidden(start.html), user_code: 'XXXX-XXXX' });
    expect(wrong.html).toContain('role="alert"');
    const asked = await visitor.go(actionOf(wrong.html, wrong.url), {
      ...hidden(wrong.html),
      user_code: device.user_code,
    });
    expect(asked.html).toContain(device.user_code);
    const login = await visitor.go(actionOf(asked.html, asked.url), hidden(asked.html));
    const done = await visitor.go(actionOf(login.html, login.url), { account: 'ada@example.org' });
    expect(done.html).toContain('Connected');
    expect(claimsOf((await poll()).id_token ?? '').email).toBe('ada@example.org');
  });

  it.each([
    ['nonce', { nonce: 'another-nonce' }],
    ['audience', { aud: 'somebody-else' }],
    ['issuer', { iss: 'https://accounts.example.net' }],
  ] as const)('can lie about the %s', async (what, told) => {
    lab.inject('oidc', { kind: 'forge', what });
    expect(await claimsFor(await logIn(new Visitor(), 'ada@example.org'))).toMatchObject(told);
    expect(await claimsFor(await logIn(new Visitor(), 'ada@example.org'))).not.toMatchObject(told);
  });

  it('can give a token that has lapsed', async () => {
    lab.inject('oidc', { kind: 'forge', what: 'lapsed' });
    const claims = await claimsFor(await logIn(new Visitor(), 'ada@example.org'));
    expect(claims.exp * 1000).toBeLessThan(Date.now());
  });

  it.each([
    ['state', 'another-state'],
    ['no-state', null],
  ] as const satisfies [Forgeries['oidc'], string | null][])('can lie with %s in the redirect', async (what, told) => {
    lab.inject('oidc', { kind: 'forge', what });
    expect((await logIn(new Visitor(), 'ada@example.org')).searchParams.get('state')).toBe(told);
    expect((await logIn(new Visitor(), 'ada@example.org')).searchParams.get('state')).toBe('a-state');
  });
});
