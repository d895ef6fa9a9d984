import { readFile, stat, unlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../../shared/error.ts';
import type { Prompt } from '../../../shared/model/job.ts';
import type { PlannedFile, SignedFile } from '../../../shared/model/sign.ts';
import type { MadeSignature, SignSource } from '../engines/engine.ts';
import type { Reading, Wanted } from '../hash/reading.ts';
import { concatBytes } from '../openpgp/byte-reader.ts';
import { cleartextMessage } from '../openpgp/make/cleartext-message.ts';
import { armorBlock } from '../openpgp/make/key-armor.ts';
import { writeFileAtomic } from '../util/atomic-file.ts';
import { type SignatureForm, signatureEnding } from './plan.ts';
import type { Signing } from './signing.ts';
import { verifyMade } from './verify-made.ts';

/** The largest text that is signed in the clear, which cannot be streamed. */
const LARGEST_CLEARTEXT = 16 * 1024 * 1024;

/**
 * Reads one file once, signs it with every key, writes the signature and reads it back. The signature is judged against the
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

/** Signs what was read in this form, and writes it beside the file. */
async function signReading(
  signing: Signing,
  reading: Reading,
  file: PlannedFile,
  form: SignatureForm,
): Promise<SignedFile['outputs']> {
  const place = signing.places.get(file.relative);
  const about = { name: basename(file.path), ...(place === undefined ? {} : { place }) };
  const made = await makeSignature(signing, reading, file.path, about, form);
  // A signature over what the file was a moment ago must not take the place of a good one.
  await reading.assertUnchanged();
  return made.write(signing.request.signaturePath ?? file.path + signatureEnding(form));
}

/** A signature that was made and verified, but is not yet written. */
export interface MadeFile {
  /** Writes it, reads it back and judges it once more; what does not verify is not kept. */
  write(path: string): Promise<SignedFile['outputs']>;
}

/** What the user is asked about while a file is signed: its name, and where it stands among the others. */
type About = { name: string } & Pick<Prompt, 'place'>;

/** Makes a signature of every key over what was read of `path`; the user is asked about `name`. */
export async function makeSignature(
  signing: Signing,
  reading: Reading,
  path: string,
  { name, ...place }: About,
  form: SignatureForm,
): Promise<MadeFile> {
  const { request, context, parts, keys, certificates } = signing;
  const source: SignSource = form === 'cleartext' ? await cleartextSource(path, name) : { kind: 'file', reading };
  const made: MadeSignature[] = [];
  for (const { engine, summary } of keys) {
    context.signal?.throwIfAborted();
    made.push(
      await engine.sign(source, summary.id, {
        now: parts.clock(),
        ask: (prompt, withdrawn) => context.ask({ ...prompt, files: [name], ...place }, withdrawn),
        ...(context.signal === undefined ? {} : { signal: context.signal }),
      }),
    );
  }
  const bytes = encode(source, form, made);
  const verify = (written: Uint8Array): Promise<void> =>
    verifyMade(keys, certificates, written, source, reading, parts.clock());
  await verify(bytes);
  context.signal?.throwIfAborted();
  return {
    write: async (to) => {
      await writeFileAtomic(to, bytes, { overwrite: request.overwrite });
      try {
        await verify(new Uint8Array(await readFile(to)));
      } catch (error) {
        await unlink(to).catch(() => undefined);
        throw error;
      }
      return keys.map(({ summary }) => ({ path: to, format: 'openpgp' as const, signer: summary.fingerprint }));
    },
  };
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

async function cleartextSource(path: string, name: string): Promise<SignSource> {
  if ((await stat(path)).size > LARGEST_CLEARTEXT)
    throw new AppError('too-large', `${name} is too large to be signed in the clear`);
  const bytes = await readFile(path);
  const text = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true }).decode(bytes);
  const isText = !bytes.includes(0) && Buffer.from(text, 'utf8').equals(bytes);
  if (!isText) throw new AppError('not-text', `${name} is not text, so it cannot be signed in the clear`);
  // The last line end belongs to the armor (RFC 9580, section 7.1), as gpg has it too.
  return { kind: 'cleartext', text: text.replace(/\r?\n$/, ''), name };
}

function encode(source: SignSource, form: SignatureForm, made: readonly MadeSignature[]): Uint8Array {
  const packets = concatBytes(made.map((one) => one.packets));
  if (source.kind === 'cleartext') return new TextEncoder().encode(cleartextMessage(source.text, made));
  return form === 'binary' ? packets : new TextEncoder().encode(armorBlock('SIGNATURE', packets));
}

/** Lower-case hex. */
export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
