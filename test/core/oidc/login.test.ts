import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BrowserLogin, logInWithBrowser } from '../../../electron/core/oidc/browser-login.ts';
import { type DeviceCode, logInWithDevice } from '../../../electron/core/oidc/device-login.ts';
import type { IdentityToken } from '../../../electron/core/oidc/identity-token.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { PAGE } from './page-words.ts';
import { Person, type Shown } from './person.ts';

const ADA = 'ada@example.org';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());
beforeEach(() => lab.forgetRequests());
afterEach(() => lab.heal());

/** What a login showed and sent, with whoever sits at the browser. */
interface Seen {
  login: Promise<IdentityToken>;
  /** The address that the browser was opened with. */
  opened: URL;
  /** The last page that the browser shows. */
  page: Promise<Shown>;
}

async function start(
  inTheBrowser: (address: URL, person: Person) => Promise<Shown>,
  more: Partial<BrowserLogin> = {},
): Promise<Seen> {
  const person = new Person();
  let begun: (seen: Omit<Seen, 'login'>) => void = () => undefined;
  const opening = new Promise<Omit<Seen, 'login'>>((resolve) => (begun = resolve));
  const login = logInWithBrowser({
    issuer: lab.issuer,
    open: (opened) => {
      const page = inTheBrowser(opened, person);
      page.catch(() => undefined);
      begun({ opened, page });
      return Promise.resolve();
    },
    page: PAGE,
    offline: () => false,
    clock: () => new Date(),
    timeoutMs: 60_000,
    ...more,
  });
  login.catch(() => undefined);
  return {
    login,
    ...(await Promise.race([opening, login.then(() => Promise.reject(new Error('nothing was opened')))])),
  };
}

const ada = (address: URL, person: Person): Promise<Shown> => person.logIn(address, ADA);

/** Whether somebody still listens where the browser was to come back to. */
function listens({ opened }: Seen): Promise<boolean> {
  const { port } = new URL(opened.searchParams.get('redirect_uri')!);
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

describe('a login by the browser', () => {
  it('says who logged in, and shows it on the last page', async () => {
    const seen = await start(ada);
    const token = await seen.login;
    expect(token.loggedIn).toEqual({ identity: ADA, issuer: lab.issuer });
    expect(token.reveal().split('.')).toHaveLength(3);
    const page = await seen.page;
    expect(page.html).toContain(ADA);
    expect(page.html).not.toContain('<script');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(await listens(seen)).toBe(false);
  });

  it('goes straight to a provider where the service is a broker', async () => {
    const seen = await start(ada, { provider: 'github' });
    expect(seen.opened.searchParams.get('connector_id')).toBe('https://github.com/login/oauth');
    expect((await seen.login).loggedIn).toEqual({ identity: ADA, issuer: 'https://github.com/login/oauth' });
  });

  it('asks for another account where one is wanted', async () => {
    const seen = await start(ada, { another: true });
    expect(seen.opened.searchParams.get('prompt')).toBe('select_account');
    await seen.login;
  });

  it('sends on the wire what RFC 8252 and PKCE want, anew each time', async () => {
    const first = await start(ada);
    await first.login;
    const second = await start(ada);
    await second.login;
    const asked = [first, second].map(({ opened }) => opened.searchParams);
    for (const one of asked) {
      expect(one.get('code_challenge_method')).toBe('S256');
      expect(one.get('response_type')).toBe('code');
      expect(one.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/auth\/callback$/);
      expect(one.get('state')!.length).toBeGreaterThanOrEqual(43);
      expect(one.get('nonce')!.length).toBeGreaterThanOrEqual(43);
    }
    for (const name of ['state', 'nonce', 'code_challenge', 'redirect_uri'])
      expect(asked[0]!.get(name)).not.toBe(asked[1]!.get(name));
    const exchanges = lab.requests('oidc').filter(({ path }) => path === '/token');
    const verifiers = exchanges.map(({ body }) => new URLSearchParams(body.toString()).get('code_verifier')!);
    expect(verifiers.map((one) => createHash('sha256').update(one).digest('base64url'))).toEqual(
      asked.map((one) => one.get('code_challenge')),
    );
  });

  it('keeps the token out of what is printed and stored', async () => {
    const token = await (await start(ada)).login;
    const { inspect } = await import('node:util');
    for (const text of [JSON.stringify(token), inspect(token, { depth: 9, showHidden: true })])
      expect(text).not.toContain(token.reveal().slice(0, 20));
  });
});

describe('what ends a login', () => {
  it.each([
    ['another state', 'state'],
    ['no state', 'no-state'],
    ['another nonce', 'nonce'],
    ['another audience', 'audience'],
    ['another issuer', 'issuer'],
    ['a token that a stranger signed', 'key'],
    ['a token that is over', 'lapsed'],
  ] as const)('%s', async (_name, forge) => {
    lab.inject('oidc', { kind: 'forge', what: forge }, { path: forge.includes('state') ? '/auth' : '/token' });
    const seen = await start(ada);
    await expect(seen.login).rejects.toMatchObject({ code: 'login-failed' });
    expect((await seen.page).html).toContain(PAGE.failedTitle);
    expect(await listens(seen)).toBe(false);
  });

  it('a state that is not ours is not even tried: no code is sent anywhere', async () => {
    lab.inject('oidc', { kind: 'forge', what: 'state' }, { path: '/auth' });
    await expect((await start(ada)).login).rejects.toMatchObject({ code: 'login-failed' });
    expect(lab.requests('oidc').filter(({ path }) => path === '/token')).toEqual([]);
  });

  it('an answer that comes a second time finds nobody', async () => {
    const seen = await start(ada);
    await seen.login;
    const { url } = await seen.page;
    await expect(new Person().go(url)).rejects.toThrow('ECONNREFUSED');
  });

  it('a page elsewhere that sends another name of this machine, another path or another method', async () => {
    const seen = await start(async (address) => new Person().go(address));
    const back = new URL(seen.opened.searchParams.get('redirect_uri')!);
    for (const wrong of [`http://localhost:${back.port}/auth/callback?code=x`, `${back.origin}/favicon.ico`])
      expect((await new Person().go(new URL(wrong))).status).toBe(404);
    expect((await new Person().go(back, { code: 'x' })).status).toBe(404);
    expect(await listens(seen)).toBe(true);
    await new Person().go(new URL(`${back.href}?error=access_denied&state=wrong`));
    await expect(seen.login).rejects.toMatchObject({ code: 'login-failed' });
  });

  it('a person who says no', async () => {
    const seen = await start(async (address, person) =>
      person.send(await person.go(address), { account: '', cancel: 'yes' }),
    );
    await expect(seen.login).rejects.toMatchObject({ code: 'login-refused' });
    await expect(seen.login).rejects.toThrow('access_denied');
    expect((await seen.page).html).toContain(PAGE.failedTitle);
  });

  it('a person who does nothing', async () => {
    const seen = await start((address, person) => person.go(address), { timeoutMs: 1500 });
    await expect(seen.login).rejects.toMatchObject({ code: 'login-timed-out' });
    expect(await listens(seen)).toBe(false);
  });

  it('a person who stops it', async () => {
    const stop = new AbortController();
    const seen = await start((address, person) => person.go(address), { signal: stop.signal });
    stop.abort();
    await expect(seen.login).rejects.toMatchObject({ code: 'cancelled' });
    expect(await listens(seen)).toBe(false);
  });

  it('a browser that cannot be opened', async () => {
    const open = (): Promise<void> => Promise.reject(new Error('no browser'));
    await expect(start(ada, { open })).rejects.toThrow('no browser');
  });

  it('offline, before any socket is opened', async () => {
    await expect(start(ada, { offline: () => true })).rejects.toMatchObject({ code: 'offline' });
    expect(lab.requests('oidc')).toEqual([]);
  });

  it.each([
    ['not encrypted', 'http://accounts.example.org', 'network-tls'],
    ['no address', 'accounts', 'login-failed'],
    ['a file', 'file:///etc/passwd', 'login-failed'],
  ])('a provider that is %s', async (_name, issuer, code) => {
    await expect(start(ada, { issuer })).rejects.toMatchObject({ code });
  });

  it('a provider that sends the browser to something else than a web page', async () => {
    const metadata = JSON.stringify({
      issuer: lab.issuer,
      authorization_endpoint: 'file:///etc/passwd',
      token_endpoint: `${lab.issuer}/token`,
      jwks_uri: `${lab.issuer}/jwks`,
      response_types_supported: ['code'],
    });
    lab.inject('oidc', { kind: 'nonsense', body: metadata }, { path: '/.well-known' });
    await expect(start(ada)).rejects.toMatchObject({ code: 'login-failed' });
  });

  it.each([
    ['nonsense', { kind: 'nonsense', body: 'not JSON' }, 'login-failed'],
    ['another issuer', { kind: 'nonsense', body: '{"issuer":"https://evil.example"}' }, 'login-failed'],
    ['an answer without end', { kind: 'nonsense', body: 'x'.repeat(600_000) }, 'too-large'],
    ['a cut connection', { kind: 'cut' }, 'network'],
    ['503', { kind: 'status', status: 503 }, 'login-failed'],
  ] as const)('a provider whose description is %s', async (_name, fault, code) => {
    lab.inject('oidc', fault, { path: '/.well-known' });
    await expect(start(ada)).rejects.toMatchObject({ code });
  });
});

describe('a login by a code', () => {
  /** Types the code in on another machine. */
  async function typeIn(person: Person, { page, code }: DeviceCode): Promise<Shown> {
    const confirmed = await person.send(await person.go(page), { user_code: code });
    const login = await person.send(confirmed, {});
    return person.send(login, { account: ADA });
  }

  it('shows an address and a code, and says who logged in', async () => {
    const shown: DeviceCode[] = [];
    const token = await logInWithDevice({
      issuer: lab.issuer,
      show: (code) => {
        shown.push(code);
        void typeIn(new Person(), code);
      },
      offline: () => false,
      clock: () => new Date(),
      timeoutMs: 60_000,
    });
    expect(token.loggedIn).toEqual({ identity: ADA, issuer: lab.issuer });
    expect(shown).toHaveLength(1);
    expect(shown[0]!.code).toMatch(/^[A-Z0-9-]{6,}$/);
    expect(shown[0]!.page.href).toBe(`${lab.issuer}/device`);
    expect(shown[0]!.expiresAt.getTime()).toBeGreaterThan(Date.now());
  });

  it('stops when the person does', async () => {
    const stop = new AbortController();
    const login = logInWithDevice({
      issuer: lab.issuer,
      show: () => stop.abort(),
      offline: () => false,
      clock: () => new Date(),
      signal: stop.signal,
      timeoutMs: 60_000,
    });
    await expect(login).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is over after its time', async () => {
    const login = logInWithDevice({
      issuer: lab.issuer,
      show: () => undefined,
      offline: () => false,
      clock: () => new Date(),
      timeoutMs: 1000,
    });
    await expect(login).rejects.toMatchObject({ code: 'login-timed-out' });
  });
});
