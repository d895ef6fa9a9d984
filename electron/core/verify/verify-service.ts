import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { seen } from '../../../shared/seen.ts';
import type { CheckResult } from '../../../shared/model/result.ts';
import type { ActivityLog } from '../audit/activity-log.ts';
import type { Hasher } from '../hash/reading.ts';
import type { CertificateRecord } from '../keys/key-service.ts';
import { type JudgeWorkers, type JudgingThreads, startJudgeWorkers } from '../sigstore/judge-workers.ts';
import type { Root } from '../sigstore/judged-by.ts';
import type { PublicKeyMaterial } from '../sigstore/public-key.ts';
import type { RunContext, VerifyRequest, VerifyService } from '../services.ts';
import type { PublisherService } from '../trust/publisher-service.ts';
import type { Clock } from '../util/clock.ts';
import { isBundleName, nameSigned } from '../util/release-names.ts';
import { inParallel } from '../util/in-parallel.ts';
import { addClaims, digestUnits, parseClaims } from './claims.ts';
import { coversSeveral, crossFit, type OpenUnit } from './cross-fit.ts';
import type { Evidence } from './evidence.ts';
import { examine, type Examined } from './examine.ts';
import { type Expecting, expectFor, expectForListed } from './expect.ts';
import { gather, type Gathered } from './gather.ts';
import type { Item } from './item.ts';
import { judgeDigests } from './judge-digests.ts';
import { LeftOut } from './left-out.ts';
import { Memory } from './memory.ts';
import { pair, type Unit } from './pair.ts';
import { prepare } from './prepare.ts';
import type { Examiner } from './reads.ts';
import { resultOf } from './result.ts';
import { Uncovered } from './uncovered.ts';

/** What verifying needs of the rest of the house. */
export interface VerifyParts {
  hasher: Hasher;
  certificates: () => Promise<CertificateRecord[]>;
  /** The public keys of cosign's kind that are kept here. */
  publicKeys: () => Promise<readonly PublicKeyMaterial[]>;
  /** The trusted roots of all instances; asked for only where a Sigstore signature is there. */
  roots: (naming?: Uint8Array) => Promise<readonly Root[]>;
  publishers: PublisherService;
  activity: ActivityLog;
  clock: Clock;
  /** How many files are read at once. */
  parallel: number;
  /** Where many Sigstore signatures are judged besides this thread. */
  judging?: JudgingThreads | undefined;
}

/** Finds what belongs together, checks it, judges it, and remembers the check. */
export function openVerifyService(parts: VerifyParts): VerifyService {
  return { verify: (request, context) => run(parts, request, context) };
}

/** For fewer bundles, starting a thread takes longer than judging. */
const WORTH_THREADS = 100;
/** So many artifacts are under way where threads judge: none of them waits. */
const AT_ONCE_WITH_THREADS = 64;

async function* run(parts: VerifyParts, request: VerifyRequest, context: RunContext): AsyncGenerator<CheckResult> {
  let workers: JudgeWorkers | undefined;
  const onFound = (paths: readonly string[]): void => {
    const { judging } = parts;
    if (judging === undefined || judging.count < 1) return;
    if (paths.filter((path) => isBundleName(path)).length >= WORTH_THREADS) workers = startJudgeWorkers(judging);
  };
  try {
    const gathered = await gather(request, { signal: context.signal, onFound });
    yield* check(parts, request, context, gathered, workers);
  } finally {
    workers?.end();
  }
}

async function* check(
  parts: VerifyParts,
  request: VerifyRequest,
  context: RunContext,
  gathered: Gathered,
  workers: JudgeWorkers | undefined,
): AsyncGenerator<CheckResult> {
  const now = request.at ?? parts.clock();
  const paired = await pair(gathered);
  const { expecting, examiner, remarks } = await prepare(parts, request, context, gathered, paired, now, workers);
  const claims = parseClaims(request.digests);
  // By keys that were named for this call nothing is learned of a publisher.
  const learning = expecting.signers === undefined ? expecting.named : undefined;
  const memory = new Memory(parts.activity, parts.publishers, learning);
  const leftOut = new LeftOut(gathered);
  const uncovered = new Uncovered(paired);
  const finish = (examined: Examined): CheckResult => {
    leftOut.tellWith(examined);
    examined.checks.push(...remarks);
    const result = judged(examined, expecting, { id: randomUUID(), at: parts.clock(), now });
    memory.add(result, examined.evidence);
    return result;
  };
  try {
    const open: OpenUnit[] = [];
    const several: Item[] = [];
    const holdAll = paired.strays.length > 0 || claims.length > 0;
    const atOnce = workers === undefined ? examiner.parallel * 2 : AT_ONCE_WITH_THREADS;
    for await (const one of inParallel(paired.units, atOnce, (unit) => examineUnit(examiner, unit, uncovered))) {
      several.push(...one.unit.signatures.filter((item) => coversSeveral(item)));
      if (holdAll || mayStillChange(one.examined.evidence)) open.push(one);
      else yield finish(one.examined);
    }
    const left = await crossFit(examiner, open, { strays: paired.strays, several }, paired.coverable);
    const targets = new Set(paired.units.map((unit) => unit.target));
    const unanswered = addClaims(open, claims);
    for (const { examined } of open) yield finish(examined);
    const digests = digestUnits(unanswered, open.length > 0, paired.lists);
    const { sigstore } = examiner.judgedBy;
    const alone =
      sigstore && open.length === 0 && digests.length > 0 ? await judgeDigests(sigstore, digests, left) : left;
    const onePerFile = new Map(alone.filter((item) => !targets.has(item)).map((item) => [item.path, item]));
    for (const item of onePerFile.values()) yield finish(signatureAlone(item));
    for (const examined of digests) yield finish(examined);
    for (const one of gathered.unreadable) yield finish(unreadable(one));
    for (const examined of leftOut.untold()) yield finish(examined);
  } finally {
    await memory.keep().catch((error: unknown) => {
      if (context.onNotRemembered === undefined) throw error;
      context.onNotRemembered(error);
    });
  }
}

/** The result by who is expected for the file's own name; for a list, a signer who is wrong for what it lists makes it red. */
function judged(examined: Examined, expecting: Expecting, made: Parameters<typeof resultOf>[2]): CheckResult {
  const { artifact, listedStems = [], lists } = examined.evidence;
  const findings = [...examined.evidence.signatures, ...lists.flatMap((list) => list.signatures)];
  const signatures = findings.flatMap(({ signatureDigest }) => signatureDigest ?? []);
  const own = resultOf(examined, expectFor(artifact.name, signatures, expecting), made);
  if (own.verdict === 'invalid') return own;
  const byListed = expectForListed(listedStems, signatures, expecting).map((expected) =>
    resultOf(examined, expected, made),
  );
  return byListed.find((result) => result.notes.includes('signer-changed')) ?? own;
}

async function examineUnit(examiner: Examiner, unit: Unit, uncovered: Uncovered): Promise<OpenUnit> {
  examiner.signal?.throwIfAborted();
  const examined = await examine(examiner, unit);
  if (unit.asked === 'manifest') {
    const unlisted = uncovered.namesFor(unit);
    examined.evidence.unlisted = unlisted;
    if (examined.evidence.whole !== undefined) examined.evidence.whole.unlisted = unlisted;
  }
  examiner.onDone(unit.target.name, examined.evidence.artifact.size ?? 0);
  return { unit, examined };
}

/** A signature that does not fit may be another's; an artifact without one may yet get it. */
function mayStillChange(evidence: Evidence): boolean {
  return evidence.signatures.length === 0 || evidence.signatures.some((finding) => finding.result === 'bad');
}

/** A signature whose artifact is not here. What should be one and is not, is told even so. */
function signatureAlone(item: Item): Examined {
  const name = nameSigned(item.name) ?? item.name;
  const { content } = item;
  const bad = content.kind === 'no-signature';
  const artifact = { name, ...(item.origin === 'pasted' ? {} : { path: item.path }), digests: {} };
  const checks = [{ check: 'artifact', outcome: 'not-made' as const, ...seen('coveredNotHere', { name: item.name }) }];
  const evidence: Evidence = { artifact, asked: 'signature', signatures: [], lists: [], signatureName: item.name };
  if (bad) {
    evidence.signatures.push({
      format: 'openpgp',
      path: item.path,
      result: 'bad',
      notes: ['malformed'],
      dateProvenBy: 'nothing',
      fault: content.fault,
      checks: [
        {
          check: 'signature',
          outcome: 'failed',
          ...seen('signatureNoneAlone', { name: item.name, reason: content.why }),
        },
      ],
    });
  }
  return { evidence, checks };
}

function unreadable(one: Gathered['unreadable'][number]): Examined {
  const artifact = { name: basename(one.path), path: one.path, digests: {} };
  const checks = [
    {
      check: 'artifact',
      outcome: 'not-made' as const,
      ...seen('notChecked', { path: one.path, problem: one.problem }),
    },
  ];
  return { evidence: { artifact, asked: 'artifact', signatures: [], lists: [], problem: one.problem }, checks };
}
