import { digestName } from '../../../shared/digest-name.ts';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Check } from '../../../shared/model/check.ts';
import { AppError, toAppError } from '../../../shared/error.ts';
import { seen, type Seen, technical } from '../../../shared/seen.ts';
import type { DigestAlgorithm, Reading, Wanted } from '../hash/reading.ts';
import { isForgeable } from './digest-names.ts';
import type { Evidence, ListEvidence } from './evidence.ts';
import { examineWhole } from './examine-list.ts';
import type { SignatureFinding } from './finding.ts';
import type { Item } from './item.ts';
import { findSignatures, hashesWanted, type SignedBytes } from './find-signatures.ts';
import { lineFor, type List } from './list-index.ts';
import type { Unit } from './pair.ts';
import { artifactOf, digestOf, type Examiner, read } from './reads.ts';

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
export async function examine(examiner: Examiner, unit: Unit): Promise<Examined> {
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
    const reading = await read(examiner, target.path, target.name, () => wantedFor(unit, examiner));
    try {
      evidence.artifact.size = reading.size;
      for (const algorithm of algorithmsOf(unit, examiner))
        evidence.artifact.digests[algorithm] = await digestOf(reading, algorithm);
      assertSameBytes(target, evidence.artifact.digests['sha256']);
      checks.push({
        check: 'digest',
        outcome: 'passed',
        ...seen('sha256', { digest: evidence.artifact.digests['sha256'] ?? '' }),
      });
      evidence.signatures = (await signaturesOver(examiner, unit.signatures, reading, target)).flat();
      // Only a file whose name is listed nowhere is looked for by its digest.
      const isListed = unit.lists.some((list) => lineFor(list, target) !== undefined);
      evidence.lists = await Promise.all(
        unit.lists.map((list) => listEvidence(examiner, list, target, evidence.artifact.digests, isListed)),
      );
      await reading.assertUnchanged();
    } finally {
      reading.close();
    }
    if (unit.asked === 'manifest') await examineWhole(examiner, target, evidence, checks);
  } catch (error) {
    const { code, detail } = toAppError(error);
    if (code === 'cancelled') throw error;
    evidence.problem = problemInWords(code, detail, target);
    checks.push({
      check: 'digest',
      outcome: 'not-made',
      ...seen('notRead', { name: target.name, technical: detail }),
    });
  }
  checks.push(...evidence.lists.map(lineCheck));
  checks.push(
    ...[...evidence.signatures, ...evidence.lists.flatMap((list) => list.signatures)].flatMap((one) => one.checks),
  );
  return { evidence, checks };
}

/**
 * What each of several signatures says of the bytes that `target` has; reads it once for all. Throws `changed-while-read` where they
 * are not those with this SHA-256.
 */
export async function tryOn(
  examiner: Examiner,
  items: readonly Item[],
  target: Item,
  sha256: string | undefined,
): Promise<SignatureFinding[][]> {
  const wanted = (): Wanted[] => [
    { algorithm: 'sha256' },
    ...items.flatMap((item) => hashesWanted(item, examiner.judgedBy)),
  ];
  const reading = await read(examiner, target.path, target.name, wanted);
  try {
    const digest = await digestOf(reading, 'sha256');
    assertSameBytes(target, digest);
    if (sha256 !== undefined && digest !== sha256) throw new AppError('changed-while-read', target.path);
    return await signaturesOver(examiner, items, reading, target);
  } finally {
    reading.close();
  }
}

/** What is judged must be what was looked at when it was found out what it is: a list's lines above all. */
function assertSameBytes(item: Item, sha256: string | undefined): void {
  if (item.sha256 !== undefined && item.sha256 !== sha256) throw new AppError('changed-while-read', item.path);
}

function algorithmsOf(unit: Unit, examiner: Examiner): DigestAlgorithm[] {
  const listed = unit.lists.flatMap((list) => list.manifest?.algorithm ?? []);
  return [...new Set<DigestAlgorithm>(['sha256', ...listed, ...examiner.claimed])];
}

function wantedFor(unit: Unit, examiner: Examiner): Wanted[] {
  return [
    ...algorithmsOf(unit, examiner).map((algorithm) => ({ algorithm })),
    ...unit.signatures.flatMap((item) => hashesWanted(item, examiner.judgedBy)),
  ];
}

/** The findings of each item's signatures. The reading must have SHA-256. */
async function signaturesOver(
  examiner: Examiner,
  items: readonly Item[],
  reading: Reading,
  target: Item,
): Promise<SignatureFinding[][]> {
  const artifact = artifactOf(reading, examiner.signal);
  const bytes = (item: Item): SignedBytes => ({
    digest: (wanted, suffix) => reading.digest(wanted, suffix),
    isText: !reading.hasNul,
    isItself: item === target,
    readWhole: () => readText(reading),
    artifact,
  });
  const found: SignatureFinding[][] = [];
  for (const item of items) {
    if (found.length > 0) await setImmediate();
    examiner.signal?.throwIfAborted();
    found.push(await findSignatures(item, bytes(item), examiner.judgedBy));
  }
  return found;
}

/** The bytes of a reading once more, to compare them with a text; null where they are too many. */
async function readText(reading: Reading): Promise<Uint8Array | null> {
  if (reading.size > LARGEST_TEXT) return null;
  const bytes = new Uint8Array(await readFile(reading.path));
  if (createHash('sha256').update(bytes).digest('hex') !== (await digestOf(reading, 'sha256')))
    throw new AppError('changed-while-read', reading.path);
  return bytes;
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
  const { item } = list;
  // A list that was pasted, or that holds its own signature and no other, was judged from the bytes at hand.
  if (list.signatures.every((signature) => signature === item))
    return (
      await Promise.all(list.signatures.map((signature) => findSignatures(signature, ITSELF, examiner.judgedBy)))
    ).flat();
  return (await tryOn(examiner, list.signatures, item, item.sha256)).flat();
}

/** For a cleartext-signed list: its text is in memory, and nothing else is asked for. */
const ITSELF: SignedBytes = {
  digest: () => Promise.reject(new AppError('internal', 'a cleartext signature was judged by a file')),
  isText: true,
  isItself: true,
  readWhole: () => Promise.resolve(null),
};

async function listEvidence(
  examiner: Examiner,
  list: List,
  target: Item,
  digests: Evidence['artifact']['digests'],
  isListed: boolean,
): Promise<ListEvidence> {
  const { item, manifest } = list;
  const base = { path: item.path, name: item.name, weak: false, signatures: [] };
  if (manifest === undefined) return { ...base, line: 'malformed', problem: list.problem ?? technical('') };
  const digest = digests[manifest.algorithm] ?? '';
  const named = lineFor(list, target, digest);
  const line = named ?? (isListed ? undefined : list.index.withDigest(digest));
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
  const own = { line: { name: line.name, algorithm: line.algorithm, digest: line.digest } };
  if (line.digest !== digest)
    return { ...known, line: 'mismatch', signatures, finding: { ...finding, mismatched: [line.name], ...own } };
  const listedName = named === undefined ? { listedName: line.name } : {};
  return { ...known, line: 'matches', ...listedName, signatures, finding: { ...finding, matched: 1, ...own } };
}

function lineCheck(list: ListEvidence): Check {
  const check = 'manifest-line';
  const method = list.method ?? 'digest';
  switch (list.line) {
    case 'matches':
      return {
        check,
        outcome: 'passed',
        ...(list.listedName === undefined
          ? seen('lineMatches', { list: list.name, method })
          : seen('lineMatchesAs', { list: list.name, name: list.listedName, method })),
      };
    case 'mismatch':
      return {
        check,
        outcome: 'failed',
        ...seen('lineDiffers', { list: list.name, method }),
      };
    case 'absent':
      return { check, outcome: 'not-made', ...seen('lineAbsent', { list: list.name }) };
    case 'malformed':
      return {
        check,
        outcome: 'failed',
        ...seen('listMalformed', { list: list.name, problem: list.problem ?? technical('') }),
      };
  }
}

function problemInWords(code: string, detail: string, target: Item): Seen {
  if (code === 'changed-while-read')
    return detail === '' || detail === target.path
      ? seen('becauseItChanged')
      : seen('becauseChanged', { name: basename(detail) });
  if (code === 'not-a-file') return seen('becauseNotAFile');
  return seen('becauseUnreadableAs', { technical: detail });
}
