import type { Progress } from '../../../shared/model/job.ts';
import type { KeptLogin } from '../../../shared/model/login.ts';
import type { PendingLog } from '../../../shared/model/pending-log.ts';
import type { AppError } from '../../../shared/error.ts';
import type { Ask } from '../engines/engine.ts';
import type { LoginChoice } from '../oidc/login.ts';
import type { ConsentStore } from './consent.ts';
import type { SigningInstance } from './instance.ts';

/** What came of a signature that waited for a log. */
export type LoggedLater = { entry: PendingLog; error?: AppError };

/** Logins, consent, and signatures that wait for a log. */
export interface SigstoreService {
  readonly consent: ConsentStore;
  /** Logs somebody in, and keeps of it what is worth keeping. `instance`: a name, or one from files. Throws what logins throw. */
  logIn(
    instance: string | SigningInstance,
    choice: LoginChoice,
    context: { ask: Ask; signal?: AbortSignal },
  ): Promise<KeptLogin>;
  /** Who logged in last, at each instance. */
  whoAmI(): Promise<KeptLogin[]>;
  /** Forgets all logins here; gives back what there was. At the provider, nothing changes. */
  logOut(): Promise<KeptLogin[]>;
  /** Signatures that are signed and not yet logged. */
  pending(): Promise<PendingLog[]>;
  /**
   * Tells the log of signatures that wait, and writes the bundles of those that it took, each verified. `bundles`: only those that go to
   * these paths; `ids`: only these. `given`: an instance from files, for those that were signed by it.
   */
  logPending(options?: {
    bundles?: readonly string[];
    ids?: readonly string[];
    given?: SigningInstance | undefined;
    signal?: AbortSignal;
    onProgress?: (progress: Progress) => void;
  }): Promise<LoggedLater[]>;
  /** Forgets signatures that wait, whether their instance is still there or not; what is not there is no error. */
  forgetPending(ids: readonly string[]): Promise<void>;
}
