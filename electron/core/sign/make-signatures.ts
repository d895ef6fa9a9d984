import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../shared/error.ts';
import type { Prompt } from '../../../shared/model/job.ts';
import type { SignedFile } from '../../../shared/model/sign.ts';
import type { MadeBundle, MadePackets, MadeSignature, MadeSshSignature, SignSource } from '../engines/engine.ts';
import type { Reading } from '../hash/reading.ts';
import { concatBytes } from '../openpgp/byte-reader.ts';
import { cleartextMessage } from '../openpgp/make/cleartext-message.ts';
import { armorBlock } from '../openpgp/make/key-armor.ts';
import { pem } from '../sigstore/services/pem.ts';
import { keepPending } from './keep-pending.ts';
import type { SignatureForm, SignatureNames } from './signature-names.ts';
import type { Signing, SigningKey } from './signing.ts';
import { verifyBundle } from './verify-bundle.ts';
import { verifyPackets } from './verify-made.ts';
import { verifySsh } from './verify-ssh.ts';
import { type Output, writeOutputs } from './write-outputs.ts';

/** The largest text that is signed in the clear, which cannot be streamed. */
const LARGEST_CLEARTEXT = 16 * 1024 * 1024;

/** Signatures that were made and verified, but are not yet written. */
export interface MadeFiles {
  /** Writes them, reads them back and judges them once more; where one does not verify, none is kept. */
  write(names: SignatureNames): Promise<SignedFile['outputs']>;
}

type Made<Kind extends MadeSignature> = { key: SigningKey; made: Kind };

/** What the user is asked about while a file is signed: its name, and where it stands among the others. */
type About = { name: string } & Pick<Prompt, 'place'>;

/** Makes a signature of every key over what was read of `path`; `about` is what the user is asked about. */
export async function makeSignatures(
  signing: Signing,
  reading: Reading,
  path: string,
  about: About,
  form: SignatureForm,
): Promise<MadeFiles> {
  const { context, request } = signing;
  const file: SignSource = { kind: 'file', reading };
  const byFormat = (format: MadeSignature['format']): SigningKey[] =>
    signing.keys.filter(({ engine }) => engine.format === format);
  const openpgp = byFormat('openpgp');
  const source = form === 'cleartext' && openpgp.length > 0 ? await cleartextSource(path, about.name) : file;
  // What may be told to a public log comes last: a question that is closed before leaves nothing there.
  const packets = await signAll<MadePackets>(signing, openpgp, source, about, 'openpgp');
  const ofSsh = await signAll<MadeSshSignature>(signing, byFormat('ssh'), file, about, 'ssh');
  const bundles = await signAll<MadeBundle>(signing, byFormat('sigstore'), file, about, 'sigstore');
  const made = [
    ...(packets.length > 0 ? [packetsFile(signing, packets, source, reading, form)] : []),
    ...ofSsh.map((one) => sshFile(signing, one, reading)),
    // A list is read under a temporary name.
    ...bundles.map((bundle) => bundleFiles(signing, bundle, reading, join(dirname(path), about.name))),
  ];
  for (const { check } of made) await check();
  context.signal?.throwIfAborted();
  return {
    write: async (names) => {
      const placed = made.map((one) => one.place(names));
      await writeOutputs(
        placed.flatMap(({ files }) => files),
        request.overwrite,
      );
      for (const { pending } of placed) await pending?.();
      return placed.flatMap(({ outputs }) => outputs);
    },
  };
}

/** What is checked before anything is written, and the files that it becomes. */
interface MadeFile {
  check: () => Promise<void>;
  place: (names: SignatureNames) => { files: Output[]; outputs: SignedFile['outputs']; pending?: () => Promise<void> };
}

async function signAll<Kind extends MadeSignature>(
  { context, parts, request, run }: Signing,
  keys: readonly SigningKey[],
  source: SignSource,
  { name, ...place }: About,
  format: Kind['format'],
): Promise<Made<Kind>[]> {
  const all: Made<Kind>[] = [];
  for (const key of keys) {
    context.signal?.throwIfAborted();
    const made = await key.engine.sign(source, key.summary.id, {
      now: parts.clock(),
      ask: (prompt, withdrawn) => context.ask({ ...prompt, files: [name], ...place }, withdrawn),
      ...(context.signal === undefined ? {} : { signal: context.signal }),
      ...(request.options.sigstore === undefined ? {} : { sigstore: request.options.sigstore }),
      ...(run === undefined ? {} : { run }),
    });
    if (!isOf<Kind>(made, format)) throw new AppError('internal', `${key.engine.id} made ${made.format}`);
    all.push({ key, made });
  }
  return all;
}

function isOf<Kind extends MadeSignature>(made: MadeSignature, format: Kind['format']): made is Kind {
  return made.format === format;
}

function packetsFile(
  { certificates, parts }: Signing,
  all: readonly Made<MadePackets>[],
  source: SignSource,
  reading: Reading,
  form: SignatureForm,
): MadeFile {
  const keys = all.map(({ key }) => key);
  const bytes = encode(
    source,
    form,
    all.map(({ made }) => made),
  );
  const check = (written: Uint8Array): Promise<void> =>
    verifyPackets(keys, certificates, written, source, reading, parts.clock());
  return {
    check: () => check(bytes),
    place: ({ openpgp: path }) => ({
      files: [{ path, bytes, check }],
      outputs: keys.map(({ summary }) => ({ path, format: 'openpgp' as const, signer: summary.fingerprint })),
    }),
  };
}

function sshFile({ parts }: Signing, { key, made }: Made<MadeSshSignature>, reading: Reading): MadeFile {
  const { fingerprint } = key.summary;
  const bytes = made.signature;
  const check = (written: Uint8Array): Promise<void> => verifySsh(written, fingerprint, reading, parts.clock());
  return {
    check: () => check(bytes),
    place: ({ ssh: path }) => ({
      files: [{ path, bytes, check }],
      outputs: [{ path, format: 'ssh', signer: fingerprint }],
    }),
  };
}

function bundleFiles(signing: Signing, { key, made }: Made<MadeBundle>, reading: Reading, artifact: string): MadeFile {
  const { parts, roots } = signing;
  const { bundle, signature, certificate, signer, logged, timestamped } = made;
  const by = signer ?? key.publicKey;
  const check = async (written: Uint8Array): Promise<void> => {
    if (by === undefined) throw new AppError('internal', `${key.engine.id} has no public key`);
    await verifyBundle(written, made, by, reading, roots, parts.clock());
  };
  const about = { format: 'sigstore' as const, signer: signer?.identity ?? key.summary.fingerprint };
  return {
    check: () => check(bundle),
    place: (names) => {
      if (signer !== undefined) signing.loggedIn.set(`${signer.identity} ${signer.issuer}`, signer);
      // A signature by login is invalid to everybody as long as it is not logged, and a key's is not what was asked for: it is kept here until then.
      if (made.notLogged !== undefined) {
        const who = signer ?? { fingerprint: key.summary.fingerprint };
        const keep = async (): Promise<void> => {
          const sha256 = Buffer.from(await reading.digest({ algorithm: 'sha256' })).toString('hex');
          await keepPending(signing, made, who, { path: artifact, sha256 }, names.bundle);
        };
        return { files: [], outputs: [], pending: keep };
      }
      const files: Output[] = [{ path: names.bundle, bytes: bundle, check }];
      const older = (path: string | undefined, text: string): void => {
        if (path !== undefined) files.push({ path, ...plain(text) });
      };
      older(names.olderSignature, Buffer.from(signature).toString('base64'));
      if (certificate !== undefined) older(names.certificate, pem('CERTIFICATE', certificate));
      const [, ...others] = files.map(({ path }) => ({ path, ...about }));
      return { files, outputs: [{ path: names.bundle, ...about, logged, timestamped }, ...others] };
    },
  };
}

/** A file whose content was judged already, as a part of the bundle: what was written must be the same. */
function plain(text: string): Pick<Output, 'bytes' | 'check'> {
  const bytes = new TextEncoder().encode(text);
  return {
    bytes,
    check: async (written) => {
      if (!Buffer.from(written).equals(bytes)) throw new AppError('verify-after-sign', 'what was written is not there');
      return Promise.resolve();
    },
  };
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

function encode(source: SignSource, form: SignatureForm, made: readonly MadePackets[]): Uint8Array {
  const packets = concatBytes(made.map((one) => one.packets));
  if (source.kind === 'cleartext') return new TextEncoder().encode(cleartextMessage(source.text, made));
  return form === 'binary' ? packets : new TextEncoder().encode(armorBlock('SIGNATURE', packets));
}
