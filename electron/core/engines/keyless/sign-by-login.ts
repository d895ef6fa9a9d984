import { basename } from 'node:path';
import { AppError } from '../../../../shared/error.ts';
import type { SignedDigest } from '../../sigstore/services/signed.ts';
import { witness, type Witnessed } from '../../sigstore/services/witness.ts';
import type { SigstoreRun } from '../../sigstore/sigstore-run.ts';
import { writeBundle } from '../../sigstore/write-bundle.ts';
import type { MadeBundle, SignContext, SignSource } from '../engine.ts';
import { KEY_DETAILS } from './key-details.ts';
import { type Held, KeylessSession } from './keyless-session.ts';

/** A file is signed anew so often where its certificate lapsed under it, or a log lost its answer. */
const ATTEMPTS = 3;

const sessions = new WeakMap<SigstoreRun, KeylessSession>();

/** The key and certificate that all files of a run share. */
function sessionOf(run: SigstoreRun): KeylessSession {
  const known = sessions.get(run) ?? new KeylessSession(run);
  sessions.set(run, known);
  return known;
}

/** Signs one file of a run. Throws what logins and services throw, and `certificate-lapsed`. */
export async function signByLogin(source: SignSource, { signal }: SignContext, run: SigstoreRun): Promise<MadeBundle> {
  const session = sessionOf(run);
  if (source.kind !== 'file') throw new AppError('internal', 'Sigstore signs files');
  const { reading } = source;
  const digest = { algorithm: 'sha256' as const, bytes: await reading.digest({ algorithm: 'sha256' }) };
  for (let attempt = 1; ; attempt++) {
    if (signal?.aborted === true) throw new AppError('cancelled');
    const held = await session.held({ name: basename(reading.path), digest });
    try {
      return await signWith(held, digest, run, signal);
    } catch (error) {
      const mayGoOn =
        error instanceof AppError && (error.code === 'certificate-lapsed' || error.code === 'already-logged');
      if (attempt < ATTEMPTS && (mayGoOn || isLapsed(held, run, error))) continue;
      throw isLapsed(held, run, error) ? new AppError('certificate-lapsed', '', { cause: error }) : error;
    }
  }
}

async function signWith(
  { key, certificate }: Held,
  digest: SignedDigest['digest'],
  run: SigstoreRun,
  signal: AbortSignal | undefined,
): Promise<MadeBundle> {
  const signature = key.signDigest(digest.bytes);
  const verifier = { kind: 'certificate' as const, der: certificate.der, keyDetails: KEY_DETAILS };
  const signed = { digest, signature, verifier };
  const witnessed = await witness(signed, run.services, { ...run.wish, signal });
  mustHaveTime(witnessed, certificate);
  const bundle = writeBundle({ ...signed, ...witnessed });
  const { identity, issuer } = certificate;
  const made: MadeBundle = {
    format: 'sigstore',
    bundle,
    signature,
    certificate: certificate.der,
    signer: { identity, issuer, instance: run.instance.name },
    logged: witnessed.tlogEntries.length > 0,
    timestamped: witnessed.timestamps.length > 0,
  };
  if (witnessed.notLogged === undefined) return made;
  // An earlier attempt reached the log, and its answer was lost: a new signature gets an entry of its own.
  if (witnessed.notLogged.code === 'already-logged') throw witnessed.notLogged;
  // Without a timestamp nothing would prove, once it can be logged, that the certificate was still valid.
  if (witnessed.timestamps.length === 0) throw witnessed.notLogged;
  return { ...made, notLogged: { why: witnessed.notLogged, signed, timestamps: witnessed.timestamps } };
}

/** A log's promise proves the time where no timestamp does; it must lie in the certificate's ten minutes. */
function mustHaveTime({ timestamps, tlogEntries }: Witnessed, { validFrom, validUntil }: Held['certificate']): void {
  if (timestamps.length > 0) return;
  for (const { integratedTime } of tlogEntries) {
    const at = new Date(Number(integratedTime) * 1000);
    // The log counts whole seconds.
    if (at.getTime() + 1000 <= validFrom.getTime() || at > validUntil)
      throw new AppError('certificate-lapsed', at.toISOString());
  }
}

/** Whether a failure is explained by a certificate that ended meanwhile. What the user wanted is none. */
function isLapsed({ certificate }: Held, run: SigstoreRun, error: unknown): boolean {
  if (error instanceof AppError && (error.code === 'cancelled' || error.code === 'offline')) return false;
  return run.services.clock() > certificate.validUntil;
}
