import { digestName } from '../../../shared/digest-name.ts';
import { seen } from '../../../shared/seen.ts';
import type { DigestAlgorithm } from '../hash/reading.ts';
import { isForgeable, parseDigest } from './digest-names.ts';
import type { OpenUnit } from './cross-fit.ts';
import type { Evidence } from './evidence.ts';
import type { Examined } from './examine.ts';
import type { List } from './list-index.ts';

/** A digest that the user pasted or named. */
export interface Claim {
  text: string;
  algorithm: DigestAlgorithm;
  hex: string;
}

/** The digests of a request that can be read; the others are a usage error of the command line and are never offered by the window. */
export function parseClaims(digests: readonly string[]): Claim[] {
  return digests.flatMap((text) => {
    const parsed = parseDigest(text);
    return parsed === null ? [] : [{ text: text.trim(), ...parsed }];
  });
}

/**
 * Compares pasted digests with the artifacts. One that fits several artifacts is said of each; where there is one artifact only,
 * one that does not fit is said of it. Gives those that fit nothing.
 */
export function addClaims(open: readonly OpenUnit[], claims: readonly Claim[]): Claim[] {
  const left: Claim[] = [];
  for (const claim of claims) {
    // Of a file that could not be read nothing is known, and nothing said.
    const readable = open.filter(({ examined }) => examined.evidence.artifact.digests[claim.algorithm] !== undefined);
    if (readable.length === 0 && open.length > 0) continue;
    const fitting = readable.filter((one) => hasDigest(one, claim));
    const only = open.length === 1 ? open[0] : undefined;
    if (fitting.length === 0 && only === undefined) left.push(claim);
    for (const { examined } of fitting.length > 0 ? fitting : only === undefined ? [] : [only])
      setClaim(examined, claim, fitting.length > 0);
  }
  return left;
}

/** Whether the file, or one that an asked list names and that has its listed digest, has the digest claimed. */
function hasDigest({ unit, examined }: OpenUnit, { algorithm, hex }: Claim): boolean {
  const { artifact, whole } = examined.evidence;
  if (artifact.digests[algorithm] === hex) return true;
  const { content } = unit.target;
  if (whole === undefined || !('manifest' in content) || content.manifest === undefined) return false;
  const spoilt = new Set([...whole.missing, ...whole.mismatched]);
  return content.manifest.lines.some(
    (line) => line.algorithm === algorithm && line.digest === hex && !spoilt.has(line.name),
  );
}

/**
 * Digests that stand for themselves: without any artifact they are what is judged, by the manifests at hand; beside artifacts
 * they fit none, and say so.
 */
export function digestUnits(claims: readonly Claim[], besideArtifacts: boolean, lists: readonly List[]): Examined[] {
  return claims.map((claim) => {
    const evidence: Evidence = {
      artifact: { name: claim.text, digests: { [claim.algorithm]: claim.hex } },
      asked: 'digest',
      signatures: [],
      lists: [],
    };
    if (besideArtifacts) {
      evidence.claim = { method: digestName(claim.algorithm), weak: isForgeable(claim.algorithm), matches: false };
      return {
        evidence,
        checks: [{ check: 'digest', outcome: 'failed', ...seen('digestFitsNone') }],
      };
    }
    const listing = lists.find((list) =>
      list.manifest?.lines.some((line) => line.algorithm === claim.algorithm && line.digest === claim.hex),
    );
    const found = listing === undefined ? seen('digestUnknown') : seen('digestListed', { list: listing.item.name });
    return {
      evidence,
      checks: [{ check: 'digest', outcome: listing === undefined ? 'not-made' : 'passed', ...found }],
    };
  });
}

function setClaim({ evidence, checks }: Examined, claim: Claim, matches: boolean): void {
  if (evidence.claim?.matches === false) return;
  evidence.claim = { method: digestName(claim.algorithm), weak: isForgeable(claim.algorithm), matches };
  checks.push({
    check: 'pasted-digest',
    outcome: matches ? 'passed' : 'failed',
    ...seen(matches ? 'digestAsGiven' : 'digestNotAsGiven', { method: digestName(claim.algorithm) }),
  });
}
