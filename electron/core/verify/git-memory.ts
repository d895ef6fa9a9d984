import type { ActivityEntry } from '../../../shared/model/activity.ts';
import type { CheckResult } from '../../../shared/model/result.ts';
import type { ActivityLog, RememberedCheck } from '../audit/activity-log.ts';
import type { GitCheck, GitRun } from './git-checking.ts';

/**
 * What is kept of checks of tags and commits: of each good signature that it was seen here, and when; and as an entry of the activity
 * log only what somebody opened, since a repository's thousands would push out all else.
 */
export class GitMemory {
  readonly #run: GitRun;
  readonly #remembered = new Map<string, RememberedCheck>();
  readonly #entries: ActivityEntry[] = [];

  constructor(run: GitRun) {
    this.#run = run;
  }

  /** Takes note of a check. */
  add({ checkedAt, artifact, verdict, good }: GitCheck): void {
    const { memory } = this.#run.prepared.expecting;
    for (const { digest, signer } of good) {
      if (memory.firstSeen(digest) !== undefined) continue;
      // Without a publisher: names of tags say nothing of the names of a publisher's files.
      this.#remembered.set(digest, {
        at: checkedAt,
        artifactName: artifact.name,
        signatureDigest: digest,
        ...(signer?.fingerprint === undefined ? {} : { fingerprint: signer.fingerprint }),
        ...(signer?.identity === undefined ? {} : { identity: signer.identity }),
        ...(signer?.issuer === undefined ? {} : { issuer: signer.issuer }),
        verdict,
      });
    }
  }

  /** Takes note of one that was opened. */
  open(result: CheckResult): void {
    this.#entries.push({ id: result.id, at: result.checkedAt, kind: 'check', result });
  }

  /** Writes it down. Throws where it cannot and nobody is told of that. */
  async keep(activity: ActivityLog, onNotRemembered: ((error: unknown) => void) | undefined): Promise<void> {
    if (this.#remembered.size + this.#entries.length === 0) return;
    await activity.append(this.#entries, [...this.#remembered.values()]).catch((error: unknown) => {
      if (onNotRemembered === undefined) throw error;
      onNotRemembered(error);
    });
  }
}
