import { toAppError } from '../../../shared/error.ts';
import { seen } from '../../../shared/seen.ts';
import { inParallel } from '../util/in-parallel.ts';
import { nameSigned } from '../util/release-names.ts';
import { examine, type Examined, tryOn } from './examine.ts';
import type { SignatureFinding } from './finding.ts';
import type { Item } from './item.ts';
import type { Unit } from './pair.ts';
import type { Examiner } from './reads.ts';

/** A unit with what was found of it; open until nothing can change it any more. */
export interface OpenUnit {
  unit: Unit;
  examined: Examined;
}

/** Whose a signature is: the file that it fits, and what was found. */
interface Owner {
  item: Item;
  findings: SignatureFinding[];
}

/** So many signatures are tried; and so often in all is one tried on a file, which is at most read once more for that. */
const MOST_SIGNATURES = 100;
const MOST_TRIES = 20_000;

/** Signatures that may be another file's: those whose name leads nowhere, and statements about several files. */
interface Wanderers {
  strays: readonly Item[];
  several: readonly Item[];
}

/** Whether one signature may be of several files: a statement lists them. */
export function coversSeveral({ content }: Item): boolean {
  return content.kind === 'sigstore' && content.contents.some(({ signed }) => signed.kind === 'envelope');
}

/**
 * Signatures that do not fit the artifact that their name leads to, and those whose name leads nowhere, are tried on the other
 * files that are there: a signature that fits Y is Y's, and X is judged without it (`verdicts.md`, section 4). A statement about several
 * files is tried on those that nothing else covers. Each file is read once for all of them. Changes the evidence in `open`. Gives the
 * strays that fit nothing.
 */
export async function crossFit(
  examiner: Examiner,
  open: OpenUnit[],
  { strays, several }: Wanderers,
  coverable: readonly Item[],
): Promise<Item[]> {
  const misfits = open.flatMap((one) => one.unit.signatures.filter((item) => isMisfitOf(item, one)));
  const others = open.some(isBare) ? several : [];
  const tried = [...new Set([...misfits, ...strays, ...others])].filter(
    ({ content }) => content.kind === 'signature' || content.kind === 'sigstore' || content.kind === 'ssh',
  );
  const owners = await findOwners(examiner, tried.slice(0, MOST_SIGNATURES), open, coverable);
  for (const one of open) giveAway(one, owners, open);
  const left: Item[] = [];
  for (const stray of strays) if (!(await giveTo(examiner, stray, owners.get(stray) ?? [], open))) left.push(stray);
  const uncovered = new Set(open.filter(isBare).map(({ unit }) => unit.target));
  for (const item of others) {
    const owned = (owners.get(item) ?? []).filter((owner) => uncovered.has(owner.item));
    if (!strays.includes(item)) await giveTo(examiner, item, owned, open);
  }
  return placeLeft(examiner, left, open);
}

function isBare({ examined: { evidence } }: OpenUnit): boolean {
  return evidence.signatures.length === 0;
}

function isMisfitOf(item: Item, { examined }: OpenUnit): boolean {
  return examined.evidence.signatures.some((finding) => isOf(finding, item) && isMisfit(finding));
}

function isOf(finding: SignatureFinding, item: Item): boolean {
  return finding.path === item.path && finding.line === item.line;
}

function isMisfit(finding: SignatureFinding): boolean {
  return finding.result === 'bad' && !finding.notes.includes('malformed');
}

async function findOwners(
  examiner: Examiner,
  tried: readonly Item[],
  open: readonly OpenUnit[],
  coverable: readonly Item[],
): Promise<Map<Item, Owner[]>> {
  const owners = new Map<Item, Owner[]>();
  if (tried.length === 0) return owners;
  const units = new Map(open.map((one) => [one.unit.target, one]));
  const candidates = [...new Set([...units.keys(), ...coverable])]
    .filter((item) => units.get(item)?.examined.evidence.problem === undefined)
    .filter((item) => tried.some((signature) => !isAttached(signature, units.get(item))))
    .slice(0, Math.floor(MOST_TRIES / tried.length));
  const tryAll = async (item: Item): Promise<[Item, Owner][]> => {
    const unit = units.get(item);
    const others = tried.filter((signature) => !isAttached(signature, unit));
    const found = await tryQuietly(examiner, others, item, unit?.examined.evidence.artifact.digests['sha256']);
    return others.flatMap((signature, at): [Item, Owner][] => {
      const findings = found[at] ?? [];
      return findings.some((finding) => finding.result === 'good') ? [[signature, { item, findings }]] : [];
    });
  };
  for await (const found of inParallel(candidates, examiner.parallel, tryAll)) {
    for (const [signature, owner] of found) {
      const known = owners.get(signature) ?? [];
      if (known.length === 0 || coversSeveral(signature)) owners.set(signature, [...known, owner]);
    }
    if (owners.size === tried.length && !tried.some(coversSeveral)) break;
  }
  return owners;
}

function isAttached(signature: Item, unit: OpenUnit | undefined): boolean {
  return unit?.unit.signatures.includes(signature) === true;
}

/** What signatures say of a file; nothing where it is gone or was changed since it was examined: then it is not whose they are. */
async function tryQuietly(
  examiner: Examiner,
  signatures: readonly Item[],
  item: Item,
  sha256: string | undefined,
): Promise<SignatureFinding[][]> {
  try {
    return await tryOn(examiner, signatures, item, sha256);
  } catch (error) {
    if (toAppError(error).code === 'cancelled') throw error;
    return [];
  }
}

/** Takes from a unit the signatures that are another file's, and gives them to that one where it is open. */
function giveAway(from: OpenUnit, owners: ReadonlyMap<Item, readonly Owner[]>, open: readonly OpenUnit[]): void {
  const { evidence, checks } = from.examined;
  for (const item of from.unit.signatures.filter((one) => isMisfitOf(one, from))) {
    const [owner, ...more] = owners.get(item) ?? [];
    if (owner === undefined) continue;
    evidence.signatures = evidence.signatures.filter((finding) => !isOf(finding, item));
    evidence.signatureBelongsTo = owner.item.name;
    for (const one of [owner, ...more]) {
      const to = open.find(({ unit }) => unit.target === one.item);
      if (to !== undefined && !isAttached(item, to)) add(to, item, one.findings);
    }
    checks.push({
      check: 'signature',
      outcome: 'not-made',
      ...seen('signatureOfOther', { name: item.name, other: owner.item.name }),
    });
  }
}

/** Puts a stray to the files that it fits. False where it fits none. */
async function giveTo(examiner: Examiner, stray: Item, owners: readonly Owner[], open: OpenUnit[]): Promise<boolean> {
  for (const { item, findings } of owners) {
    const known = open.find((one) => one.unit.target === item);
    if (known !== undefined) {
      if (!isAttached(stray, known)) add(known, stray, findings);
      continue;
    }
    // A file that was to be told with its list alone: being signed, it has a result of its own.
    const unit: Unit = { target: item, asked: 'in-folder', signatures: [stray], lists: [] };
    open.push({ unit, examined: await examine(examiner, unit) });
  }
  return owners.length > 0;
}

/**
 * Signatures that the user laid to one artifact (or to one that has none yet) are said of it, fitting or not. One that merely lies
 * in the same folder is not: its own artifact may be missing.
 */
async function placeLeft(examiner: Examiner, left: readonly Item[], open: readonly OpenUnit[]): Promise<Item[]> {
  const bare = open.filter(isBare);
  const only = open.length === 1 ? open[0] : bare.length === 1 ? bare[0] : undefined;
  if (only === undefined || only.examined.evidence.problem !== undefined) return [...left];
  const given = left.filter((stray) => stray.origin !== 'in-folder');
  if (given.length === 0) return [...left];
  const { evidence } = only.examined;
  try {
    const found = await tryOn(examiner, given, only.unit.target, evidence.artifact.digests['sha256']);
    given.forEach((stray, at) => add(only, stray, asSaidOf(stray, only.unit.target, found[at] ?? [])));
  } catch (error) {
    if (toAppError(error).code === 'cancelled') throw error;
    evidence.problem = seen('becauseItChanged');
  }
  return left.filter((stray) => !given.includes(stray));
}

function asSaidOf(stray: Item, target: Item, findings: readonly SignatureFinding[]): SignatureFinding[] {
  const suggests = otherNameIn(stray, target);
  return findings.map((finding) =>
    isMisfit(finding) && suggests !== null ? { ...finding, nameSuggests: suggests } : finding,
  );
}

function add(to: OpenUnit, item: Item, findings: readonly SignatureFinding[]): void {
  to.unit.signatures.push(item);
  to.examined.evidence.signatures.push(...findings);
  to.examined.checks.push(...findings.flatMap((finding) => finding.checks));
}

/** The artifact that a signature's name suggests, where that is neither this one nor a longer form of its name (`app.ada.asc`). */
function otherNameIn(stray: Item, target: Item): string | null {
  const suggested = stray.origin === 'pasted' ? null : nameSigned(stray.name);
  return suggested === null || suggested === target.name || suggested.startsWith(`${target.name}.`) ? null : suggested;
}
