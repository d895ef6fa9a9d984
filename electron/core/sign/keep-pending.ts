import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AppError } from '../../../shared/error.ts';
import type { Who } from '../../../shared/model/publication.ts';
import type { MadeBundle } from '../engines/engine.ts';
import { exists } from '../util/exists.ts';
import type { Signing } from './signing.ts';

/** Keeps a signature that could not be logged, so that it can be, also after a restart. */
export async function keepPending(
  { parts, run, pending, request }: Signing,
  { notLogged }: MadeBundle,
  who: Who,
  { path: artifact, sha256 }: { path: string; sha256: string },
  bundle: string,
): Promise<void> {
  if (notLogged === undefined || run === undefined) throw new AppError('internal', artifact);
  const { signed, timestamps } = notLogged;
  const { digest, signature, verifier } = signed;
  const replaces = request.overwrite ? await digestOfFile(bundle) : undefined;
  await parts.pendingLogs.add({
    id: randomUUID(),
    at: parts.clock().toISOString(),
    instance: run.instance.name,
    who: 'fingerprint' in who ? { fingerprint: who.fingerprint } : { identity: who.identity, issuer: who.issuer },
    artifact,
    bundle,
    ...(replaces !== undefined && { replaces }),
    sha256,
    digest: { algorithm: digest.algorithm, hex: Buffer.from(digest.bytes).toString('hex') },
    signature: base64(signature),
    verifier: base64(verifier.der),
    timestamps: timestamps.map(base64),
  });
  pending.push({ path: artifact, sha256 });
}

/** SHA-256 of a file, lower-case hex; undefined where there is none. */
export async function digestOfFile(path: string): Promise<string | undefined> {
  if (!(await exists(path))) return undefined;
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
