import { AppError } from '../../../shared/error.ts';
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

/** Has somebody log in at an instance's provider. Throws as `logInWithBrowser` and `logInWithDevice`, and `service-absent`. */
export async function logIn(ways: LoginWays, request: LoginRequest): Promise<IdentityToken> {
  const { instance, choice, signal } = request;
  const { clock, offline } = ways;
  const [provider] = operatorsOf(instance.config.oidcUrls, PROVIDER_VERSIONS, clock()).flat();
  if (provider === undefined) throw new AppError('service-absent', 'login');
  const closed = new AbortController();
  const arrived = new AbortController();
  const stop = signal === undefined ? closed.signal : AbortSignal.any([signal, closed.signal]);
  const show = (about: { address: string; code?: string }): void => {
    const again = request.again === true ? { again: true } : {};
    const standing = request.ask({ kind: 'login', files: [], ...about, ...again }, arrived.signal);
    standing.then(
      (answer) => {
        if (answer === null && !arrived.signal.aborted) closed.abort();
      },
      () => closed.abort(),
    );
  };
  const common = { issuer: provider.url, offline, clock, signal: stop };
  const timeout = request.timeoutMs === undefined ? {} : { timeoutMs: request.timeoutMs };
  try {
    if (choice.device === true) {
      const { logInWithDevice } = await import('./device-login.ts');
      return await logInWithDevice({
        ...common,
        ...timeout,
        show: ({ address, code }) => show({ address: address.href, code }),
      });
    }
    const { logInWithBrowser } = await import('./browser-login.ts');
    return await logInWithBrowser({
      ...common,
      ...timeout,
      page: await ways.page(),
      provider: choice.provider,
      another: request.another,
      open: async (address) => {
        show({ address: address.href });
        await ways.openBrowser(address);
      },
    });
  } finally {
    arrived.abort();
  }
}
