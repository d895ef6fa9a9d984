import { basename } from 'node:path';
import type { SigningConfig } from '@sigstore/protobuf-specs';
import type { Progress } from '../../../shared/model/job.ts';
import type { PendingLog } from '../../../shared/model/pending-log.ts';
import { AppError, toAppError } from '../../../shared/error.ts';
import { KEY_DETAILS } from '../engines/keyless/key-details.ts';
import type { Hasher } from '../hash/reading.ts';
import { schemeOf } from '../sigstore/cosign-key/scheme.ts';
import type { ConsentStore } from '../sigstore/consent.ts';
import type { SigningInstance } from '../sigstore/instance.ts';
import { readLeafCertificate } from '../sigstore/leaf-certificate.ts';
import type { PendingLogs } from '../sigstore/pending-logs.ts';
import { publicKeyOf } from '../sigstore/public-key.ts';
import type { SignedDigest } from '../sigstore/services/signed.ts';
import { openTransport, type TransportOptions } from '../sigstore/services/transport.ts';
import { witness } from '../sigstore/services/witness.ts';
import type { LoggedLater } from '../sigstore/sigstore-service.ts';
import { type BundleParts, keyHint, writeBundle } from '../sigstore/write-bundle.ts';
import type { Clock } from '../util/clock.ts';
import { digestOfFile } from './keep-pending.ts';
import { verifyBundle } from './verify-bundle.ts';
import { writeOutputs } from './write-outputs.ts';

/** What logging later needs of the rest of the house. */
export interface LogLaterParts {
  hasher: Hasher;
  clock: Clock;
  consent: ConsentStore;
  pendingLogs: PendingLogs;
  instance: (name: string) => Promise<SigningInstance>;
  transport: TransportOptions;
}

/** Tells logs of signatures that wait; one after another, since they are few. What fails stays and waits on. */
export async function logLater(
  parts: LogLaterParts,
  entries: readonly PendingLog[],
  {
    signal,
    onProgress,
  }: { signal?: AbortSignal | undefined; onProgress?: ((progress: Progress) => void) | undefined } = {},
): Promise<LoggedLater[]> {
  const done: LoggedLater[] = [];
  for (const [index, entry] of entries.entries()) {
    try {
      onProgress?.({ ...UNKNOWN, item: basename(entry.artifact), itemsDone: index, itemsTotal: entries.length });
      await logOne(parts, entry, signal);
      await parts.pendingLogs.remove(entry.id);
      done.push({ entry });
    } catch (error) {
      const known = toAppError(error);
      done.push({ entry, error: known });
      if (known.code === 'cancelled' || known.code === 'offline') break;
    }
  }
  return done;
}

/** Services say nothing of how far they are. */
const UNKNOWN = { stage: 'network', bytesDone: 0, bytesTotal: 0, bytesPerSecond: 0, secondsLeft: null } as const;

async function logOne(parts: LogLaterParts, entry: PendingLog, signal: AbortSignal | undefined): Promise<void> {
  const { hasher, clock, consent } = parts;
  const instance = await parts.instance(entry.instance);
  if (instance.isPublic) await consent.refuseNeverPublic([entry.artifact]);
  const there = await digestOfFile(entry.bundle);
  // What the user wanted overwritten may be; not what was put there since.
  if (there !== undefined && there !== entry.replaces) throw new AppError('already-exists', entry.bundle);
  const { signed, verifier, by } = waitingOf(entry);
  const { algorithm } = signed.digest;
  // Read first: a log is told nothing of a file that is no longer what was signed.
  const reading = await hasher.read(entry.artifact, [{ algorithm }], signal === undefined ? {} : { signal });
  const transport = openTransport(parts.transport);
  try {
    if (Buffer.compare(await reading.digest({ algorithm }), signed.digest.bytes) !== 0)
      throw new AppError('changed-since-signed', entry.artifact);
    const config = configFor(signed, instance.config, clock());
    const services = { config, trust: instance.trust, transport, clock };
    const { tlogEntries, notLogged } = await witness(signed, services, { log: true, timestamp: false, signal });
    if (notLogged !== undefined) throw notLogged;
    const timestamps = entry.timestamps.map((one) => Buffer.from(one, 'base64'));
    const bytes = writeBundle({ ...signed, verifier, tlogEntries, timestamps });
    const roots = [{ instance: instance.name, material: instance.trust }];
    const made = { logged: true, timestamped: timestamps.length > 0 };
    const check = (written: Uint8Array): Promise<void> => verifyBundle(written, made, by, reading, roots, clock());
    await check(bytes);
    await reading.assertUnchanged();
    await writeOutputs([{ path: entry.bundle, bytes, check }], there !== undefined);
  } finally {
    transport.close();
    reading.close();
  }
}

/**
 * A log of the first version dates its entries. One that is later than the certificate would contradict the timestamp, and every verifier
 * would refuse the bundle: such a log is not told. Throws `certificate-lapsed` where there is no other.
 */
function configFor({ verifier }: SignedDigest, config: SigningConfig, now: Date): SigningConfig {
  if (verifier.kind !== 'certificate') return config;
  const { notAfter } = readLeafCertificate(Buffer.from(verifier.der));
  if (now <= notAfter) return config;
  const rekorTlogUrls = config.rekorTlogUrls.filter(({ majorApiVersion }) => majorApiVersion !== 1);
  if (rekorTlogUrls.length === 0) throw new AppError('certificate-lapsed', notAfter.toISOString());
  return { ...config, rekorTlogUrls };
}

/** What of a signature that waits was made when it was signed, and by whom. */
interface Waiting {
  signed: SignedDigest;
  /** What the bundle names to verify with. */
  verifier: BundleParts['verifier'];
  /** Whom the bundle is judged by. */
  by: Parameters<typeof verifyBundle>[2];
}

function waitingOf({ who, instance, artifact, digest, signature, verifier }: PendingLog): Waiting {
  const der = Buffer.from(verifier, 'base64');
  const what = {
    digest: { algorithm: digest.algorithm, bytes: Buffer.from(digest.hex, 'hex') },
    signature: Buffer.from(signature, 'base64'),
  };
  if (!('fingerprint' in who)) {
    const signed: SignedDigest = { ...what, verifier: { kind: 'certificate', der, keyDetails: KEY_DETAILS } };
    return { signed, verifier: { kind: 'certificate', der }, by: { ...who, instance } };
  }
  const key = publicKeyOf(der);
  if (key?.fingerprint !== who.fingerprint)
    throw new AppError('verify-after-sign', `the key that signed ${artifact} is not the one that is kept with it`);
  const { details } = schemeOf(key.algorithm, true);
  const signed: SignedDigest = { ...what, verifier: { kind: 'public-key', der: key.spki, keyDetails: details } };
  return { signed, verifier: { kind: 'key', hint: keyHint(key.fingerprint) }, by: key };
}
