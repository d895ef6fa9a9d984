import { basename, dirname, resolve } from 'node:path';
import { findCommand } from '../find-command.ts';
import { helpText } from '../help.ts';
import { parseCall } from '../options.ts';
import { openSession } from '../session.ts';
import { UsageError } from '../usage-error.ts';
import { requirePaths } from '../require-paths.ts';
import { manifestOptions, runSign } from './sign.ts';
import { parseVerifyCall, runVerify, verifyRequest } from './verify.ts';
import { standardOutput } from '../streams.ts';

const CREATE = { algorithm: 'value', style: 'value', output: 'value', force: 'flag' } as const;

/** `countersign manifest create|check`. */
export async function manifest(words: readonly string[], hashWorker: URL): Promise<number> {
  const { name: verb, words: rest } = findCommand(words);
  if (verb === '--help' || (verb !== undefined && rest.includes('--help'))) {
    standardOutput().write(helpText('manifest'));
    return 0;
  }
  if (verb === 'create') return create(rest, hashWorker);
  if (verb === 'check') return check(parseVerifyCall(rest), hashWorker);
  throw new UsageError(
    verb === undefined ? 'what of a manifest?' : `manifest knows no \`${verb}\``,
    'countersign manifest create|check',
  );
}

async function create(words: readonly string[], hashWorker: URL): Promise<number> {
  const call = parseCall(words, CREATE);
  if (call.words.length === 0) throw new UsageError('nothing to list is named', 'countersign manifest create FOLDER');
  await requirePaths(call.words);
  const { algorithm, style, output, force } = call.flags;
  const options = manifestOptions({
    manifest: output === undefined ? '' : basename(output),
    'manifest-only': true,
    algorithm,
    style,
  });
  if (options === null) throw new UsageError('no manifest was asked for');
  const services = await openSession(call.common, hashWorker);
  try {
    return await runSign(
      services,
      {
        paths: call.words,
        overwrite: force,
        unsignedManifest: true,
        hidden: true,
        options: { keys: [], signature: 'none', manifest: options },
        ...(output === undefined ? {} : { manifestFolder: dirname(resolve(output)) }),
      },
      call.common,
    );
  } finally {
    await services.close();
  }
}

async function check(call: ReturnType<typeof parseVerifyCall>, hashWorker: URL): Promise<number> {
  if (call.words.length === 0) throw new UsageError('no manifest is named', 'countersign manifest check SHA256SUMS');
  const request = await verifyRequest(call);
  return runVerify(await openSession(call.common, hashWorker), request, call.common);
}
