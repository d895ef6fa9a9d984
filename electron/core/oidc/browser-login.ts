import * as oidc from 'openid-client';
import { AppError } from '../../../shared/error.ts';
import { isAllowedAddress } from '../util/bounded-http.ts';
import type { Clock } from '../util/clock.ts';
import type { IdentityToken } from './identity-token.ts';
import { loginPage, type LoginPageWords } from './login-page.ts';
import { listenOnLoopback } from './loopback.ts';
import { discoverProvider, guarded, tokenOf } from './oidc-client.ts';
import type { LoginProvider } from '../../../shared/model/login.ts';
import { connectorOf } from './providers.ts';

/** What a login by the system's browser needs. */
export interface BrowserLogin {
  /** The provider's address, as the signing configuration names it. */
  issuer: string;
  /** The account to go straight to, where the provider is a broker. */
  provider?: LoginProvider | undefined;
  /** Asks for another account than the one that the browser is logged in with. */
  another?: boolean | undefined;
  /** Opens the system's browser. The address is https, or http on this machine. `hasDevice`: the provider also takes codes. */
  open: (address: URL, provider: { hasDevice: boolean }) => Promise<void>;
  page: LoginPageWords;
  offline: () => boolean;
  clock: Clock;
  signal?: AbortSignal | undefined;
  /** How long a person has in the browser. */
  timeoutMs: number;
}

/**
 * Logs in with the system's browser: authorization code with PKCE (S256), state and nonce, back to a free port on this machine
 * (RFC 8252). The first answer decides; one that does not fit ends the login, and nobody listens any more.
 * Throws `login-failed`, `login-refused`, `login-timed-out`, `cancelled`, `offline`, `network`, `network-tls`.
 */
export async function logInWithBrowser(login: BrowserLogin): Promise<IdentityToken> {
  const timeout = AbortSignal.timeout(login.timeoutMs);
  const signal = login.signal === undefined ? timeout : AbortSignal.any([login.signal, timeout]);
  const reach = { offline: login.offline, signal };
  const config = await discoverProvider(login.issuer, reach);
  const loopback = await listenOnLoopback();
  try {
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
    const expectedState = oidc.randomState();
    const expectedNonce = oidc.randomNonce();
    const address = await guarded(reach, async () =>
      oidc.buildAuthorizationUrl(config, {
        redirect_uri: loopback.redirectUri,
        scope: 'openid email',
        code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
        state: expectedState,
        nonce: expectedNonce,
        ...(login.provider === undefined ? {} : { connector_id: connectorOf(login.provider) }),
        ...(login.another === true ? { prompt: 'select_account' } : {}),
      }),
    );
    // What a provider names as its address is shown to a browser: nothing else than a web page.
    if (!isAllowedAddress(address)) throw new AppError('network-tls', `${address.protocol}//${address.host}`);
    const callback = loopback.callback(signal);
    // A browser that cannot be opened is told before anybody waits for the answer.
    callback.catch(() => undefined);
    const hasDevice = config.serverMetadata().device_authorization_endpoint !== undefined;
    await login.open(address, { hasDevice });
    const { url, show } = await callback;
    try {
      const token = await guarded(reach, async () => {
        const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
        return tokenOf(await oidc.authorizationCodeGrant(config, url, checks), login.clock());
      });
      await show(loginPage(login.page, token.loggedIn.identity)).catch(() => undefined);
      return token;
    } catch (error) {
      await show(loginPage(login.page, null)).catch(() => undefined);
      throw error;
    }
  } finally {
    loopback.close();
  }
}
