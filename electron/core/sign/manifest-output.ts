import { readFile, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../../../shared/error.ts';
import type { SignedFile } from '../../../shared/model/sign.ts';
import { writeManifest } from '../manifest/write.ts';
import { temporaryName, writeFileAtomic } from '../util/atomic-file.ts';
import { makeSignatures } from './make-signatures.ts';
import { manifestForm } from './plan.ts';
import { hex, wantedHashes } from './sign-file.ts';
import { signatureNames } from './signature-names.ts';
import type { Signing } from './signing.ts';

/**
 * Writes the manifest of a run and its signature. The names in it are relative to its folder. It is signed under a temporary name
 * first: a question that is closed or refused leaves the old pair as it was.
 */
export async function writeManifestOf(
  signing: Signing,
  digests: readonly { relative: string; digest: string }[],
): Promise<SignedFile> {
  const { request, plan } = signing;
  const options = request.options.manifest;
  if (options === null) throw new AppError('internal', 'no manifest was asked for');
  const lines = [...digests]
    .sort((a, b) => (a.relative < b.relative ? -1 : 1))
    .map(({ relative, digest }) => ({ name: relative, digest, algorithm: options.algorithm }));
  const bytes = new TextEncoder().encode(writeManifest({ algorithm: options.algorithm, lines }, options.style));
  const path = join(plan.folder, options.name);
  const draft = join(plan.folder, temporaryName());
  await writeFileAtomic(draft, bytes, { overwrite: false });
  try {
    return await signAndPlace(signing, draft, path, bytes);
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}

async function signAndPlace(signing: Signing, draft: string, path: string, bytes: Uint8Array): Promise<SignedFile> {
  const { request, parts, keys } = signing;
  const form = manifestForm(request);
  const reading = await parts.hasher.read(draft, await wantedHashes(signing, 'sha256'));
  try {
    const about = { name: basename(path) };
    const made = keys.length === 0 ? undefined : await makeSignatures(signing, reading, draft, about, form);
    await reading.assertUnchanged();
    const sha256 = hex(await reading.digest({ algorithm: 'sha256' }));
    const before = await readFile(path).catch(() => undefined);
    await writeFileAtomic(path, bytes, { overwrite: request.overwrite });
    const signatures = await signOrPutBack(path, bytes, before, async () =>
      made?.write(signatureNames(path, form, request.options)),
    );
    const artifact = { name: basename(path), path, size: bytes.length, digests: { sha256 } };
    return { artifact, outputs: [{ path, format: 'manifest' }, ...signatures], verified: true };
  } finally {
    reading.close();
  }
}

/** Reads the list back and writes its signature; where either fails, what was there before is there again. */
async function signOrPutBack(
  path: string,
  bytes: Uint8Array,
  before: Uint8Array | undefined,
  write: () => Promise<SignedFile['outputs'] | undefined>,
): Promise<SignedFile['outputs']> {
  try {
    if (!(await readFile(path)).equals(bytes)) throw new AppError('verify-after-sign', path);
    return (await write()) ?? [];
  } catch (error) {
    if (before === undefined) await unlink(path).catch(() => undefined);
    else await writeFileAtomic(path, before, { overwrite: true });
    throw error;
  }
}
