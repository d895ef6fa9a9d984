import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import Provider, { interactionPolicy, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { forgeRedirect, forgeTokens } from './forge-login.ts';
import type { Forgeries } from './faults.ts';
import { deviceConfirmPage, deviceDonePage, devicePage, loginPage, problemPage } from './login-pages.ts';
import { providerStore } from './provider-store.ts';
import type { Answer, Handler, LabRequest } from './serve.ts';
import type { TokenKey } from './tokens.ts';

const CLIENT = 'sigstore';
const INTERACTION = '/interaction/';

/** What the provider needs; the lifetime of its tokens may change while it runs. */
export interface OidcOptions {
  url: string;
  key: TokenKey;
  tokenSeconds: () => number;
}

/** A real OIDC provider behind a wire that can lie. */
export interface Oidc {
  handler: Handler;
  close(): Promise<void>;
}

/** Starts a provider with the client `sigstore` of the field: public, PKCE, any loopback address, the device flow. */
export async function newOidc(options: OidcOptions): Promise<Oidc> {
  const provider = new Provider(options.url, configuration(options));
  allowLoopback(provider);
  provider.proxy = false;
  const callback = provider.callback();
  const inner = createServer((incoming, outgoing) => {
    const answered = incoming.url?.startsWith(INTERACTION)
      ? interact(provider, incoming, outgoing)
      : Promise.resolve(callback(incoming, outgoing));
    answered.catch((error: unknown) => {
      outgoing.writeHead(400, { 'content-type': 'text/html; charset=utf-8' });
      outgoing.end(problemPage(String(error)));
    });
  });
  await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve));
  const { port } = inner.address() as AddressInfo;
  let armed: Forgeries['oidc'] | null = null;
  return {
    // A lie waits for the answer that it can be told in.
    handler: async (request, forge) => {
      armed = (forge as Forgeries['oidc'] | null) ?? armed;
      const answer = await pass(request, port);
      if (armed === null) return answer;
      const told = forgeTokens(request, answer, armed, options.key) ?? forgeRedirect(answer, armed, options.url);
      if (told === null) return answer;
      armed = null;
      return told;
    },
    async close() {
      inner.closeAllConnections();
      await new Promise((resolve) => inner.close(resolve));
    },
  };
}

/** Hands a request to the provider itself. */
function pass({ method, path, headers, body }: LabRequest, port: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const inner = ask({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      text(answer).then((read) => {
        const ofTheHop = ['transfer-encoding', 'connection', 'keep-alive'];
        const kept = Object.entries(answer.headers).filter(([name]) => !ofTheHop.includes(name));
        resolve({ status: answer.statusCode ?? 500, headers: Object.fromEntries(kept), body: read });
      }, reject);
    });
    inner.once('error', reject);
    inner.end(body);
  });
}

/** The login page, and what is answered on it. */
async function interact(provider: Provider, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const details = await provider.interactionDetails(incoming, outgoing);
  const connector = typeof details.params['connector_id'] === 'string' ? details.params['connector_id'] : null;
  if (incoming.method !== 'POST') {
    const hint = typeof details.params['login_hint'] === 'string' ? details.params['login_hint'] : '';
    outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    outgoing.end(loginPage(`${INTERACTION}${details.uid}`, String(details.params['client_id']), connector, hint));
    return;
  }
  const form = new URLSearchParams(await text(incoming));
  const account = form.get('account')?.trim() ?? '';
  const result =
    form.has('cancel') || account === ''
      ? { error: 'access_denied', error_description: 'the user said no' }
      : { login: { accountId: accountId({ account, connector }) }, select_account: {} };
  await provider.interactionFinished(incoming, outgoing, result, { mergeWithLastSubmission: false });
}

interface Account {
  account: string;
  connector: string | null;
}

/** An account's subject says where it is from, as the field's own provider has it. */
const accountId = (account: Account): string => Buffer.from(JSON.stringify(account)).toString('base64url');

function claimsOfAccount(sub: string): { sub: string; [claim: string]: unknown } {
  const { account, connector } = JSON.parse(Buffer.from(sub, 'base64url').toString()) as Account;
  return {
    sub,
    ...(account.includes('@') && { email: account, email_verified: true }),
    ...(connector !== null && { federated_claims: { connector_id: connector, user_id: account } }),
  };
}

function configuration({ key, tokenSeconds }: OidcOptions): Configuration {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  const jwk = { ...key.privateKey.export({ format: 'jwk' }), kid: key.id, alg: 'RS256', use: 'sig' };
  return {
    adapter: providerStore(),
    clients: [
      {
        client_id: CLIENT,
        client_name: 'The signer',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'],
        response_types: ['code'],
        redirect_uris: ['http://127.0.0.1/auth/callback', 'http://localhost/auth/callback'],
        id_token_signed_response_alg: 'RS256',
      },
    ],
    jwks: { keys: [jwk] },
    claims: { openid: ['sub', 'federated_claims'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    extraParams: ['connector_id'],
    cookies: { keys: ['a key for the lab alone'] },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => Promise.resolve(claimsOfAccount(sub)) }),
    interactions: { url: (_ctx, { uid }) => `${INTERACTION}${uid}`, policy },
    features: { devInteractions: { enabled: false }, deviceFlow: deviceFlow() },
    loadExistingGrant: grantAll,
    pkce: { required: () => true },
    ttl: {
      IdToken: tokenSeconds,
      AccessToken: 600,
      AuthorizationCode: 60,
      DeviceCode: 600,
      Grant: 3600,
      Interaction: 3600,
      Session: 3600,
    },
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = problemPage(out.error_description ?? out.error);
    },
  };
}

/** Whoever logs in has agreed: the page before has said who asks. */
async function grantAll(ctx: KoaContextWithOIDC) {
  const { provider, client, session, params } = ctx.oidc;
  const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
  const scope = params?.['scope'];
  grant.addOIDCScope(typeof scope === 'string' ? scope : 'openid email');
  await grant.save();
  return grant;
}

function deviceFlow(): NonNullable<NonNullable<Configuration['features']>['deviceFlow']> {
  const field = (form: string, name: string): string => new RegExp(`${name}="([^"]*)"`).exec(form)?.[1] ?? '';
  const secret = (form: string): string => /name="xsrf" value="([^"]*)"/.exec(form)?.[1] ?? '';
  const show = (ctx: KoaContextWithOIDC, html: string): void => {
    ctx.type = 'html';
    ctx.body = html;
  };
  return {
    enabled: true,
    userCodeInputSource: (ctx, form, _out, error) => {
      const code = /value="([^"]*)" type="text"/.exec(form.replace(/\s+/g, ' '))?.[1] ?? '';
      const problem = error === undefined ? null : 'That code did not work. Look at the device again.';
      show(ctx, devicePage(field(form, 'action'), secret(form), code, problem));
    },
    userCodeConfirmSource: (ctx, form, client, _info, code) =>
      show(ctx, deviceConfirmPage(field(form, 'action'), secret(form), code, client.clientName ?? client.clientId)),
    successSource: (ctx) => show(ctx, deviceDonePage()),
  };
}

/** Any path and port on this machine, as the field's own provider lets public clients have it. */
function allowLoopback(provider: Provider): void {
  const hosts = ['127.0.0.1', 'localhost', '[::1]'];
  provider.Client.prototype.redirectUriAllowed = (value: string) => {
    const { protocol, hostname } = new URL(value);
    return protocol === 'http:' && hosts.includes(hostname);
  };
}
