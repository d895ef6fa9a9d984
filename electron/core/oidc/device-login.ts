import * as oidc from 'openid-client';
import { AppError } from '../../../shared/error.ts';
import { isAllowedAddress } from '../util/bounded-http.ts';
import type { Clock } from '../util/clock.ts';
import type { IdentityToken } from './identity-token.ts';
import { discoverProvider, guarded, tokenOf } from './oidc-client.ts';

/** What a person types in on another machine. */
export interface DeviceCode {
  /** Short enough to be typed. */
  page: URL;
  code: string;
  /** From then on the code is worth nothing. */
  expiresAt: Date;
}

/** What a login from a machine without a browser needs. */
export interface DeviceLogin {
  issuer: string;
  /** Shows the address and the code. */
  show: (code: DeviceCode) => void;
  offline: () => boolean;
  clock: Clock;
  signal?: AbortSignal | undefined;
  timeoutMs: number;
}

/**
 * Logs in by a code that is typed in elsewhere (RFC 8628). Throws as `logInWithBrowser`, and `unsupported` where the provider has no
 * such way.
 */
export async function logInWithDevice(login: DeviceLogin): Promise<IdentityToken> {
  const timeout = AbortSignal.timeout(login.timeoutMs);
  const signal = login.signal === undefined ? timeout : AbortSignal.any([login.signal, timeout]);
  const reach = { offline: login.offline, signal };
  const config = await discoverProvider(login.issuer, reach);
  if (config.serverMetadata().device_authorization_endpoint === undefined)
    throw new AppError('unsupported', `${login.issuer} has no login by code`);
  return guarded(reach, async () => {
    const verifier = oidc.randomPKCECodeVerifier();
    const given = await oidc.initiateDeviceAuthorization(config, {
      scope: 'openid email',
      // Who only reads the code on the screen cannot fetch the token with it, where the provider heeds this.
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const page = new URL(given.verification_uri);
    if (!isAllowedAddress(page)) throw new AppError('network-tls', `${page.protocol}//${page.host}`);
    const expiresAt = new Date(login.clock().getTime() + given.expires_in * 1000);
    login.show({ page, code: given.user_code, expiresAt });
    const tokens = await oidc.pollDeviceAuthorizationGrant(config, given, { code_verifier: verifier }, { signal });
    return tokenOf(tokens, login.clock());
  });
}
