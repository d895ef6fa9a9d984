import { AppError } from '../../../shared/error.ts';
import type { Prompt } from '../../../shared/model/job.ts';
import type { LoginProvider } from '../../../shared/model/login.ts';
import type { Ask } from '../engines/engine.ts';
import { operatorsOf } from '../sigstore/services/choose.ts';
import type { SigningInstance } from '../sigstore/instance.ts';
import type { Clock } from '../util/clock.ts';
import type { IdentityToken } from './identity-token.ts';
import type { LoginPageWords } from './login-page.ts';

/** How the user wants to log in. */
export interface LoginChoice {
  provider?: LoginProvider | undefined;
  /** By a code that is typed in elsewhere. */
  device?: boolean | undefined;
}

/** How logins reach a person on this machine. */
export interface LoginWays {
  /** Opens an address (https, or http on this machine) in the system's browser. */
  openBrowser: (address: URL) => Promise<void>;
  /** The words of the browser's last page, in the user's language. */
  page: () => Promise<LoginPageWords>;
  offline: () => boolean;
  clock: Clock;
}

/** One login that somebody waits for. */
export interface LoginRequest {
  instance: SigningInstance;
  choice: LoginChoice;
  /** The question that stands while the login is waited for; closing it ends the login. */
  ask: Ask;
  signal?: AbortSignal | undefined;
  /** Another account than the one before. */
  another?: boolean | undefined;
  /** The certificate of a run lapsed. */
  again?: boolean | undefined;
  timeoutMs?: number | undefined;
}

const PROVIDER_VERSIONS = [1];

/** How long a person has to log in. */
export const LOGIN_TIMEOUT_MS = 5 * 60_000;

/**
 * Has somebody log in at an instance's provider; who cannot go on one way goes on the other. Throws as `logInWithBrowser` and
 * `logInWithDevice`, and `service-absent`.
 */
export async function logIn(ways: LoginWays, request: LoginRequest): Promise<IdentityToken> {
  const { instance, choice } = request;
  const [provider] = operatorsOf(instance.config.oidcUrls, PROVIDER_VERSIONS, ways.clock()).flat();
  if (provider === undefined) throw new AppError('service-absent', 'login');
  let way: Way = choice.device === true ? 'device' : 'browser';
  for (;;) {
    const token = await logInBy(way, provider.url, ways, request);
    if (typeof token !== 'string') return token;
    way = token;
  }
}

type Way = 'browser' | 'device';

/** A token, or the other way that the user wants to go. */
async function logInBy(way: Way, issuer: string, ways: LoginWays, request: LoginRequest): Promise<IdentityToken | Way> {
  const { choice, signal } = request;
  const { clock, offline } = ways;
  const closed = new AbortController();
  const arrived = new AbortController();
  const stop = signal === undefined ? closed.signal : AbortSignal.any([signal, closed.signal]);
  const timeoutMs = request.timeoutMs ?? LOGIN_TIMEOUT_MS;
  let wanted: Way | undefined;
  const show = (about: Pick<Prompt, 'address' | 'code' | 'otherWay' | 'until' | 'notOpened'>): void => {
    const again = request.again === true ? { again: true } : {};
    const standing = request.ask({ kind: 'login', files: [], ...about, ...again }, arrived.signal);
    standing.then(
      (answer) => {
        if (answer !== null && answer === about.otherWay) wanted = answer;
        if (wanted !== undefined || (answer === null && !arrived.signal.aborted)) closed.abort();
      },
      () => closed.abort(),
    );
  };
  const until = new Date(clock().getTime() + timeoutMs);
  const common = { issuer, offline, clock, signal: stop, timeoutMs };
  try {
    if (way === 'device') {
      const { logInWithDevice } = await import('./device-login.ts');
      return await logInWithDevice({
        ...common,
        show: ({ page, code, expiresAt }) =>
          show({
            address: page.href,
            code,
            otherWay: 'browser',
            until: new Date(Math.min(until.getTime(), expiresAt.getTime())).toISOString(),
          }),
      });
    }
    const { logInWithBrowser } = await import('./browser-login.ts');
    return await logInWithBrowser({
      ...common,
      page: await ways.page(),
      provider: choice.provider,
      another: request.another,
      open: async (address, { hasDevice }) => {
        const isOpen = await ways.openBrowser(address).then(
          () => true,
          () => false,
        );
        // Where no browser opens, the address can still be copied into one, or a code be used.
        const otherWay = hasDevice ? { otherWay: 'device' as const } : {};
        show({
          address: address.href,
          until: until.toISOString(),
          ...otherWay,
          ...(isOpen ? {} : { notOpened: true }),
        });
      },
    });
  } catch (error) {
    if (wanted !== undefined && signal?.aborted !== true) return wanted;
    throw error;
  } finally {
    arrived.abort();
  }
}
