import { resolve } from 'node:path';
import { AppError } from '../../../shared/error.ts';
import { isLogin } from '../../../shared/key-id.ts';
import { knownError } from '../../../shared/messages.ts';
import type { LeftOut, Receipt, SignedFile, SignOptions, SignPlan } from '../../../shared/model/sign.ts';
import { sshFingerprint } from '../../../shared/ssh-fingerprint.ts';
import { signerName } from '../../../shared/signer-name.ts';
import { groupsOfFour } from '../../../shared/visible-text.ts';
import type { Services, SignRequest } from '../../core/services.ts';
import { helpText } from '../help.ts';
import { instanceWords } from '../instance-files.ts';
import { type CommonOptions, type ParsedCall, parseCall } from '../options.ts';
import { explainError, note, printJson, printLine } from '../output.ts';
import { refuseTwoInputs } from '../passphrases.ts';
import { showProgress } from '../progress.ts';
import { oneOf } from '../one-of.ts';
import { requirePaths } from '../require-paths.ts';
import { openSession } from '../session.ts';
import { UsageError } from '../usage-error.ts';
import { askOnTerminal } from './asking.ts';
import { finishPending, wishOf } from './sign-login.ts';
import { chooseKeys, isOfStore, refuseIdle } from './sign-keys.ts';
import { standardError, standardOutput } from '../streams.ts';

const FLAGS = {
  key: 'values',
  binary: 'flag',
  clearsign: 'flag',
  signature: 'value',
  manifest: 'optional',
  'manifest-only': 'flag',
  algorithm: 'value',
  style: 'value',
  force: 'flag',
  'passphrase-file': 'value',
  bundle: 'value',
  'output-signature': 'value',
  'output-certificate': 'value',
  instance: 'value',
  'tlog-upload': 'value',
  timestamp: 'value',
  keyless: 'flag',
  provider: 'value',
  device: 'flag',
  'identity-token': 'value',
  'signing-config': 'value',
  'trusted-root': 'value',
  yes: 'flag',
} as const;

/** `countersign sign`: signs files, folders and manifests with the app's keys, GnuPG's, or keys out of files. */
export async function sign(words: readonly string[], hashWorker: URL): Promise<number> {
  const call = parseCall(words, FLAGS);
  if (call.help) {
    standardOutput().write(helpText('sign'));
    return 0;
  }
  if (call.words.length === 0) throw new UsageError('nothing to sign is named', 'countersign sign FILE');
  refuseContradictions(call.flags);
  refuseTwoInputs(call.common.storePassphraseFile, call.flags['passphrase-file']);
  const manifest = manifestOptions(call.flags);
  await requirePaths(call.words);
  const wish = await wishOf(call.flags);
  const services = await openSession(call.common, hashWorker);
  try {
    const { key, keyless } = call.flags;
    const chosen =
      keyless && key.length === 0
        ? { ids: [], held: [] }
        : await chooseKeys(services, key, call.flags['passphrase-file']);
    const ids = keyless ? [...chosen.ids, 'keyless'] : chosen.ids;
    const { binary, clearsign, signature } = call.flags;
    refuseIdle(ids, { binary, clearsign }, ['openpgp']);
    refuseIdle(ids, { signature }, ['openpgp', 'ssh']);
    refuseIdle(ids, sigstoreFlags(call.flags), ['sigstore']);
    if (call.flags['output-certificate'] !== undefined && !ids.some(isLogin))
      throw new UsageError('a key has no certificate', 'leave --output-certificate out');
    const request: SignRequest = {
      paths: call.words,
      overwrite: call.flags.force,
      hidden: true,
      manifestForm: formOf(call.flags),
      options: {
        keys: ids,
        signature: call.flags['manifest-only'] ? 'none' : formOf(call.flags),
        manifest,
        sigstore: sigstoreOptions(call.flags),
      },
      heldKeys: chosen.held,
      wish,
      ...placesOf(call.flags),
    };
    return await runSign(services, request, call.common, call.flags['passphrase-file']);
  } finally {
    await services.close();
  }
}

/** Runs a signing, prints what was written, and gives the exit status. */
export async function runSign(
  services: Services,
  given: SignRequest,
  common: CommonOptions,
  passphraseFile?: string,
): Promise<number> {
  const later = await finishPending(services, given, common);
  if (later === 'all') return 0;
  const request = later;
  const plan = await services.sign.plan(request);
  const there = plan.outputs.find((output) => output.exists);
  if (there !== undefined && !request.overwrite)
    throw new UsageError(`${there.path} is already there`, 'add --force to replace it');
  const odd = plan.files.find(
    (file) => file.leftOut === 'not-a-file' && request.paths.some((path) => resolve(path) === file.path),
  );
  if (odd !== undefined) throw new UsageError(`${odd.path} is not a file or a folder`);
  // Asked once and before anything is signed, not in the middle of it.
  const held = new Set(request.heldKeys?.map(({ summary }) => summary.id));
  if (request.options.keys.some((id) => isOfStore(id) && !held.has(id))) await services.store.unlock();
  const progress = showProgress(common);
  const { context, refused } = askOnTerminal(progress, passphraseFile);
  let receipt: Receipt;
  try {
    receipt = await services.sign.sign(request, context);
  } finally {
    progress.end();
  }
  printReceipt(receipt, common);
  if (!common.quiet) noteLeftOut(plan);
  const problem = refused();
  if (problem !== undefined) throw problem;
  for (const { path, code, detail } of receipt.failed) {
    note(`countersign: ${path}`);
    standardError().write(explainError(knownError({ code, detail })));
  }
  for (const { path } of receipt.pending ?? []) {
    note(`countersign: ${path}`);
    standardError().write(explainError(new AppError('not-yet-logged')));
  }
  if (receipt.cancelled) standardError().write(explainError(new AppError('cancelled')));
  return receipt.failed.length > 0 || receipt.pending !== undefined || receipt.cancelled ? 5 : 0;
}

function printReceipt(receipt: Receipt, common: CommonOptions): void {
  for (const { artifact, outputs, verified } of receipt.files) {
    if (common.json) {
      const { path, size, digests } = artifact;
      printJson({ artifact: { path, size, digests }, outputs, verified });
    } else if (!common.quiet) {
      for (const output of uniqueByPath(outputs)) printLine(`wrote ${output.path}${witnesses(output)}`);
    }
  }
  if (common.json || common.quiet || receipt.failed.length > 0 || receipt.cancelled) return;
  const ofSsh = new Set(
    receipt.files.flatMap(({ outputs }) =>
      outputs.filter(({ format }) => format === 'ssh').map(({ signer }) => signer),
    ),
  );
  for (const signer of receipt.signers) {
    const { fingerprint, userId } = signer;
    const instance = signer.instance === undefined ? {} : { instance: instanceWords(signer.instance) };
    const written = fingerprint !== undefined && ofSsh.has(fingerprint) ? sshFingerprint(fingerprint) : undefined;
    const key =
      fingerprint === undefined ? signerName({ ...signer, ...instance }) : (written ?? groupsOfFour(fingerprint));
    printLine(`signed as ${[userId, key].filter((part) => part !== undefined).join(' ')}; verified again`);
  }
}

const MOST_LEFT_OUT = 20;

/** Says what lay in the folders and was not signed, but for the names that desktops leave everywhere. */
function noteLeftOut(plan: SignPlan): void {
  const written = new Set(plan.outputs.map((output) => output.path));
  const left = plan.files.filter(
    ({ path, leftOut }) => leftOut !== undefined && leftOut !== 'system' && !written.has(path),
  );
  for (const { path, leftOut } of left.slice(0, MOST_LEFT_OUT))
    note(`left out: ${path} (${LEFT_OUT[leftOut ?? 'system']})`);
  if (left.length > MOST_LEFT_OUT) note(`left out: ${left.length - MOST_LEFT_OUT} more`);
}

const LEFT_OUT: Record<LeftOut, string> = {
  hidden: 'hidden',
  signature: 'a signature, by its name',
  manifest: 'a manifest, by its name',
  system: 'left by a desktop',
  'link-outside': 'a link that leads out of the folder',
  'not-a-file': 'not a file',
  unreadable: 'it cannot be read',
};

/** The manifest that the flags ask for; null where they ask for none. */
export function manifestOptions(flags: {
  manifest: string | undefined;
  'manifest-only': boolean;
  algorithm: string | undefined;
  style: string | undefined;
}): SignOptions['manifest'] {
  if (flags.manifest === undefined && !flags['manifest-only']) return null;
  const algorithm = oneOf('--algorithm', flags.algorithm ?? 'sha256', ['sha256', 'sha512']);
  const style = oneOf('--style', flags.style ?? 'gnu', ['gnu', 'bsd']);
  const name =
    flags.manifest === undefined || flags.manifest === '' ? `${algorithm.toUpperCase()}SUMS` : flags.manifest;
  if (/[/\\\0]/.test(name))
    throw new UsageError(
      `\`${name}\` is no file name`,
      'the manifest lies in the folder that is signed: write --manifest=SHA256SUMS',
    );
  return { name, algorithm, style };
}

function refuseContradictions(flags: SignFlags): void {
  const exclusive = [
    flags.binary && flags.clearsign ? ['--binary', '--clearsign'] : undefined,
    ...(['signature', 'bundle', 'output-signature', 'output-certificate'] as const).map((flag) =>
      flags['manifest-only'] && flags[flag] !== undefined ? ['--manifest-only', `--${flag}`] : undefined,
    ),
  ].find((pair) => pair !== undefined);
  if (exclusive !== undefined) throw new UsageError(`${exclusive.join(' and ')} exclude each other`);
  const wantsManifest = flags.manifest !== undefined || flags['manifest-only'];
  if (!wantsManifest && (flags.algorithm !== undefined || flags.style !== undefined)) {
    throw new UsageError('--algorithm and --style are for a manifest', 'add --manifest');
  }
}

type SignFlags = ParsedCall<typeof FLAGS>['flags'];

function sigstoreFlags(flags: SignFlags) {
  const { bundle, instance, timestamp } = flags;
  const [older, certificate, log] = [flags['output-signature'], flags['output-certificate'], flags['tlog-upload']];
  return {
    bundle,
    'output-signature': older,
    'output-certificate': certificate,
    instance,
    'tlog-upload': log,
    timestamp,
    'signing-config': flags['signing-config'],
    'trusted-root': flags['trusted-root'],
  };
}

/** What is asked of Sigstore's services; null: as the signing config of the instance says. */
export function sigstoreOptions(
  flags: Pick<SignFlags, 'instance' | 'tlog-upload' | 'timestamp'>,
): NonNullable<SignOptions['sigstore']> {
  const choice = (name: 'tlog-upload' | 'timestamp'): boolean | null =>
    flags[name] === undefined ? null : oneOf(`--${name}`, flags[name], ['true', 'false']) === 'true';
  return { instance: flags.instance ?? 'public-good', log: choice('tlog-upload'), timestamp: choice('timestamp') };
}

/** Where the user wants what is made of the one artifact. */
function placesOf(flags: SignFlags): Pick<SignRequest, 'places'> {
  const named = {
    openpgp: flags.signature,
    ssh: flags.signature,
    bundle: flags.bundle,
    olderSignature: flags['output-signature'],
    certificate: flags['output-certificate'],
  };
  const places = Object.entries(named).flatMap(([name, path]) => (path === undefined ? [] : [[name, resolve(path)]]));
  return places.length === 0 ? {} : { places: Object.fromEntries(places) as NonNullable<SignRequest['places']> };
}

function formOf(flags: { binary: boolean; clearsign: boolean }): Exclude<SignOptions['signature'], 'none'> {
  if (flags.clearsign) return 'cleartext';
  return flags.binary ? 'binary' : 'armored';
}

/** What is in a bundle beside the signer's own word. */
function witnesses({ logged, timestamped }: SignedFile['outputs'][number]): string {
  if (logged === undefined) return '';
  return ` (${logged ? 'logged' : 'not logged'}, ${timestamped === true ? 'timestamped' : 'not timestamped'})`;
}

function uniqueByPath<T extends { path: string }>(outputs: readonly T[]): T[] {
  return [...new Map(outputs.map((output) => [output.path, output])).values()];
}
