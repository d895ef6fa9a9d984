import { basename, join } from 'node:path';
import type { SignedFile } from '../../../shared/model/sign.ts';
import { AppError } from '../../../shared/error.ts';
import { writeManifest } from '../manifest/write.ts';
import { writeFileAtomic } from '../util/atomic-file.ts';
import { manifestForm } from './plan.ts';
import { hex, signReading, wantedHashes } from './sign-file.ts';
import type { Signing } from './signing.ts';

/** Writes the manifest of a run and its signature. The names in it are relative to its folder. */
export async function writeManifestOf(
  signing: Signing,
  digests: readonly { relative: string; digest: string }[],
): Promise<SignedFile> {
  const { request, plan, parts } = signing;
  const options = request.options.manifest;
  if (options === null) throw new AppError('internal', 'no manifest was asked for');
  const lines = [...digests]
    .sort((a, b) => (a.relative < b.relative ? -1 : 1))
    .map(({ relative, digest }) => ({ name: relative, digest, algorithm: options.algorithm }));
  const bytes = new TextEncoder().encode(writeManifest({ algorithm: options.algorithm, lines }, options.style));
  const path = join(plan.folder, options.name);
  await writeFileAtomic(path, bytes, { overwrite: request.overwrite });
  const reading = await parts.hasher.read(path, await wantedHashes(signing, 'sha256'));
  try {
    const file = { path, relative: options.name, size: bytes.length };
    const outputs =
      signing.keys.length === 0
        ? []
        : await signReading(
            { ...signing, request: { ...request, signaturePath: undefined } },
            reading,
            file,
            manifestForm(request),
          );
    await reading.assertUnchanged();
    const sha256 = hex(await reading.digest({ algorithm: 'sha256' }));
    const artifact = { name: basename(path), path, size: bytes.length, digests: { sha256 } };
    return { artifact, outputs: [{ path, format: 'manifest' }, ...outputs], verified: true };
  } finally {
    reading.close();
  }
}
