import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Check } from '../../../shared/model/check.ts';
import { toAppError } from '../../../shared/error.ts';
import type { DigestAlgorithm, Hasher, Reading, Wanted } from '../hash/reading.ts';
import type { Manifest, ManifestLine } from '../manifest/model.ts';
import { inParallel } from '../util/in-parallel.ts';
import { digestName, isForgeable } from './digest-names.ts';
import type { Evidence, ListEvidence } from './evidence.ts';
import type { SignatureFinding } from './finding.ts';
import type { Item } from './item.ts';
import { findSignatures, hashesWanted, type JudgedBy, type SignedBytes } from './openpgp-verifier.ts';
import { lineFor, type List, type Unit } from './pair.ts';

/** What examining needs: how to read, how to judge, and where to tell how far it is. */
export interface Examiner {
  hasher: Hasher;
  judgedBy: JudgedBy;
  parallel: number;
  signal?: AbortSignal;
  onBytes: (name: string, bytes: number) => void;
  onDone: (name: string, size: number) => void;
  /** Digests that the user pasted: every artifact is read for them too. */
  claimed: readonly DigestAlgorithm[];
}

/** The evidence of one unit, with the checks in words. */
export interface Examined {
  evidence: Evidence;
  checks: Check[];
}

/** The largest file that a cleartext-signed text may repeat. */
const LARGEST_TEXT = 8 * 1024 * 1024;

/**
 * Reads one artifact once and finds what its signatures and lists say of it. What can't be read becomes evidence, not an exception;
 * only `cancelled` is thrown.
 */
export async function examine(examiner: Examiner, unit: Unit, extraHashes: readonly Wanted[] = []): Promise<Examined> {
  const { target } = unit;
  const evidence: Evidence = {
    artifact: { name: target.name, path: target.path, digests: {} },
    asked: unit.asked,
    signatures: [],
    lists: [],
    ...(unit.coversUnpacked === undefined ? {} : { coversUnpacked: unit.coversUnpacked }),
  };
  const checks: Check[] = [];
  try {
    const reading = await read(examiner, target.path, target.name, [...wantedFor(unit, examiner), ...extraHashes]);
    try {
      evidence.artifact.size = reading.size;
      for (const algorithm of algorithmsOf(unit, examiner))
        evidence.artifact.digests[algorithm] = await digestOf(reading, algorithm);
      checks.push({
        check: 'digest',
        outcome: 'passed',
        detail: `SHA-256 is ${evidence.artifact.digests['sha256'] ?? ''}.`,
      });
      evidence.signatures = await signaturesOver(examiner, unit.signatures, reading, target);
      evidence.lists = await Promise.all(unit.lists.map((list) => listEvidence(examiner, list, unit, evidence)));
      await reading.assertUnchanged();
    } finally {
      reading.close();
    }
    if (unit.asked === 'manifest') await examineWhole(examiner, target, evidence, checks);
  } catch (error) {
    const { code, detail } = toAppError(error);
    if (code === 'cancelled') throw error;
    evidence.problem = problemInWords(code, detail);
    checks.push({ check: 'digest', outcome: 'not-made', detail: `${target.name} could not be read: ${detail}.` });
  }
  checks.push(...evidence.lists.map(lineCheck));
  checks.push(
    ...[...evidence.signatures, ...evidence.lists.flatMap((list) => list.signatures)].flatMap((one) => one.checks),
  );
  return { evidence, checks };
}

/** What the signatures of `items` say of the bytes that `target` has; reads it for them. */
export async function tryOn(examiner: Examiner, item: Item, target: Item): Promise<SignatureFinding[]> {
  const reading = await read(examiner, target.path, target.name, hashesWanted(item));
  try {
    return await signaturesOver(examiner, [item], reading, target);
  } finally {
    reading.close();
  }
}

async function read(examiner: Examiner, path: string, name: string, wanted: readonly Wanted[]): Promise<Reading> {
  return examiner.hasher.read(path, wanted, {
    ...(examiner.signal === undefined ? {} : { signal: examiner.signal }),
    onBytes: (done) => examiner.onBytes(name, done),
  });
}

function algorithmsOf(unit: Unit, examiner: Examiner): DigestAlgorithm[] {
  const listed = unit.lists.flatMap((list) => list.manifest?.algorithm ?? []);
  return [...new Set<DigestAlgorithm>(['sha256', ...listed, ...examiner.claimed])];
}

function wantedFor(unit: Unit, examiner: Examiner): Wanted[] {
  return [
    ...algorithmsOf(unit, examiner).map((algorithm) => ({ algorithm })),
    ...unit.signatures.flatMap(hashesWanted),
  ];
}

async function digestOf(reading: Reading, algorithm: DigestAlgorithm): Promise<string> {
  return Buffer.from(await reading.digest({ algorithm })).toString('hex');
}

async function signaturesOver(
  examiner: Examiner,
  items: readonly Item[],
  reading: Reading,
  target: Item,
): Promise<SignatureFinding[]> {
  const bytes = (item: Item): SignedBytes => ({
    digest: (wanted, suffix) => reading.digest(wanted, suffix),
    isText: !reading.hasNul,
    isItself: item === target,
    readWhole: async () => (reading.size > LARGEST_TEXT ? null : new Uint8Array(await readFile(target.path))),
  });
  return (await Promise.all(items.map((item) => findSignatures(item, bytes(item), examiner.judgedBy)))).flat();
}

/** The signatures of a list, judged once for all the artifacts that it lists. */
const judgedLists = new WeakMap<List, Promise<SignatureFinding[]>>();

function signaturesOfList(examiner: Examiner, list: List): Promise<SignatureFinding[]> {
  const known = judgedLists.get(list);
  if (known !== undefined) return known;
  const judging = judgeList(examiner, list);
  judgedLists.set(list, judging);
  return judging;
}

async function judgeList(examiner: Examiner, list: List): Promise<SignatureFinding[]> {
  if (list.signatures.length === 0) return [];
  const reading = await read(examiner, list.item.path, list.item.name, [
    { algorithm: 'sha256' },
    ...list.signatures.flatMap(hashesWanted),
  ]);
  try {
    return await signaturesOver(examiner, list.signatures, reading, list.item);
  } finally {
    reading.close();
  }
}

async function listEvidence(examiner: Examiner, list: List, unit: Unit, evidence: Evidence): Promise<ListEvidence> {
  const { item, manifest } = list;
  const base = { path: item.path, name: item.name, weak: false, signatures: [] };
  if (manifest === undefined) return { ...base, line: 'malformed', problem: list.problem ?? '' };
  const named = lineFor(list, unit.target);
  const digest = evidence.artifact.digests[manifest.algorithm];
  // Only a file whose name is listed nowhere is looked for by its digest.
  const nameIsListed = unit.lists.some((one) => lineFor(one, unit.target) !== undefined);
  const line = named ?? (nameIsListed ? undefined : manifest.lines.find((one) => one.digest === digest));
  const finding = {
    path: item.path,
    listed: manifest.lines.length,
    matched: 0,
    missing: [],
    mismatched: [],
    unlisted: [],
  };
  const known = { ...base, method: digestName(manifest.algorithm), weak: isForgeable(manifest.algorithm) };
  if (line === undefined) return { ...known, line: 'absent', finding };
  const signatures = await signaturesOfList(examiner, list);
  if (line.digest !== digest)
    return { ...known, line: 'mismatch', signatures, finding: { ...finding, mismatched: [line.name] } };
  const listedName = named === undefined ? { listedName: line.name } : {};
  return { ...known, line: 'matches', ...listedName, signatures, finding: { ...finding, matched: 1 } };
}

/** Reads every file that an asked manifest lists. */
async function examineWhole(examiner: Examiner, target: Item, evidence: Evidence, checks: Check[]): Promise<void> {
  const { content } = target;
  if (content.kind === 'manifest-malformed') {
    evidence.lists = [
      {
        path: target.path,
        name: target.name,
        line: 'malformed',
        problem: content.problem,
        weak: false,
        signatures: [],
      },
    ];
    return;
  }
  const manifest: Manifest | undefined =
    content.kind === 'manifest' || content.kind === 'cleartext' ? content.manifest : undefined;
  if (manifest === undefined) return;
  const whole = {
    path: target.path,
    listed: manifest.lines.length,
    matched: 0,
    missing: [] as string[],
    mismatched: [] as string[],
    unlisted: evidence.unlisted ?? [],
  };
  const root = await realpath(target.folder);
  const compare = (line: ManifestLine) => compareLine(examiner, root, line);
  for await (const { line, outcome, detail } of inParallel(manifest.lines, examiner.parallel, compare)) {
    if (outcome === 'passed') whole.matched += 1;
    else if (outcome === 'failed') whole.mismatched.push(line.name);
    else whole.missing.push(line.name);
    checks.push({ check: 'manifest-line', outcome, detail });
  }
  evidence.whole = { ...whole, weak: isForgeable(manifest.algorithm), method: digestName(manifest.algorithm) };
}

async function compareLine(
  examiner: Examiner,
  root: string,
  line: ManifestLine,
): Promise<Check & { line: ManifestLine }> {
  const check = 'manifest-line';
  const path = join(root, line.name);
  try {
    const real = await realpath(path);
    if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) {
      return {
        line,
        check,
        outcome: 'not-made',
        detail: `${line.name} is a link that leads out of the folder; it was not followed.`,
      };
    }
    const reading = await read(examiner, path, line.name, [{ algorithm: line.algorithm }]);
    const digest = await digestOf(reading, line.algorithm);
    reading.close();
    if (digest === line.digest)
      return { line, check, outcome: 'passed', detail: `${line.name} has the listed ${digestName(line.algorithm)}.` };
    return {
      line,
      check,
      outcome: 'failed',
      detail: `${line.name} should have ${digestName(line.algorithm)} ${line.digest}, but has ${digest}.`,
    };
  } catch (error) {
    const { code, detail } = toAppError(error);
    if (code === 'cancelled') throw error;
    return {
      line,
      check,
      outcome: 'not-made',
      detail: code === 'not-found' ? `${line.name} is not here.` : `${line.name} could not be read: ${detail}.`,
    };
  }
}

function lineCheck(list: ListEvidence): Check {
  const check = 'manifest-line';
  switch (list.line) {
    case 'matches':
      return {
        check,
        outcome: 'passed',
        detail: `${list.name} lists ${list.listedName ?? 'this file'} with this ${list.method ?? 'digest'}.`,
      };
    case 'mismatch':
      return {
        check,
        outcome: 'failed',
        detail: `${list.name} lists another ${list.method ?? 'digest'} for this file.`,
      };
    case 'absent':
      return { check, outcome: 'not-made', detail: `${list.name} does not list this file.` };
    case 'malformed':
      return {
        check,
        outcome: 'failed',
        detail: `${list.name} breaks the rules of its format: ${list.problem ?? ''}.`,
      };
  }
}

function problemInWords(code: string, detail: string): string {
  if (code === 'changed-while-read') return 'it changed while it was read';
  if (code === 'not-a-file') return 'it is not a file';
  return `it cannot be read (${detail})`;
}
