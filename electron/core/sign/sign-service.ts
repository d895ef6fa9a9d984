import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { AppError, toAppError } from '../../../shared/error.ts';
import { isLogin } from '../../../shared/key-id.ts';
import type { PlannedFile, Receipt, SignedFile, SignPlan } from '../../../shared/model/sign.ts';
import { CertificateIndex } from '../openpgp/certificate-index.ts';
import type { RunContext, SignRequest, SignService } from '../services.ts';
import { PUBLIC_GOOD } from '../sigstore/judged-by.ts';
import { ASKED_AT_ONCE } from '../sigstore/services/lane.ts';
import type { SigstoreRun } from '../sigstore/sigstore-run.ts';
import { removeStaleTemporaries } from '../util/atomic-file.ts';
import { inParallel } from '../util/in-parallel.ts';
import { ProgressMeter } from '../util/progress.ts';
import { instructionsFor } from './instructions.ts';
import { writeManifestOf } from './manifest-output.ts';
import { includedFiles, planRun } from './plan.ts';
import { signFile } from './sign-file.ts';
import { placesOf } from './places.ts';
import type { Signing, SigningKey, SignParts } from './signing.ts';
import { signingKeys } from './signing-keys.ts';

/** Signs files and manifests with any engine; what it made is verified again before it counts. */
export function openSignService(parts: SignParts): SignService {
  return {
    plan: planRun,
    sign: async (request, context) => {
      const plan = await planRun(request);
      refuseOverwrite(plan, request);
      const keys =
        request.unsignedManifest === true ? [] : await signingKeys(parts, request.options.keys, request.heldKeys);
      const files = includedFiles(plan.files, request);
      if (files.length === 0) throw nothingToSign(plan);
      const meter = new ProgressMeter('signing', files.length, plan.bytes, context.onProgress ?? (() => undefined));
      const certificates = new CertificateIndex();
      for (const { bytes } of keys.length === 0 ? [] : await parts.certificates()) certificates.add(bytes);
      const already = new Map(request.already?.map(({ relative, sha256 }) => [relative, sha256]));
      const places = placesOf(files.filter(({ relative }) => !already.has(relative)));
      const now = parts.clock();
      const run = await openRun(parts, request, plan, files, keys, context);
      const roots = run === undefined ? [] : [{ instance: run.instance.name, material: run.instance.trust }];
      const signing: Signing = {
        ...{ parts, request, plan, keys, already, places, context, meter, now, certificates, roots, run },
        loggedIn: new Map(),
        pending: [],
      };
      try {
        await sweep(plan, now);
        const receipt = await signAllOf(signing, files);
        if (keys.some(({ engine }) => engine.format === 'sigstore'))
          await parts.pendingLogs.settle(receipt.files.flatMap(({ outputs }) => outputs.map(({ path }) => path)));
        await remember(parts, receipt, context);
        return receipt;
      } finally {
        run?.close();
      }
    },
  };
}

/** The Sigstore side of a run; undefined where no key of Sigstore's signs, and where a key is to sign without a log and a timestamp. */
async function openRun(
  parts: SignParts,
  request: SignRequest,
  plan: SignPlan,
  files: readonly PlannedFile[],
  keys: readonly SigningKey[],
  { ask, signal }: Parameters<SignService['sign']>[1],
): Promise<SigstoreRun | undefined> {
  const byLogin = keys.some(({ summary }) => isLogin(summary.id));
  const { manifest, sigstore } = request.options;
  const options = sigstore ?? { instance: PUBLIC_GOOD, log: null, timestamp: null };
  const asksNobody = !byLogin && options.log === false && options.timestamp === false;
  if (asksNobody || !keys.some(({ engine }) => engine.format === 'sigstore')) return undefined;
  const known = new Set(request.already?.map(({ relative }) => relative));
  const signed = request.options.signature === 'none' ? [] : files.filter(({ relative }) => !known.has(relative));
  const list = manifest === null ? [] : [join(plan.folder, manifest.name)];
  const paths = [...signed.map(({ path }) => path), ...list];
  return parts.openRun({ ...request.wish, options, files: paths, byLogin, ask, signal });
}

/** What an earlier run of the same release signed, and this one did not sign again, that still waits for its log. */
async function stillWaiting(
  { parts, already }: Signing,
  files: readonly PlannedFile[],
): Promise<NonNullable<Receipt['pending']>> {
  if (already.size === 0) return [];
  const waiting = new Set((await parts.pendingLogs.list()).map(({ artifact }) => artifact));
  return files.flatMap(({ path, relative }) => {
    const sha256 = already.get(relative);
    return sha256 !== undefined && waiting.has(path) ? [{ path, sha256 }] : [];
  });
}

/** What a killed run left in the folders that this one writes into, a day ago or earlier. */
async function sweep(plan: SignPlan, now: Date): Promise<void> {
  const folders = new Set(plan.outputs.map(({ path }) => dirname(path)));
  for (const folder of folders) await removeStaleTemporaries(folder, new Date(now.getTime() - DAY_MS));
}

const DAY_MS = 86_400_000;

async function remember(parts: SignParts, receipt: Receipt, context: RunContext): Promise<void> {
  const entry = { id: randomUUID(), at: receipt.signedAt, kind: 'sign' as const, receipt };
  try {
    await parts.activity.append([entry], []);
  } catch (error) {
    if (context.onNotRemembered === undefined) throw error;
    context.onNotRemembered(error);
  }
}

function nothingToSign(plan: SignPlan): AppError {
  const odd = plan.files.find((file) => file.leftOut === 'not-a-file');
  return odd === undefined
    ? new AppError('usage', `there is nothing to sign in ${plan.folder}`)
    : new AppError('not-a-file', odd.path);
}

function refuseOverwrite(plan: SignPlan, request: SignRequest): void {
  if (request.overwrite) return;
  const there = plan.outputs.filter((output) => output.exists).map((output) => output.path);
  if (there.length > 0) throw new AppError('already-exists', there.join(', '));
}

async function signAllOf(signing: Signing, files: SignPlan['files']): Promise<Receipt> {
  const { parts, request, keys, context, plan } = signing;
  const signed: SignedFile[] = [];
  const digests: { relative: string; digest: string }[] = [];
  const failed: Receipt['failed'] = [];
  let cancelled = false;
  // Services are waited for most of the time, so more files are under way than there are processors.
  const atOnce = signing.run === undefined ? parts.parallel : Math.max(parts.parallel, ASKED_AT_ONCE);
  const parallel = keys.every((key) => key.engine.capabilities.parallel) ? atOnce : 1;
  let ended = false;
  // What already runs is waited for, so that the receipt knows of it; nothing else is begun.
  const isOver = (): boolean => ended || signing.run?.failure !== undefined;
  const next = (file: PlannedFile) => (isOver() ? Promise.resolve(null) : attempt(signing, file));
  for await (const outcome of inParallel(files, parallel, next)) {
    if (outcome === null) continue;
    if ('error' in outcome) {
      const { code, detail } = outcome.error;
      // What ended the run for all is told once; the others were not come to.
      const isToldAlready = outcome.error === signing.run?.failure && failed.some((one) => one.code === code);
      if (code === 'cancelled') cancelled = true;
      else if (!isToldAlready) failed.push({ path: outcome.path, code, detail });
      // Who closes a question does not want the next one, and a card counts every wrong PIN.
      if (code === 'cancelled' || ENDS_THE_RUN.has(code)) ended = true;
    } else {
      signed.push(outcome.signed);
      digests.push({ relative: outcome.relative, digest: outcome.manifestDigest });
    }
  }
  if (context.signal?.aborted === true) cancelled = true;
  const list = request.options.manifest === null ? undefined : join(plan.folder, request.options.manifest.name);
  // A manifest of a part of the files would say less than its name promises: it is made of all, or not at all.
  if (list !== undefined && failed.length === 0 && !cancelled) {
    try {
      signed.push(await writeManifestOf(signing, digests));
    } catch (error) {
      const { code, detail } = toAppError(error);
      if (code === 'cancelled') cancelled = true;
      else failed.push({ path: list, code, detail });
    }
  }
  const left = leftOver(files, list, signed, failed);
  const signers = [
    ...keys
      .filter(({ summary }) => !isLogin(summary.id))
      .map(({ summary: { fingerprint, type, userIds } }) => ({
        fingerprint,
        ...(type === 'ssh' ? { kind: type } : {}),
        ...(userIds[0] === undefined ? {} : { userId: userIds[0] }),
      })),
    ...signing.loggedIn.values(),
  ];
  const written = signed.filter((file) => file.outputs.length > 0);
  const signedAt = signing.now.toISOString();
  const algorithms = new Map(keys.map(({ summary }) => [summary.fingerprint, summary.algorithm]));
  const instructions = instructionsFor(written, signers, request, algorithms);
  const done = { signedAt, folder: plan.folder, files: written, failed, cancelled, signers, instructions };
  // Files are signed side by side; the list comes last.
  const places = new Map(files.map(({ path }, place) => [path, place]));
  const placeOf = ({ path }: { path: string }): number => places.get(path) ?? files.length;
  const waiting = [...(await stillWaiting(signing, files)), ...signing.pending];
  const pending = waiting.toSorted((a, b) => placeOf(a) - placeOf(b));
  return {
    ...done,
    ...(list !== undefined && { list }),
    ...(signing.run !== undefined && { instance: signing.run.instance.name }),
    ...(left.length > 0 && { left }),
    ...(pending.length > 0 && { pending }),
  };
}

/** What the run was to sign or to write and did not come to. */
function leftOver(
  files: readonly PlannedFile[],
  list: string | undefined,
  signed: readonly SignedFile[],
  failed: Receipt['failed'],
): string[] {
  const done = new Set([...signed.map(({ artifact }) => artifact.path), ...failed.map(({ path }) => path)]);
  return [...files.map(({ path }) => path), ...(list === undefined ? [] : [list])].filter((path) => !done.has(path));
}

/** Failures that the next file would meet as well, at the cost of another of the card's tries. */
const ENDS_THE_RUN: ReadonlySet<string> = new Set(['card-pin-wrong', 'card-pin-blocked', 'wrong-passphrase']);

type Attempt = { signed: SignedFile; relative: string; manifestDigest: string } | { path: string; error: AppError };

async function attempt(signing: Signing, file: SignPlan['files'][number]): Promise<Attempt> {
  try {
    signing.context.signal?.throwIfAborted();
    return { relative: file.relative, ...(await signFile(signing, file)) };
  } catch (error) {
    return { path: file.path, error: toAppError(error) };
  }
}
