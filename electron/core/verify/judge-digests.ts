import type { ArtifactSource } from '../sigstore/artifact-source.ts';
import { coversSeveral } from './cross-fit.ts';
import type { Examined } from './examine.ts';
import type { SignatureFinding } from './finding.ts';
import type { Item } from './item.ts';
import type { SigstoreVerifier } from './sigstore-verifier.ts';

/**
 * Judges Sigstore signatures over digests that stand for themselves: of several digests, each signature belongs to the one that it
 * fits, a statement to all that it covers. Changes the evidence of `digests`; gives the signatures that belong to none.
 */
export async function judgeDigests(
  verifier: SigstoreVerifier,
  digests: readonly Examined[],
  signatures: readonly Item[],
): Promise<Item[]> {
  const left: Item[] = [];
  for (const item of signatures) {
    const { content } = item;
    if (content.kind !== 'sigstore') {
      left.push(item);
      continue;
    }
    const at = item.origin === 'pasted' ? {} : { path: item.path };
    const tried: { digest: Examined; findings: SignatureFinding[] }[] = [];
    for (const digest of digests) {
      const source = sourceOf(digest);
      const findings: SignatureFinding[] = [];
      for (const one of content.contents) findings.push({ ...(await verifier.find(one, source)), ...at });
      tried.push({ digest, findings });
    }
    const fitting = tried.filter(({ findings }) => findings.some(({ result }) => result !== 'bad'));
    const owners = tried.length === 1 ? tried : coversSeveral(item) ? fitting : fitting.slice(0, 1);
    if (owners.length === 0) left.push(item);
    for (const { digest, findings } of owners) {
      digest.evidence.signatures.push(...findings);
      digest.checks.push(...findings.flatMap(({ checks }) => checks));
    }
  }
  return left;
}

function sourceOf({ evidence: { artifact } }: Examined): ArtifactSource {
  return {
    digest: (algorithm) => {
      const hex = artifact.digests[algorithm];
      return Promise.resolve(hex === undefined ? undefined : Buffer.from(hex, 'hex'));
    },
  };
}
