import type { Hasher } from '../hash/reading.ts';
import type { SecretStore } from '../keys/secret-store.ts';
import { openKeptLogins } from '../oidc/kept-logins.ts';
import type { LoginWays } from '../oidc/login.ts';
import type { Clock } from '../util/clock.ts';
import { openConsent } from './consent.ts';
import type { SigningInstance } from './instance.ts';
import { openPendingLogs, type PendingLogs } from './pending-logs.ts';
import type { TransportOptions } from './services/transport.ts';
import type { SigstoreRun, SigstoreRunRequest } from './sigstore-run.ts';
import type { SigstoreService } from './sigstore-service.ts';

/** What the Sigstore side needs of the rest of the house. */
export interface SigstoreServiceOptions {
  home: string;
  clock: Clock;
  offline: () => boolean;
  hasher: Hasher;
  store: SecretStore;
  ways: Pick<LoginWays, 'openBrowser' | 'page'>;
  instance: (name: string) => Promise<SigningInstance>;
  transport?: Omit<TransportOptions, 'offline'>;
}

/** The service, and what the signing side uses of it. Protocols are loaded when they are first spoken. */
export interface OpenedSigstore {
  service: SigstoreService;
  pendingLogs: PendingLogs;
  /** Forgets consents and logins at an instance that is there no more, or was just added: they were another one's. */
  forgetInstance: (name: string) => Promise<void>;
  openRun: (request: SigstoreRunRequest) => Promise<SigstoreRun>;
}

/** Puts the Sigstore side together. */
export function openSigstore(options: SigstoreServiceOptions): OpenedSigstore {
  const { home, clock, offline, hasher, instance, store } = options;
  const consent = openConsent(home, clock);
  const logins = openKeptLogins(home, store, clock);
  const pendingLogs = openPendingLogs(home);
  const transport: TransportOptions = { ...options.transport, offline };
  const ways: LoginWays = { ...options.ways, offline, clock };
  const service: SigstoreService = {
    consent,
    async logIn(named, choice, context) {
      const { logIn } = await import('../oidc/login.ts');
      const where = typeof named === 'string' ? await instance(named) : named;
      const token = await logIn(ways, { instance: where, choice, ...context });
      return logins.keep(where.name, token);
    },
    whoAmI: () => logins.list(),
    logOut: () => logins.forget(),
    pending: () => pendingLogs.list(),
    async logPending({ bundles, ids, given, signal, onProgress } = {}) {
      const waiting = await pendingLogs.list();
      const wanted = waiting.filter(
        ({ id, bundle }) => bundles?.includes(bundle) !== false && ids?.includes(id) !== false,
      );
      if (wanted.length === 0) return [];
      const { logLater } = await import('../sign/log-later.ts');
      const named = (name: string) => (name === given?.name ? Promise.resolve(given) : instance(name));
      return logLater({ hasher, clock, consent, pendingLogs, instance: named, transport }, wanted, {
        signal,
        onProgress,
      });
    },
    forgetPending: (ids) => pendingLogs.remove(...ids),
  };
  return {
    service,
    pendingLogs,
    async forgetInstance(name) {
      await consent.forgetInstance(name);
      await logins.forgetInstance(name);
    },
    async openRun(request) {
      const { openSigstoreRun } = await import('./sigstore-run.ts');
      return openSigstoreRun({ clock, consent, logins, ways, instance, transport }, request);
    },
  };
}
