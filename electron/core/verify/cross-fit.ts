import type { SignatureFinding } from './finding.ts';
import { nameSigned } from '../util/release-names.ts';
import { type Examined, type Examiner, tryOn } from './examine.ts';
import type { Item } from './item.ts';
import type { Unit } from './pair.ts';

/** A unit with what was found of it; open until nothing can change it any more. */
export interface OpenUnit {
  unit: Unit;
  examined: Examined;
}

/** Beyond so many artifacts, a signature whose name leads nowhere is not tried on all of them. */
const MOST_TRIED = 100;

/**
 * Signatures that do not fit the artifact that their name leads to, and those whose name leads nowhere, are tried on the other
 * artifacts that are there: a signature that fits Y is Y's, and X is judged without it (`verdicts.md`, section 4).
 * Changes the evidence in `open`. Gives the strays that fit nothing.
 */
export async function crossFit(examiner: Examiner, open: OpenUnit[], strays: readonly Item[]): Promise<Item[]> {
  if (open.length > 1) for (const one of open) await giveAway(examiner, one, open);
  const left: Item[] = [];
  for (const stray of strays) if (!(await place(examiner, stray, open))) left.push(stray);
  return left;
}

async function giveAway(examiner: Examiner, from: OpenUnit, open: readonly OpenUnit[]): Promise<void> {
  const { evidence } = from.examined;
  for (const item of from.unit.signatures) {
    const misfits = evidence.signatures.some((finding) => finding.path === item.path && isMisfit(finding));
    if (!misfits) continue;
    const owner = await findOwner(
      examiner,
      item,
      open.filter((one) => one !== from),
    );
    if (owner === undefined) continue;
    evidence.signatures = evidence.signatures.filter((finding) => finding.path !== item.path);
    evidence.signatureBelongsTo = owner.unit.target.name;
    from.examined.checks.push({
      check: 'signature',
      outcome: 'not-made',
      detail: `${item.name} is a signature of ${owner.unit.target.name}; nothing was checked by it here.`,
    });
  }
}

function isMisfit(finding: SignatureFinding): boolean {
  return finding.result === 'bad' && !finding.notes.includes('malformed');
}

/** Puts a stray to the artifact that it fits; where there is one artifact only, to that, fitting or not. */
async function place(examiner: Examiner, stray: Item, open: readonly OpenUnit[]): Promise<boolean> {
  if (open.length > 1 && (await findOwner(examiner, stray, open)) !== undefined) return true;
  const bare = open.filter(
    ({ examined }) => examined.evidence.signatures.length === 0 && examined.evidence.problem === undefined,
  );
  const only = open.length === 1 ? open[0] : bare.length === 1 ? bare[0] : undefined;
  if (only === undefined || only.examined.evidence.problem !== undefined) return false;
  const findings = await tryOn(examiner, stray, only.unit.target);
  const suggests = otherNameIn(stray, only.unit.target);
  add(
    only,
    stray,
    findings.map((finding) =>
      isMisfit(finding) && suggests !== null ? { ...finding, nameSuggests: suggests } : finding,
    ),
  );
  return true;
}

async function findOwner(examiner: Examiner, item: Item, open: readonly OpenUnit[]): Promise<OpenUnit | undefined> {
  if (item.content.kind !== 'signature') return undefined;
  for (const candidate of open.slice(0, MOST_TRIED)) {
    if (candidate.examined.evidence.problem !== undefined) continue;
    const findings = await tryOn(examiner, item, candidate.unit.target);
    if (!findings.some((finding) => finding.result === 'good')) continue;
    if (!candidate.unit.signatures.includes(item)) add(candidate, item, findings);
    return candidate;
  }
  return undefined;
}

function add(to: OpenUnit, item: Item, findings: SignatureFinding[]): void {
  to.unit.signatures.push(item);
  to.examined.evidence.signatures.push(...findings);
  to.examined.checks.push(...findings.flatMap((finding) => finding.checks));
}

/** The artifact that a signature's name suggests, where that is neither this one nor a longer form of its name (`app.ada.asc`). */
function otherNameIn(stray: Item, target: Item): string | null {
  const suggested = stray.origin === 'pasted' ? null : nameSigned(stray.name);
  return suggested === null || suggested === target.name || suggested.startsWith(`${target.name}.`) ? null : suggested;
}
