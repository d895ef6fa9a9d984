import type { ActivityEntry } from '../../../shared/model/activity.ts';
import type { PinnedBuild, Publisher } from '../../../shared/model/publisher.ts';
import type { CheckResult } from '../../../shared/model/result.ts';
import type { Signer } from '../../../shared/model/signer.ts';
import { isSigner, pinId } from '../../../shared/signer-rule.ts';
import type { ActivityLog, RememberedCheck } from '../audit/activity-log.ts';
import type { PublisherService } from '../trust/publisher-service.ts';
import { JsonLines } from '../util/json-lines.ts';
import { stemOf } from '../trust/stem.ts';
import type { Evidence } from './evidence.ts';
import { listedName } from './sentence.ts';

/** Collects what one call found, and keeps it at the end in one go. */
export class Memory {
  readonly #activity: ActivityLog;
  readonly #publishers: PublisherService;
  readonly #named: Publisher | undefined;
  readonly #entries = new JsonLines();
  readonly #remembered = new JsonLines();
  readonly #stems = new Set<string>();
  readonly #repositories = new Map<string, { pin: PinnedBuild; repositoryId: string }>();

  /** `named`: the publisher whom the user named; only then stems are learned. */
  constructor(activity: ActivityLog, publishers: PublisherService, named: Publisher | undefined) {
    this.#activity = activity;
    this.#publishers = publishers;
    this.#named = named;
  }

  /** Takes note of one result. */
  add(result: CheckResult, evidence: Evidence): void {
    const entry: ActivityEntry = { id: result.id, at: result.checkedAt, kind: 'check', result };
    this.#entries.add(entry);
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
      this.#remembered.add({
        ...common,
        ...optional('signatureDigest', digest),
        ...optional('fingerprint', finding.signer?.fingerprint),
        ...optional('identity', finding.signer?.identity),
        ...optional('issuer', finding.signer?.issuer),
      } satisfies RememberedCheck);
    }
    if (findings.length === 0) this.#remembered.add(common satisfies RememberedCheck);
    if (this.#named === undefined || result.verdict !== 'verified') return;
    // A file that its list knows by another name was given this one by somebody else.
    const stem = listedName(evidence) === undefined ? stemOf(result.artifact.name) : null;
    if (stem !== null) this.#stems.add(stem);
    for (const { verdict, signer } of result.signatures) if (verdict === 'verified') this.#learnFrom(signer);
  }

  /** A repository whose number is not known yet gets that of its first verified release. */
  #learnFrom(signer: Signer | undefined): void {
    const repositoryId = signer?.build?.repositoryId;
    if (repositoryId === undefined) return;
    for (const pin of this.#named?.pins ?? []) {
      if ('repository' in pin && pin.repositoryId === undefined && isSigner(pin, signer))
        this.#repositories.set(pinId(pin), { pin, repositoryId });
    }
  }

  /** Writes everything down. */
  async keep(): Promise<void> {
    if (this.#entries.length === 0) return;
    await this.#activity.append(this.#entries, this.#remembered);
    for (const stem of this.#stems)
      if (this.#named !== undefined) await this.#publishers.learnStem(this.#named.name, stem);
    for (const { pin, repositoryId } of this.#repositories.values())
      if (this.#named !== undefined) await this.#publishers.learnRepositoryId(this.#named.name, pin, repositoryId);
  }
}

function optional<Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, string>);
}
