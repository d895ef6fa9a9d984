import type { ActivityEntry } from '../../../shared/model/activity.ts';
import type { Publisher } from '../../../shared/model/publisher.ts';
import type { CheckResult } from '../../../shared/model/result.ts';
import type { ActivityLog, RememberedCheck } from '../audit/activity-log.ts';
import type { PublisherService } from '../trust/publisher-service.ts';
import { stemOf } from '../trust/stem.ts';
import type { Evidence } from './evidence.ts';
import { listedName } from './sentence.ts';

/** Collects what one call found, and keeps it at the end in one go. */
export class Memory {
  readonly #activity: ActivityLog;
  readonly #publishers: PublisherService;
  readonly #named: Publisher | undefined;
  readonly #entries: ActivityEntry[] = [];
  readonly #remembered: RememberedCheck[] = [];
  readonly #stems = new Set<string>();

  /** `named`: the publisher whom the user named; only then stems are learned. */
  constructor(activity: ActivityLog, publishers: PublisherService, named: Publisher | undefined) {
    this.#activity = activity;
    this.#publishers = publishers;
    this.#named = named;
  }

  /** Takes note of one result. */
  add(result: CheckResult, evidence: Evidence): void {
    this.#entries.push({ id: result.id, at: result.checkedAt, kind: 'check', result });
    const findings = [...evidence.signatures, ...evidence.lists.flatMap((list) => list.signatures)];
    const common = {
      at: result.checkedAt,
      artifactName: listedName(evidence) ?? result.artifact.name,
      ...optional('artifactDigest', result.artifact.digests['sha256']),
      ...optional('publisher', result.publisher),
      verdict: result.verdict,
    };
    for (const finding of findings) {
      // A signature that did not fit was not checked: seeing its bytes says nothing of when they were made for this file.
      const digest = finding.result === 'good' ? finding.signatureDigest : undefined;
      this.#remembered.push({
        ...common,
        ...optional('signatureDigest', digest),
        ...optional('fingerprint', finding.signer?.fingerprint),
      });
    }
    if (findings.length === 0) this.#remembered.push(common);
    // A file that its list knows by another name was given this one by somebody else.
    const stem = listedName(evidence) === undefined ? stemOf(result.artifact.name) : null;
    if (this.#named !== undefined && result.verdict === 'verified' && stem !== null) this.#stems.add(stem);
  }

  /** Writes everything down. */
  async keep(): Promise<void> {
    if (this.#entries.length === 0) return;
    await this.#activity.append(this.#entries, this.#remembered);
    for (const stem of this.#stems)
      if (this.#named !== undefined) await this.#publishers.learnStem(this.#named.name, stem);
  }
}

function optional<Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, string>);
}
