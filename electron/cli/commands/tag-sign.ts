import { readFile } from 'node:fs/promises';
import { toAppError } from '../../../shared/error.ts';
import { isLogin } from '../../../shared/key-id.ts';
import { signerName } from '../../../shared/signer-name.ts';
import { writtenFingerprint } from '../../../shared/ssh-fingerprint.ts';
import type { SignedTag, TagRequest } from '../../core/git/sign/sign-tag.ts';
import { gitJson } from '../../core/verify/git-json.ts';
import { type CommonOptions, type FlagKind, type ParsedCall, parseCall } from '../options.ts';
import { note, printJson, printLine } from '../output.ts';
import { refuseTwoInputs } from '../passphrases.ts';
import { showProgress } from '../progress.ts';
import { openSession } from '../session.ts';
import { readStandardInput } from '../standard-input.ts';
import { UsageError } from '../usage-error.ts';
import { repositoryOf } from './git-call.ts';
import { answer, sigstoreOptions } from './sign.ts';
import { chooseKeys, refuseIdle } from './sign-keys.ts';
import { wishOf } from './sign-login.ts';

const FLAGS = {
  repo: 'value',
  target: 'value',
  message: 'value',
  'message-file': 'value',
  key: 'values',
  force: 'flag',
  'passphrase-file': 'value',
  keyless: 'flag',
  provider: 'value',
  device: 'flag',
  'identity-token': 'value',
  instance: 'value',
  'signing-config': 'value',
  'trusted-root': 'value',
  'tlog-upload': 'value',
  timestamp: 'value',
  yes: 'flag',
} as const satisfies Record<string, FlagKind>;

type TagFlags = ParsedCall<typeof FLAGS>['flags'];

/** `countersign tag sign NAME`. */
export async function signTag(words: readonly string[], hashWorker: URL): Promise<number> {
  const { flags, common, words: names } = parseCall(words, FLAGS);
  const [name, odd] = names;
  if (name === undefined || odd !== undefined)
    throw new UsageError(name === undefined ? 'which tag?' : 'one tag at a time', 'countersign tag sign v1.0');
  if (flags.keyless && flags.key.length > 0)
    throw new UsageError('--key and --keyless exclude each other', 'a tag has one signature');
  if (flags.key.length > 1) throw new UsageError('a tag has one signature', 'name one key');
  refuseTwoInputs(common.storePassphraseFile, flags['passphrase-file']);
  const message = await messageOf(flags, common);
  const repository = await repositoryOf(flags.repo);
  const wish = await wishOf(flags);
  const services = await openSession(common, hashWorker);
  const progress = showProgress(common);
  try {
    const { ids, held } = flags.keyless
      ? { ids: ['keyless'], held: [] }
      : await chooseKeys(services, flags.key, flags['passphrase-file']);
    const [key = ''] = ids;
    if (!isLogin(key)) refuseIdle(ids, loginFlags(flags), ['sigstore']);
    if (OF_STORE.test(key) && held.length === 0) await services.store.unlock();
    const request: TagRequest = {
      ...{ repository, name, key, heldKeys: held, wish, sigstore: sigstoreOptions(flags), replace: flags.force },
      ...(flags.target === undefined ? {} : { target: flags.target }),
      ...(message === undefined ? {} : { message }),
    };
    let refused: UsageError | undefined;
    const made = await services.gitSign
      .signTag(request, {
        signal: progress.signal,
        ask: async (prompt, withdrawn) => {
          progress.clear();
          try {
            return await answer(prompt, flags['passphrase-file'], withdrawn);
          } catch (error) {
            if (!(error instanceof UsageError)) throw error;
            refused = error;
            return null;
          }
        },
      })
      .catch((error: unknown) => Promise.reject(refused ?? toAppError(error)));
    print(made, common);
    return 0;
  } finally {
    progress.end();
    await services.close();
  }
}

/** What says nothing where no login signs. */
function loginFlags(flags: TagFlags) {
  const { instance, timestamp, yes, 'tlog-upload': log, 'signing-config': config, 'trusted-root': root } = flags;
  return { instance, timestamp, yes, 'tlog-upload': log, 'signing-config': config, 'trusted-root': root };
}

/** A longer message is a mistake. */
const MOST_MESSAGE = 16 * 1024 * 1024;

/** Keys that the store has: its passphrase is asked for before anything is signed. */
const OF_STORE = /^(?!gpg:|ssh-agent:|keyless)/;

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
  const { format = '', signer } = check?.signatures[0] ?? {};
  const key = signer?.fingerprint === undefined ? [] : [writtenFingerprint(format, signer.fingerprint)];
  const named = signer?.userId ?? (signer?.identity === undefined ? undefined : signerName(signer));
  const who = [...(named === undefined ? [] : [named]), ...key].join(' ');
  printLine(`signed ${name} (${object.slice(0, 12)}) of ${target.slice(0, 12)}`);
  printLine(
    `  tagger: ${tagger.name} <${tagger.email}>${from === 'repository' ? ', as the settings of this repository say' : ''}`,
  );
  printLine(who === '' ? '  verified again' : `  signed as ${who}; verified again`);
  const here = forges.filter(({ isRemote }) => isRemote);
  for (const { says } of here.length > 0 ? here : forges) printLine(`  ${says.detail}`);
  if (push !== undefined) printLine(`  To push it: ${push}`);
}
