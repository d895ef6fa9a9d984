import type { KeptLogin, LoginWay } from '../../../shared/model/login.ts';
import { issuerName } from '../../../shared/signer-name.ts';
import type { Services } from '../../core/services.ts';
import { dateWords } from '../dates.ts';
import { helpText } from '../help.ts';
import { instanceOfFiles, instanceWords } from '../instance-files.ts';
import { providerFlag } from '../login-flags.ts';
import { standForLogin } from '../login-prompts.ts';
import { type CommonOptions, parseCall } from '../options.ts';
import { printJson, printLine } from '../output.ts';
import { showProgress } from '../progress.ts';
import { openSession } from '../session.ts';
import { UsageError } from '../usage-error.ts';
import { standardOutput } from '../streams.ts';

const FLAGS = {
  provider: 'value',
  device: 'flag',
  instance: 'value',
  'signing-config': 'value',
  'trusted-root': 'value',
} as const;

/** `countersign login`: logs in, and says plainly what is kept of it. */
export async function login(words: readonly string[], hashWorker: URL): Promise<number> {
  const call = parseCall(words, FLAGS);
  if (call.help) {
    standardOutput().write(helpText('login'));
    return 0;
  }
  if (call.words.length > 0) throw new UsageError('login wants no other words', 'countersign login');
  const { device } = call.flags;
  const provider = providerFlag(call.flags.provider, device);
  const files = await instanceOfFiles(call.flags);
  const services = await openSession(call.common, hashWorker);
  const progress = showProgress(call.common);
  try {
    const instance = files ?? call.flags.instance ?? 'public-good';
    const context = { ask: standForLogin, signal: progress.signal };
    const kept = await services.sigstore.logIn(instance, { provider, device }, context);
    const isOffered = await offerFirst(services, device ? 'device' : provider);
    tell([kept], call.common);
    if (!call.common.json && !call.common.quiet) {
      printLine(whatIsKept(kept));
      if (isOffered) printLine('The app offers this way of logging in first from now on: a setting, no secret.');
    }
    return 0;
  } finally {
    progress.end();
    await services.close();
  }
}

/** Has the app offer this way of logging in first; gives back whether it will. Who logged in is logged in, whether it does or not. */
async function offerFirst({ settings }: Services, way: LoginWay | undefined): Promise<boolean> {
  if (way === undefined) return false;
  return settings.set({ ...(await settings.get()), loginWay: way }).then(
    () => true,
    () => false,
  );
}

/** `countersign whoami`: who logged in last, from what is written here; nobody is asked. */
export async function whoami(words: readonly string[], hashWorker: URL): Promise<number> {
  return withLogins('whoami', words, hashWorker, async (services, common) => {
    const logins = await services.sigstore.whoAmI();
    tell(logins, common);
    if (logins.length === 0 && !common.json && !common.quiet) printLine('Nobody has logged in here.');
    for (const one of common.json || common.quiet ? [] : logins) printLine(`  ${whatIsKept(one)}`);
    const waiting = await services.sigstore.pending();
    if (waiting.length > 0 && !common.json && !common.quiet)
      printLine(`Signed, not yet logged: ${waiting.map(({ artifact }) => artifact).join(', ')}`);
    return logins.length === 0 ? 5 : 0;
  });
}

/** `countersign logout`: forgets every login here. */
export async function logout(words: readonly string[], hashWorker: URL): Promise<number> {
  return withLogins('logout', words, hashWorker, async (services, common) => {
    const forgotten = await services.sigstore.logOut();
    if (common.json) for (const { instance, identity } of forgotten) printJson({ forgotten: identity, instance });
    else if (!common.quiet)
      printLine(
        forgotten.length === 0
          ? 'There was no login to forget.'
          : `Forgotten: ${forgotten.map(({ identity }) => identity).join(', ')}. The browser stays logged in at the provider; log out there too if you want that.`,
      );
    return 0;
  });
}

async function withLogins(
  name: 'whoami' | 'logout',
  words: readonly string[],
  hashWorker: URL,
  work: (services: Awaited<ReturnType<typeof openSession>>, common: CommonOptions) => Promise<number>,
): Promise<number> {
  const call = parseCall(words, {});
  if (call.help) {
    standardOutput().write(helpText('login'));
    return 0;
  }
  if (call.words.length > 0) throw new UsageError(`${name} wants no other words`, `countersign ${name}`);
  const services = await openSession(call.common, hashWorker);
  try {
    return await work(services, call.common);
  } finally {
    await services.close();
  }
}

function tell(logins: readonly KeptLogin[], common: CommonOptions): void {
  for (const one of logins) {
    if (common.json) printJson(one);
    else if (!common.quiet)
      printLine(
        `${one.identity}, logged in with ${issuerName(one.issuer)} at ${instanceWords(one.instance)}, ${dateWords(one.at)}`,
      );
  }
}

/** What is left of a login, and for how long. */
function whatIsKept({ tokenUntil }: KeptLogin): string {
  return tokenUntil === null
    ? 'Of this login only the name is kept: it was over in minutes. Signing logs in again, once a run.'
    : `The login is kept until ${dateWords(tokenUntil)}, sealed as keys are. Signing uses it until then.`;
}
