import { AppError } from '../../../shared/error.ts';
import type { Check } from '../../../shared/model/check.ts';
import type { Publisher } from '../../../shared/model/publisher.ts';
import { seen } from '../../../shared/seen.ts';
import type { SignerRule } from '../../../shared/signer-rule.ts';
import type { CertificateRecord } from '../keys/key-service.ts';
import { CertificateIndex } from '../openpgp/certificate-index.ts';
import type { JudgeWorkers } from '../sigstore/judge-workers.ts';
import type { RunContext, VerifyRequest } from '../services.ts';
import { ProgressMeter } from '../util/progress.ts';
import { parseClaims } from './claims.ts';
import type { Expectations } from './evidence.ts';
import { type Expecting, prepareExpecting } from './expect.ts';
import type { Gathered } from './gather.ts';
import type { Paired } from './pair.ts';
import type { Examiner } from './reads.ts';
import { openSigstoreVerifier, type SigstoreVerifier } from './sigstore-verifier.ts';
import { chooseRoots, type TrustedRoots } from './trusted-roots.ts';
import { readUserKeys, type UserKeys } from './user-keys.ts';
import type { VerifyParts } from './verify-service.ts';
import { workAhead } from './work-ahead.ts';

/** What a call judges by, and what is to be said of it. */
export interface Prepared {
  expecting: Expecting;
  examiner: Examiner;
  remarks: Check[];
}

/** Reads what the user named for the call, and who is expected. Throws `usage` for a publisher or an instance that is not there. */
export async function prepare(
  parts: VerifyParts,
  request: VerifyRequest,
  context: RunContext,
  gathered: Gathered,
  paired: Paired,
  now: Date,
  workers: JudgeWorkers | undefined,
): Promise<Prepared> {
  const userKeys = request.keys === undefined ? undefined : await readUserKeys(request.keys);
  const named = request.publisher === undefined ? undefined : await parts.publishers.get(request.publisher);
  if (request.publisher !== undefined && named === undefined)
    throw new AppError('usage', `no publisher is called ${request.publisher}`);
  const roots = await rootsFor(parts, request, gathered);
  const signers = signersOf(request, userKeys, roots);
  const [publishers, memory] = await Promise.all([parts.publishers.list(), parts.activity.memory()]);
  const unusable = userKeys?.unusable ?? roots?.unusable ?? unusableCertificate(gathered);
  const expecting = prepareExpecting({
    publishers: signers === undefined ? publishers : [],
    memory,
    threshold: request.threshold ?? 1,
    ...(named === undefined ? {} : { named }),
    ...(signers === undefined ? {} : { signers }),
    ...(unusable === undefined ? {} : { unusable }),
  });
  const [sigstore, records, ahead] = await Promise.all([
    roots && sigstoreFor(parts, request, roots, userKeys, publishers, paired, now, workers),
    certificatesFor(parts, gathered),
    workAhead(paired),
  ]);
  const examiner = examinerFor(parts, request, context, paired, userKeys, now, records, ahead, sigstore);
  const remarks = (userKeys?.remarks ?? []).map((remark): Check => ({
    check: 'key-input',
    outcome: 'not-made',
    ...remark,
  }));
  return { expecting, examiner, remarks };
}

/** Nothing of Sigstore is looked at where no such signature is there, unless the user named a root. */
async function rootsFor(
  parts: VerifyParts,
  request: VerifyRequest,
  { items }: Gathered,
): Promise<TrustedRoots | undefined> {
  const { trustedRoot, instance } = request;
  const isNeeded = items.some(({ content }) => content.kind === 'sigstore');
  if (!isNeeded && trustedRoot === undefined && instance === undefined) return undefined;
  const chosen = { ...(trustedRoot !== undefined && { trustedRoot }), ...(instance !== undefined && { instance }) };
  return chooseRoots(chosen, parts.roots);
}

/** Whom the user named for this call; undefined where nobody was. */
function signersOf(
  request: VerifyRequest,
  userKeys: UserKeys | undefined,
  roots: TrustedRoots | undefined,
): SignerRule[] | undefined {
  if (userKeys === undefined && request.identities === undefined) return undefined;
  const instance = roots?.vouches;
  const keys = [...new Set(userKeys?.fingerprints)].map((fingerprint) => ({ fingerprint }));
  const listed = userKeys?.allowedIn === undefined ? [] : [{ allowedSigners: userKeys.allowedIn }];
  return [
    ...keys,
    ...listed,
    ...(request.identities ?? []).map((one) => (instance === undefined ? one : { ...one, instance })),
  ];
}

/** What the user gave as a certificate, and holds none. */
function unusableCertificate({ items }: Gathered): Expectations['unusable'] {
  const wrong = items.find(({ origin, content }) => origin === 'signer-certificate' && content.kind !== 'x509');
  return wrong && { input: wrong.name, problem: seen('becauseNoCertificate') };
}

async function sigstoreFor(
  parts: VerifyParts,
  { identities }: VerifyRequest,
  { roots }: TrustedRoots,
  userKeys: UserKeys | undefined,
  publishers: readonly Publisher[],
  { publicKeys }: Paired,
  now: Date,
  workers: JudgeWorkers | undefined,
): Promise<SigstoreVerifier> {
  const pinned = publishers.flatMap(({ pins }) =>
    pins.flatMap((pin) => ('fingerprint' in pin && pin.publicKey !== undefined ? [pemOf(pin.publicKey)] : [])),
  );
  const beside = publicKeys.flatMap(({ content }) => (content.kind === 'public-key' ? [content.bytes] : []));
  return openSigstoreVerifier({
    roots,
    keyFiles: [...(userKeys?.pem ?? []), ...pinned, ...beside],
    keys: await parts.publicKeys(),
    keysAreNamed: (userKeys?.pem.length ?? 0) > 0,
    identitiesOnly: identities !== undefined && userKeys === undefined,
    now,
    workers,
  });
}

function pemOf(publicKey: string): Uint8Array {
  return new TextEncoder().encode(`-----BEGIN PUBLIC KEY-----\n${publicKey}\n-----END PUBLIC KEY-----\n`);
}

/** GnuPG is not asked for its keys where nothing is signed by any. */
async function certificatesFor(parts: VerifyParts, { items }: Gathered): Promise<CertificateRecord[]> {
  const isNeeded = items.some(({ content }) => content.kind === 'signature' || content.kind === 'cleartext');
  return isNeeded ? parts.certificates() : [];
}

function examinerFor(
  parts: VerifyParts,
  request: VerifyRequest,
  context: RunContext,
  paired: Paired,
  userKeys: UserKeys | undefined,
  now: Date,
  records: readonly CertificateRecord[],
  ahead: { files: number; bytes: number },
  sigstore: SigstoreVerifier | undefined,
): Examiner {
  const certificates = new CertificateIndex();
  for (const { bytes } of records) certificates.add(bytes);
  for (const bytes of userKeys?.bytes ?? []) certificates.add(bytes);
  for (const { content } of paired.certificates) if (content.kind === 'certificate') certificates.add(content.bytes);
  const refreshed = new Map(records.map((record) => [record.fingerprint, record.refreshedAt ?? null]));
  const meter = new ProgressMeter('hashing', ahead.files, ahead.bytes, context.onProgress ?? (() => undefined));
  return {
    hasher: parts.hasher,
    judgedBy: {
      certificates,
      now,
      refreshedAt: (fingerprint) => refreshed.get(fingerprint) ?? null,
      ...(userKeys === undefined || userKeys.allowedIn === undefined ? {} : { allowed: userKeys.allowed }),
      ...(sigstore === undefined ? {} : { sigstore }),
    },
    parallel: parts.parallel,
    claimed: parseClaims(request.digests).map((claim) => claim.algorithm),
    ...(context.signal === undefined ? {} : { signal: context.signal }),
    onBytes: (name, bytes) => meter.bytes(name, bytes),
    onDone: (name, size) => meter.done(name, size),
  };
}
