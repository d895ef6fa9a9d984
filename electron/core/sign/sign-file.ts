import { basename } from 'node:path';
import { AppError } from '../../../shared/error.ts';
import type { PlannedFile, SignedFile } from '../../../shared/model/sign.ts';
import type { Reading, Wanted } from '../hash/reading.ts';
import { makeSignatures } from './make-signatures.ts';
import { type SignatureForm, signatureNames } from './signature-names.ts';
import type { Signing } from './signing.ts';

/**
 * Reads one file once, signs it with every key, writes the signatures and reads them back. They are judged against the
 * digest of the read that signed, with the file's size, times and inode unchanged.
 * Throws `changed-while-read`, `verify-after-sign`, and whatever an engine throws.
 */
export async function signFile(
  signing: Signing,
  file: PlannedFile,
): Promise<{ signed: SignedFile; manifestDigest: string }> {
  const { parts, request, context, meter } = signing;
  const algorithm = request.options.manifest?.algorithm ?? 'sha256';
  const wanted = await wantedHashes(signing, algorithm);
  const reading = await parts.hasher.read(file.path, wanted, {
    ...(context.signal === undefined ? {} : { signal: context.signal }),
    onBytes: (done) => meter.bytes(file.relative, done),
  });
  try {
    const form = request.options.signature;
    const before = signing.already.get(file.relative);
    const outputs = form === 'none' || before !== undefined ? [] : await signReading(signing, reading, file, form);
    await reading.assertUnchanged();
    const sha256 = hex(await reading.digest({ algorithm: 'sha256' }));
    // Its signature of the run before would not fit what the manifest says of it.
    if (before !== undefined && before !== sha256) throw new AppError('changed-while-read', file.path);
    const manifestDigest = hex(await reading.digest({ algorithm }));
    meter.done(file.relative, file.size);
    const digests = { sha256, ...(algorithm === 'sha256' ? {} : { [algorithm]: manifestDigest }) };
    const artifact = { name: basename(file.path), path: file.path, size: reading.size, digests };
    return { signed: { artifact, outputs, verified: true }, manifestDigest };
  } finally {
    reading.close();
  }
}

/** Signs what was read, and writes the signatures beside the file. */
async function signReading(
  signing: Signing,
  reading: Reading,
  file: PlannedFile,
  form: SignatureForm,
): Promise<SignedFile['outputs']> {
  const place = signing.places.get(file.relative);
  const about = { name: basename(file.path), ...(place === undefined ? {} : { place }) };
  const made = await makeSignatures(signing, reading, file.path, about, form);
  // A signature over what the file was a moment ago must not take the place of a good one.
  await reading.assertUnchanged();
  const { options, places } = signing.request;
  return made.write(signatureNames(file.path, form, options, places));
}

/** Every hash that the engines, the manifest and the receipt need from one read. */
export async function wantedHashes(signing: Signing, algorithm: 'sha256' | 'sha512'): Promise<Wanted[]> {
  const wanted: Wanted[] = [{ algorithm: 'sha256' }];
  if (algorithm === 'sha512') wanted.push({ algorithm: 'sha512' });
  for (const { engine, summary } of signing.keys)
    wanted.push(...(await engine.wants(summary.id, signing.parts.clock())));
  const unique = new Map(wanted.map((one) => [`${one.algorithm}${one.text === true ? ' text' : ''}`, one]));
  return [...unique.values()];
}

/** Lower-case hex. */
export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
