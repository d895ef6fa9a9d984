import type { Seen } from '../../../shared/seen.ts';
import type { Pin, Publisher } from '../../../shared/model/publisher.ts';
import type { Memory } from '../audit/activity-log.ts';
import { isSigner, type SignerRule } from '../../../shared/signer-rule.ts';
import { stemOf } from '../trust/stem.ts';
import type { Expectations, ExpectedSigner } from './evidence.ts';

/** What the user asked of one call. */
interface Asked {
  publishers: readonly Publisher[];
  memory: Memory;
  threshold: number;
  /** A publisher whom the user named for this check. */
  named?: Publisher;
  /** Keys and identities named for this call: they replace the stored pins. */
  signers?: readonly SignerRule[];
  unusable?: { input: string; problem: Seen };
}

/** What expectations are made of: stored pins and the memory of checks, or what the call named in their place. */
export type Expecting = Asked & Pick<Expectations, 'elsewhere'>;

/** Prepares what all artifacts of a call have in common. */
export function prepareExpecting(asked: Asked): Expecting {
  return {
    ...asked,
    elsewhere: asked.signers === undefined ? pinnedFor(asked.publishers) : () => [],
  };
}

/**
 * Who is expected for an artifact of this name (`verdicts.md`, section 1), and what is remembered of it and of its signatures, named by
 * their digests.
 */
export function expectFor(artifactName: string, signatures: readonly string[], expecting: Expecting): Expectations {
  const { publishers, signers } = expecting;
  if (signers !== undefined) {
    // A publisher named beside signers: one of all these is enough.
    const pinned = expecting.named === undefined ? [] : signersOf(expecting.named);
    return { ...baseOf(signatures, expecting), expected: { own: false, signers: [...signers, ...pinned] } };
  }
  return expectPublisher(
    artifactName,
    signatures,
    expecting.named ?? publisherByStem(stemOf(artifactName), publishers),
    expecting,
  );
}

/**
 * Who is expected for what a list names, one for each publisher whose releases have such names. A list has no stem, so by its own
 * name nobody is expected; but a stranger's list must not speak for a release whose signer is known.
 */
export function expectForListed(
  listedStems: readonly string[],
  signatures: readonly string[],
  expecting: Expecting,
): Expectations[] {
  if (expecting.signers !== undefined || expecting.named !== undefined) return [];
  const found = new Set(listedStems.map((stem) => publisherByStem(stem, expecting.publishers)));
  return [...found].flatMap((publisher) =>
    publisher === undefined ? [] : [expectPublisher(publisher.name, signatures, publisher, expecting)],
  );
}

function baseOf(signatures: readonly string[], { elsewhere, threshold, memory, unusable }: Expecting): Expectations {
  const seen: Record<string, string> = {};
  for (const digest of signatures) {
    const first = memory.firstSeen(digest);
    if (first !== undefined) seen[digest] = first;
  }
  return { elsewhere, threshold, seen, ...(unusable === undefined ? {} : { unusable }) };
}

function expectPublisher(
  artifactName: string,
  signatures: readonly string[],
  publisher: Publisher | undefined,
  expecting: Expecting,
): Expectations {
  const base = baseOf(signatures, expecting);
  if (publisher === undefined || publisher.pins.length === 0) return base;
  const verified = expecting.memory.verifiedOf(publisher.name);
  const last = verified.filter((check) => stemOf(check.artifactName) === stemOf(artifactName)).at(-1);
  const signers = signersOf(publisher);
  return {
    ...base,
    expected: { publisher: publisher.name, own: publisher.own, signers },
    ...(last === undefined ? {} : { lastVerifiedName: last.artifactName }),
  };
}

function signersOf(publisher: Publisher): ExpectedSigner[] {
  return publisher.pins.map(({ confirmed, ...signer }) => ({ ...signer, since: confirmed.at }));
}

/** The one publisher whose releases had this stem; two with one stem: nobody is expected. */
function publisherByStem(stem: string | null, publishers: readonly Publisher[]): Publisher | undefined {
  if (stem === null) return undefined;
  const found = publishers.filter((publisher) => publisher.stems.includes(stem));
  return found.length === 1 ? found[0] : undefined;
}

/** Looks for keys by fingerprint, for the others one by one: identities are few. */
function pinnedFor(publishers: readonly Publisher[]): Expectations['elsewhere'] {
  const byKey = new Map<string, string[]>();
  const others: { pin: Pin; publisher: string }[] = [];
  for (const { name, pins } of publishers) {
    for (const pin of pins) {
      if (!('fingerprint' in pin)) others.push({ pin, publisher: name });
      else byKey.set(pin.fingerprint, [...(byKey.get(pin.fingerprint) ?? []), name]);
    }
  }
  return (signer) => {
    const named = others.filter(({ pin }) => isSigner(pin, signer)).map(({ publisher }) => publisher);
    return [...new Set([...(byKey.get(signer.fingerprint ?? '') ?? []), ...named])];
  };
}
