import * as oidc from 'openid-client';
import { AppError } from '../../../shared/error.ts';
import { isAllowedAddress, isLoopback, readBounded, sendRequest, toNetworkError } from '../util/bounded-http.ts';
import { CLIENT_ID, type IdentityToken, readIdentityToken } from './identity-token.ts';

/** How a provider is reached. */
export interface OidcReach {
  /** While true, nothing is sent: asked before every request. */
  offline: () => boolean;
  signal: AbortSignal;
}

const MAX_BYTES = 512 * 1024;
const LONGEST_REASON = 300;

/**
 * Finds a provider's endpoints. Tokens are checked by its keys although they come from itself. https only, plain http for a provider on
 * this machine. Throws `login-failed`, `offline`, `network`, `network-tls`, `cancelled`.
 */
export async function discoverProvider(issuer: string, reach: OidcReach): Promise<oidc.Configuration> {
  if (!URL.canParse(issuer)) throw new AppError('login-failed', `${issuer} is no address`);
  const url = new URL(issuer);
  if (url.protocol === 'http:' && !isAllowedAddress(url))
    throw new AppError('network-tls', `${issuer} is not encrypted`);
  const isLocal = url.protocol === 'http:' && isLoopback(url.hostname);
  return guarded(reach, () =>
    oidc.discovery(url, CLIENT_ID, undefined, oidc.None(), {
      [oidc.customFetch]: boundedFetch(reach),
      execute: [oidc.enableNonRepudiationChecks, ...(isLocal ? [allowPlain] : [])],
    }),
  );
}

// The name warns: it is for a provider on this machine, and `sendRequest` refuses plain http to any other.
// eslint-disable-next-line @typescript-eslint/no-deprecated
const allowPlain = oidc.allowInsecureRequests;

/** The ID token of a provider's answer. Throws `login-failed`, `token-unusable`. */
export function tokenOf({ id_token: raw }: { id_token?: string | undefined }, now: Date): IdentityToken {
  if (raw === undefined) throw new AppError('login-failed', 'the provider gave no ID token');
  return readIdentityToken(raw, now);
}

/** Runs a step of a login; whatever goes wrong in it becomes one of the closed errors, without a token in its words. */
export async function guarded<T>({ signal }: OidcReach, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (signal.aborted) throw stopped(signal, error);
    throw toLoginError(error);
  }
}

/** Why a login was stopped: its time is over, or the user wanted it. */
export function stopped(signal: AbortSignal, cause?: unknown): AppError {
  const { reason } = signal as { reason: unknown };
  const timedOut = reason instanceof DOMException && reason.name === 'TimeoutError';
  return new AppError(timedOut ? 'login-timed-out' : 'cancelled', '', { cause });
}

function toLoginError(error: unknown): AppError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof AppError) return cause;
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError) {
    const said = `${error.error} ${error.error_description ?? ''}`.replace(/\s+/g, ' ').trim().slice(0, LONGEST_REASON);
    return new AppError(REFUSED.has(error.error) ? 'login-refused' : 'login-failed', said);
  }
  const inner = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return new AppError('login-failed', error instanceof Error ? `${error.message}${inner}` : String(error));
}

/** Codes that mean that the person, or the provider for them, said no. */
const REFUSED: ReadonlySet<string> = new Set(['access_denied', 'login_required', 'consent_required', 'expired_token']);

function boundedFetch({ offline, signal }: OidcReach): oidc.CustomFetch {
  return async (address, { method, headers, body, signal: timeout }) => {
    if (offline()) throw new AppError('offline');
    if (method !== 'GET' && method !== 'POST') throw new AppError('internal', method);
    const either = timeout === undefined ? signal : AbortSignal.any([signal, timeout]);
    try {
      const sent = body instanceof URLSearchParams ? body.toString() : typeof body === 'string' ? body : undefined;
      const answer = await sendRequest(new URL(address), { method, headers, body: sent, signal: either });
      const bytes = await readBounded(answer, MAX_BYTES);
      const type = answer.headers['content-type'];
      return new Response(bytes.length === 0 ? null : bytes, {
        status: answer.statusCode ?? 500,
        headers: type === undefined ? {} : { 'content-type': type },
      });
    } catch (error) {
      throw toNetworkError(error);
    }
  };
}
