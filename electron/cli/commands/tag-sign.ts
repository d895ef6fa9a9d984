import { readFile } from 'node:fs/promises';
import { toAppError } from '../../../shared/error.ts';
import type { SignedTag, TagRequest } from '../../core/git/sign/sign-tag.ts';
import { gitJson } from '../../core/verify/git-json.ts';
import { type CommonOptions, type FlagKind, type ParsedCall, parseCall } from '../options.ts';
import { note, printJson, printLine } from '../output.ts';
import { showProgress } from '../progress.ts';
import { openSession } from '../session.ts';
import { readStandardInput } from '../standard-input.ts';
import { UsageError } from '../usage-error.ts';
import { repositoryOf } from './git-call.ts';
import { gitSigner, printForges, printSigner, refuseTwoSigners, signAs, SIGNER_FLAGS } from './git-signer.ts';
import { wishOf } from './sign-login.ts';

const FLAGS = {
  repo: 'value',
  target: 'value',
  message: 'value',
  'message-file': 'value',
  force: 'flag',
  ...SIGNER_FLAGS,
} as const satisfies Record<string, FlagKind>;

type TagFlags = ParsedCall<typeof FLAGS>['flags'];

/** `countersign tag sign NAME`. */
export async function signTag(words: readonly string[], hashWorker: URL): Promise<number> {
  const { flags, common, words: names } = parseCall(words, FLAGS);
  const [name, odd] = names;
  if (name === undefined || odd !== undefined)
    throw new UsageError(name === undefined ? 'which tag?' : 'one tag at a time', 'countersign tag sign v1.0');
  refuseTwoSigners({ flags, common }, 'a tag');
  const message = await messageOf(flags, common);
  const repository = await repositoryOf(flags.repo);
  const wish = await wishOf(flags);
  const services = await openSession(common, hashWorker);
  const progress = showProgress(common);
  try {
    const signer = await gitSigner(services, { flags, common }, wish);
    const request: TagRequest = {
      ...{ repository, name, ...signer, replace: flags.force },
      ...(flags.target === undefined ? {} : { target: flags.target }),
      ...(message === undefined ? {} : { message }),
    };
    const made = await signAs(services, signer, { flags, common }, progress, (context) =>
      services.gitSign.signTag(request, context),
    );
    print(made, common);
    return 0;
  } finally {
    progress.end();
    await services.close();
  }
}

/** A longer message is a mistake. */
const MOST_MESSAGE = 16 * 1024 * 1024;

async function messageOf(flags: TagFlags, { storePassphraseFile }: CommonOptions): Promise<string | undefined> {
  const { message, 'message-file': file } = flags;
  if (message !== undefined && file !== undefined)
    throw new UsageError('--message and --message-file exclude each other');
  if (file === undefined) return message;
  if (file === '-' && [storePassphraseFile, flags['passphrase-file']].includes('-'))
    throw new UsageError('the message and a passphrase cannot both be standard input');
  const bytes =
    file === '-'
      ? await readStandardInput(MOST_MESSAGE, 'the message')
      : await readFile(file).catch((error: unknown) => Promise.reject(toAppError(error)));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${file} is not text in UTF-8`);
  }
}

function print(made: SignedTag, { json, quiet }: CommonOptions): void {
  const { name, object, target, tagger, replaced, push, forges, check } = made;
  const { from, ...person } = tagger;
  if (json) {
    printJson({ ...(check ? gitJson(check) : { object, type: 'tag', name }), target, tagger: person, replaced, push });
    return;
  }
  if (replaced !== undefined) {
    const was = replaced.type === 'tag' ? 'a tag' : `a name for this ${replaced.type} and no tag of its own`;
    note(`${name} is another object now. It was ${was}: ${replaced.object}. This brings it back: ${replaced.restore}`);
  }
  if (quiet) return;
  printLine(`signed ${name} (${object.slice(0, 12)}) of ${target.slice(0, 12)}`);
  printLine(
    `  tagger: ${tagger.name} <${tagger.email}>${from === 'repository' ? ', as the settings of this repository say' : ''}`,
  );
  printSigner(check);
  printForges(forges);
  if (push !== undefined) printLine(`  To push it: ${push}`);
}
