import type { Seen } from '../../../shared/seen.ts';
import type { Publisher } from '../../../shared/model/publisher.ts';
import type { RememberedCheck } from '../audit/activity-log.ts';
import { stemOf } from '../trust/stem.ts';
import type { Expectations } from './evidence.ts';

/** What the user asked of one call. */
interface Asked {
  publishers: readonly Publisher[];
  remembered: readonly RememberedCheck[];
  threshold: number;
  /** A publisher whom the user named for this check. */
  named?: Publisher;
  /** Keys named for this call: they replace the stored pins. */
  fingerprints?: readonly string[];
  unusable?: { input: string; problem: Seen };
}

/** What expectations are made of: stored pins and the memory of checks, or what the call named in their place. */
export type Expecting = Asked & Pick<Expectations, 'seen' | 'elsewhere'>;

/** Prepares what all artifacts of a call have in common. */
export function prepareExpecting(asked: Asked): Expecting {
  return {
    ...asked,
    seen: firstSeen(asked.remembered),
    elsewhere: asked.fingerprints === undefined ? pinnedFor(asked.publishers) : {},
  };
}

/** Who is expected for an artifact of this name (`verdicts.md`, section 1), and what is remembered of it. */
export function expectFor(artifactName: string, expecting: Expecting): Expectations {
  const { publishers, fingerprints } = expecting;
  if (fingerprints !== undefined) {
    // A publisher named beside keys: one of all these is enough.
    const pinned = expecting.named?.pins.map((pin) => pin.fingerprint) ?? [];
    const signers = [...new Set([...fingerprints, ...pinned])].map((fingerprint) => ({ fingerprint }));
    return { ...baseOf(expecting), expected: { own: false, signers } };
  }
  return expectPublisher(artifactName, expecting.named ?? publisherByStem(stemOf(artifactName), publishers), expecting);
}

/**
 * Who is expected for what a list names, one for each publisher whose releases have such names. A list has no stem, so by its own
 * name nobody is expected; but a stranger's list must not speak for a release whose signer is known.
 */
export function expectForListed(listedStems: readonly string[], expecting: Expecting): Expectations[] {
  if (expecting.fingerprints !== undefined || expecting.named !== undefined) return [];
  const found = new Set(listedStems.map((stem) => publisherByStem(stem, expecting.publishers)));
  return [...found].flatMap((publisher) =>
    publisher === undefined ? [] : [expectPublisher(publisher.name, publisher, expecting)],
  );
}

function baseOf({ elsewhere, threshold, seen, unusable }: Expecting): Expectations {
  return { elsewhere, threshold, seen, ...(unusable === undefined ? {} : { unusable }) };
}

function expectPublisher(artifactName: string, publisher: Publisher | undefined, expecting: Expecting): Expectations {
  const { remembered } = expecting;
  const base = baseOf(expecting);
  if (publisher === undefined || publisher.pins.length === 0) return base;
  const verified = remembered.filter((check) => check.publisher === publisher.name && check.verdict === 'verified');
  const last = verified.filter((check) => stemOf(check.artifactName) === stemOf(artifactName)).at(-1);
  const signers = publisher.pins.map((pin) => ({
    fingerprint: pin.fingerprint,
    since: pin.confirmed.at,
    ...(pin.label === undefined ? {} : { label: pin.label }),
  }));
  const since = verified[0]?.at ?? signers.map((signer) => signer.since).sort()[0];
  return {
    ...base,
    expected: { publisher: publisher.name, own: publisher.own, signers, ...(since === undefined ? {} : { since }) },
    ...(last === undefined ? {} : { lastVerifiedName: last.artifactName }),
  };
}

/** The one publisher whose releases had this stem; two with one stem: nobody is expected. */
function publisherByStem(stem: string | null, publishers: readonly Publisher[]): Publisher | undefined {
  if (stem === null) return undefined;
  const found = publishers.filter((publisher) => publisher.stems.includes(stem));
  return found.length === 1 ? found[0] : undefined;
}

function pinnedFor(publishers: readonly Publisher[]): Record<string, string[]> {
  const pinned: Record<string, string[]> = {};
  for (const publisher of publishers) {
    for (const { fingerprint } of publisher.pins) (pinned[fingerprint] ??= []).push(publisher.name);
  }
  return pinned;
}

function firstSeen(remembered: readonly RememberedCheck[]): Record<string, string> {
  const seen: Record<string, string> = {};
  for (const { signatureDigest, at } of remembered) {
    if (signatureDigest !== undefined && (seen[signatureDigest] === undefined || at < seen[signatureDigest]))
      seen[signatureDigest] = at;
  }
  return seen;
}
