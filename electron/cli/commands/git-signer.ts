import { toAppError } from '../../../shared/error.ts';
import { isLogin } from '../../../shared/key-id.ts';
import { signerName } from '../../../shared/signer-name.ts';
import { writtenFingerprint } from '../../../shared/ssh-fingerprint.ts';
import type { ForgeForecast } from '../../core/git/sign/forges.ts';
import type { GitSignContext, GitSigner } from '../../core/git/sign/git-signing.ts';
import type { Services } from '../../core/services.ts';
import type { GitCheck } from '../../core/verify/git-checking.ts';
import type { FlagKind, ParsedCall } from '../options.ts';
import { printLine } from '../output.ts';
import { refuseTwoInputs } from '../passphrases.ts';
import type { ShownProgress } from '../progress.ts';
import { UsageError } from '../usage-error.ts';
import { askOnTerminal } from './asking.ts';
import { sigstoreOptions } from './sign.ts';
import { chooseKeys, isOfStore, refuseIdle } from './sign-keys.ts';
import type { wishOf } from './sign-login.ts';

/** Flags that say who signs a tag or commits. */
export const SIGNER_FLAGS = {
  key: 'values',
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

type SignerCall = Pick<ParsedCall<typeof SIGNER_FLAGS>, 'common' | 'flags'>;

/** What is wrong about who signs, whatever there is to sign. `what` has but one signature. Throws `UsageError`. */
export function refuseTwoSigners({ flags, common }: SignerCall, what: 'a tag' | 'a commit'): void {
  if (flags.keyless && flags.key.length > 0)
    throw new UsageError('--key and --keyless exclude each other', `${what} has one signature`);
  if (flags.key.length > 1) throw new UsageError(`${what} has one signature`, 'name one key');
  refuseTwoInputs(common.storePassphraseFile, flags['passphrase-file']);
}

/** Who signs, as the flags say. `agreed`: what `--yes` agrees to beside that something becomes public. Throws `UsageError`. */
export async function gitSigner(
  services: Services,
  { flags }: SignerCall,
  wish: Awaited<ReturnType<typeof wishOf>>,
  agreed?: 'the list',
): Promise<GitSigner> {
  const { ids, held } = flags.keyless
    ? { ids: ['keyless'], held: [] }
    : await chooseKeys(services, flags.key, flags['passphrase-file']);
  const [key = ''] = ids;
  if (!isLogin(key)) {
    const { yes, ...others } = loginFlags(flags);
    refuseIdle(ids, agreed === undefined ? { ...others, yes } : others, ['sigstore']);
  }
  return { key, heldKeys: held, wish, sigstore: sigstoreOptions(flags) };
}

/** What says nothing where no login signs. */
function loginFlags(flags: SignerCall['flags']) {
  const { instance, timestamp, yes, 'tlog-upload': log, 'signing-config': config, 'trusted-root': root } = flags;
  return { instance, timestamp, yes, 'tlog-upload': log, 'signing-config': config, 'trusted-root': root };
}

/** Signs with the store open where it has the key, and with answers from the terminal. Throws what `sign` throws, and `UsageError`. */
export async function signAs<T>(
  services: Services,
  { key, heldKeys = [] }: GitSigner,
  { flags }: SignerCall,
  progress: ShownProgress,
  sign: (context: GitSignContext) => Promise<T>,
): Promise<T> {
  if (isOfStore(key) && heldKeys.length === 0) await services.store.unlock();
  const { context, refused } = askOnTerminal(progress, flags['passphrase-file']);
  return sign(context).catch((error: unknown) => Promise.reject(refused() ?? toAppError(error)));
}

/** Says who signed, as the check of what was made names them. */
export function printSigner(check: Pick<GitCheck, 'signatures'> | undefined): void {
  const { format = '', signer } = check?.signatures[0] ?? {};
  const key = signer?.fingerprint === undefined ? [] : [writtenFingerprint(format, signer.fingerprint)];
  const named = signer?.userId ?? (signer?.identity === undefined ? undefined : signerName(signer));
  const who = [...(named === undefined ? [] : [named]), ...key].join(' ');
  printLine(who === '' ? '  verified again' : `  signed as ${who}; verified again`);
}

/** Says what hosts will show: those that the repository is pushed to, where it is pushed to one of them. */
export function printForges(forges: readonly ForgeForecast[]): void {
  const here = forges.filter(({ isRemote }) => isRemote);
  for (const { says } of here.length > 0 ? here : forges) printLine(`  ${says.detail}`);
}
