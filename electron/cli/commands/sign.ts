import { resolve } from 'node:path';
import type { Receipt, SignOptions } from '../../../shared/model/sign.ts';
import { toAppError } from '../../../shared/error.ts';
import { groupsOfFour } from '../../../shared/visible-text.ts';
import type { Services, SignRequest } from '../../core/services.ts';
import { helpText } from '../help.ts';
import { type CommonOptions, type ParsedCall, parseCall } from '../options.ts';
import { explainError, note, printJson, printLine } from '../output.ts';
import { askHidden, readPassphraseFile } from '../passphrases.ts';
import { showProgress } from '../progress.ts';
import { oneOf } from '../one-of.ts';
import { requirePaths } from '../require-paths.ts';
import { openSession } from '../session.ts';
import { UsageError } from '../usage-error.ts';

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
} as const;

const LATER = {
  keyless: 'sign without a key',
  provider: 'log in',
  device: 'log in',
  'identity-token': 'sign with an identity token',
  bundle: 'write Sigstore bundles',
  'output-signature': "write cosign's older outputs",
  'output-certificate': "write cosign's older outputs",
  'signing-config': 'sign with Sigstore',
  'trusted-root': 'sign with Sigstore',
  instance: 'sign with Sigstore',
  'tlog-upload': 'sign with Sigstore',
  timestamp: 'sign with Sigstore',
  yes: 'send anything to a public log, so nothing needs consent',
};

/** `countersign sign`: signs files, folders and manifests with the app's keys or GnuPG's. */
export async function sign(words: readonly string[], hashWorker: URL): Promise<number> {
  const call = parseCall(words, FLAGS, LATER);
  if (call.help) {
    process.stdout.write(helpText('sign'));
    return 0;
  }
  if (call.words.length === 0) throw new UsageError('nothing to sign is named', 'countersign sign FILE');
  refuseContradictions(call.flags);
  await requirePaths(call.words);
  const services = await openSession(call.common, hashWorker);
  try {
    const keys = await signingKeys(services, call.flags.key);
    const request: SignRequest = {
      paths: call.words,
      overwrite: call.flags.force,
      options: {
        keys,
        signature: call.flags['manifest-only'] ? 'none' : formOf(call.flags),
        manifest: manifestOptions(call.flags),
      },
      ...(call.flags.signature === undefined ? {} : { signaturePath: resolve(call.flags.signature) }),
    };
    return await runSign(services, request, call.common, call.flags['passphrase-file']);
  } finally {
    await services.close();
  }
}

/** Runs a signing, prints what was written, and gives the exit status. */
export async function runSign(
  services: Services,
  request: SignRequest,
  common: CommonOptions,
  passphraseFile?: string,
): Promise<number> {
  const progress = showProgress(common);
  let receipt: Receipt;
  try {
    receipt = await services.sign.sign(request, {
      signal: progress.signal,
      onProgress: progress.report,
      ask: async (prompt) => {
        progress.clear();
        if (prompt.kind === 'touch') {
          note(
            `Touch the token${prompt.cardSerial === undefined ? '' : ` ··${prompt.cardSerial.slice(-4)}`} to sign ${prompt.files.join(', ')}.`,
          );
          return null;
        }
        if (passphraseFile !== undefined)
          return prompt.problem === undefined ? readPassphraseFile(passphraseFile) : null;
        const what = prompt.kind === 'pin' ? 'PIN' : 'Passphrase';
        const tries = prompt.triesLeft === undefined ? '' : ` (${prompt.triesLeft} tries left)`;
        return askHidden(`${what} of ${prompt.key ?? 'the key'}${tries}`, '--passphrase-file');
      },
    });
  } finally {
    progress.end();
  }
  for (const { artifact, outputs } of receipt.files) {
    if (common.json)
      printJson({
        artifact: { path: artifact.path, size: artifact.size, digests: artifact.digests },
        outputs,
        verified: true,
      });
    else if (!common.quiet) for (const { path } of uniqueByPath(outputs)) printLine(`wrote ${path}`);
  }
  for (const { path, code, detail } of receipt.failed)
    note(`countersign: ${path}: ${explainError(toAppError(Object.assign(new Error(detail), { code }))).trim()}`);
  if (!common.json && !common.quiet && receipt.failed.length === 0) {
    for (const { fingerprint, userId } of receipt.signers)
      printLine(`signed as ${userId ?? ''} ${groupsOfFour(fingerprint)}; verified again`);
  }
  return receipt.failed.length > 0 || receipt.cancelled ? 5 : 0;
}

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

function refuseContradictions(flags: ParsedCall<typeof FLAGS>['flags']): void {
  const exclusive = [
    flags.binary && flags.clearsign ? ['--binary', '--clearsign'] : undefined,
    flags['manifest-only'] && flags.clearsign ? ['--manifest-only', '--clearsign'] : undefined,
    flags['manifest-only'] && flags.signature !== undefined ? ['--manifest-only', '--signature'] : undefined,
  ].find((pair) => pair !== undefined);
  if (exclusive !== undefined) throw new UsageError(`${exclusive.join(' and ')} exclude each other`);
  const wantsManifest = flags.manifest !== undefined || flags['manifest-only'];
  if (!wantsManifest && (flags.algorithm !== undefined || flags.style !== undefined)) {
    throw new UsageError('--algorithm and --style are for a manifest', 'add --manifest');
  }
}

function formOf(flags: { binary: boolean; clearsign: boolean }): SignOptions['signature'] {
  if (flags.clearsign) return 'cleartext';
  return flags.binary ? 'binary' : 'armored';
}

async function signingKeys(services: Services, selectors: readonly string[]): Promise<string[]> {
  if (selectors.length > 0) {
    const found = await Promise.all(selectors.map((selector) => services.keys.find(selector, 'sign')));
    return [...new Set(found.map((key) => key.id))];
  }
  const own = (await services.keys.list()).filter(
    (key) => key.canSign && key.secret !== 'none' && key.status === 'valid',
  );
  const [only] = own;
  if (only === undefined)
    throw new UsageError(
      'there is no key to sign with',
      'make one: countersign keys generate --type openpgp --name "Ada <ada@example.org>"',
    );
  if (own.length > 1) {
    const list = own.map((key) => `--key ${key.id}  ${key.userIds[0] ?? ''}`).join('\n  ');
    throw new UsageError('there are several keys: name one', list);
  }
  return [only.id];
}

function uniqueByPath<T extends { path: string }>(outputs: readonly T[]): T[] {
  return [...new Map(outputs.map((output) => [output.path, output])).values()];
}
