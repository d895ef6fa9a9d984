import { randomUUID } from 'node:crypto';
import { AppError } from '../../../shared/error.ts';
import type { Who } from '../../../shared/model/publication.ts';
import type { MadeBundle } from '../engines/engine.ts';
import type { Signing } from './signing.ts';

/** Keeps a signature that could not be logged, so that it can be, also after a restart. */
export async function keepPending(
  { parts, run, pending }: Signing,
  { notLogged }: MadeBundle,
  who: Who,
  artifact: string,
  bundle: string,
): Promise<void> {
  if (notLogged === undefined || run === undefined) throw new AppError('internal', artifact);
  const { signed, timestamps } = notLogged;
  const { digest, signature, verifier } = signed;
  await parts.pendingLogs.add({
    id: randomUUID(),
    at: parts.clock().toISOString(),
    instance: run.instance.name,
    who: 'fingerprint' in who ? { fingerprint: who.fingerprint } : { identity: who.identity, issuer: who.issuer },
    artifact,
    bundle,
    digest: { algorithm: digest.algorithm, hex: Buffer.from(digest.bytes).toString('hex') },
    signature: base64(signature),
    verifier: base64(verifier.der),
    timestamps: timestamps.map(base64),
  });
  pending.push(artifact);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
