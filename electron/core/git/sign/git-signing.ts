import type { SigstoreOptions } from '../../../../shared/model/sign.ts';
import type { ActivityLog } from '../../audit/activity-log.ts';
import type { SigningKey, SignParts } from '../../sign/signing.ts';
import type { RunContext } from '../../services.ts';
import type { Ask } from '../../engines/engine.ts';
import type { Root } from '../../sigstore/judged-by.ts';
import type { SigstoreRun, SigstoreWish } from '../../sigstore/sigstore-run.ts';
import type { GitService } from '../../verify/git-service.ts';
import type { CertificateIndex } from '../../openpgp/certificate-index.ts';
import type { Repository } from '../repository/open-repository.ts';

/** What signing tags and commits needs of the rest of the house. */
export interface GitSignParts extends Pick<
  SignParts,
  'engines' | 'listKeys' | 'certificates' | 'publicKey' | 'openRun' | 'clock'
> {
  /** What is made is judged by it, as anybody's is. */
  git: GitService;
  /** Where it is remembered. */
  activity: ActivityLog;
  env: NodeJS.ProcessEnv;
}

/** Who signs, and what the user said of services, login and consent. */
export interface GitSigner {
  /** `KeySummary.id`, or `keyless`. */
  key: string;
  /** Keys out of files, for this run only. */
  heldKeys?: readonly SigningKey[];
  sigstore?: SigstoreOptions;
  wish?: SigstoreWish;
}

/** How a person is asked while tags and commits are signed. */
export type GitSignContext = RunContext & { ask: Ask };

/** One run of signing in a repository. */
export interface GitSigning {
  parts: GitSignParts;
  repository: Repository;
  key: SigningKey;
  context: GitSignContext;
  /** The Sigstore side of the run, where somebody signs by a login. */
  run: SigstoreRun | undefined;
  /** What signatures by OpenPGP keys are judged by. */
  certificates: () => Promise<CertificateIndex>;
  /** What signatures by logins are judged by. */
  roots: readonly Root[];
  sigstore: SigstoreOptions | undefined;
}
