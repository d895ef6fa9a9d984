import type { KeySummary } from '../../../shared/model/key.ts';
import { AppError } from '../../../shared/error.ts';
import { loginAt } from '../../../shared/key-id.ts';
import type { SettingsScope } from '../../core/git/setup/config.ts';
import { loginKey } from '../../core/git/setup/login-key.ts';
import type { SetupPlan } from '../../core/git/setup/setup-service.ts';
import type { Services } from '../../core/services.ts';
import { PUBLIC_GOOD } from '../../core/sigstore/judged-by.ts';
import { agrees } from '../ask-line.ts';
import { findCommand } from '../find-command.ts';
import { helpText } from '../help.ts';
import { oneOf } from '../one-of.ts';
import { type CommonOptions, parseCall } from '../options.ts';
import { note, printJson, printLine } from '../output.ts';
import { requirePaths } from '../require-paths.ts';
import { openSession } from '../session.ts';
import { standardOutput } from '../streams.ts';
import { UsageError } from '../usage-error.ts';

const PLACE = { repo: 'value', yes: 'flag' } as const;
const SETUP = {
  ...PLACE,
  key: 'value',
  'sign-commits': 'value',
  'sign-tags': 'value',
  publisher: 'value',
  keyless: 'flag',
  instance: 'value',
} as const;

/** `countersign git setup|undo|status`. */
export async function git(words: readonly string[], hashWorker: URL): Promise<number> {
  const { name: verb, words: rest } = findCommand(words);
  if (verb === '--help' || (verb !== undefined && rest.includes('--help'))) {
    standardOutput().write(helpText('git'));
    return 0;
  }
  if (verb === 'setup') return setup(rest, hashWorker);
  if (verb === 'undo') return undo(rest, hashWorker);
  if (verb === 'status') return status(rest, hashWorker);
  throw new UsageError(
    verb === undefined ? 'what of git?' : `git knows no \`${verb}\``,
    'countersign git setup|undo|status',
  );
}

async function setup(words: readonly string[], hashWorker: URL): Promise<number> {
  const call = parseCall(words, SETUP);
  refuseWords(call.words, 'setup');
  const { flags, common } = call;
  const { keyless, instance } = flags;
  if (keyless && flags.key !== undefined)
    throw new UsageError('--key and --keyless exclude each other', 'git signs by a key or by a login');
  if (!keyless && instance !== undefined) throw new UsageError('--instance is for a login', 'add --keyless');
  const wish = {
    // A login for every commit is nobody's default.
    ...(keyless && flags['sign-commits'] === undefined
      ? {}
      : { commits: choice('--sign-commits', flags['sign-commits']) }),
    ...(keyless && flags['sign-tags'] === undefined ? {} : { tags: choice('--sign-tags', flags['sign-tags']) }),
  };
  const scope = await scopeOf(flags.repo);
  return withServices(common, hashWorker, async (services) => {
    const key = keyless
      ? await loginKey(loginAt(instance ?? PUBLIC_GOOD), services)
      : await keyFor(services, flags.key);
    const request = { scope, key, wish, ...(flags.publisher === undefined ? {} : { publisher: flags.publisher }) };
    const plan = await services.gitSetup.plan(request);
    const { launcher, allowed } = plan;
    await confirm(plan, flags.yes, common, [
      ...(launcher === undefined ? [] : [`Git will start ${launcher}, which is written first and needs Node.`]),
      ...(allowed === undefined ? [] : allowedWords(allowed)),
      ...(plan.commands.length === 0 ? ['Git has these settings already.'] : []),
    ]);
    await services.gitSetup.apply(request, plan);
    tell(plan, common, 'setup', key.id);
    if (!common.quiet && !common.json) printLine('Done. To take it back: countersign git undo');
  });
}

async function undo(words: readonly string[], hashWorker: URL): Promise<number> {
  const call = parseCall(words, PLACE);
  refuseWords(call.words, 'undo');
  const { flags, common } = call;
  const scope = await scopeOf(flags.repo);
  return withServices(common, hashWorker, async ({ gitSetup }) => {
    const plan = await gitSetup.planUndo(scope);
    await confirm(plan, flags.yes, common, []);
    await gitSetup.undo(plan);
    tell(plan, common, 'undo');
    if (!common.quiet && !common.json) printLine('Done. Git’s settings are as they were before.');
  });
}

async function status(words: readonly string[], hashWorker: URL): Promise<number> {
  const { common, words: odd } = parseCall(words, {});
  refuseWords(odd, 'status');
  return withServices(common, hashWorker, async ({ gitSetup }) => {
    const all = await gitSetup.status();
    for (const { scope, key, at, publisher, settings } of all) {
      if (common.json) printJson({ ...placeOf(scope), key, at, publisher, settings });
      else {
        printLine(`${scope === 'global' ? 'all repositories' : scope.folder}: ${key}, since ${at.slice(0, 10)}`);
        if (publisher !== undefined) printLine(`  whose pins count: ${publisher}`);
        for (const { name, value, state } of settings)
          printLine(`  ${state === 'set' ? 'set    ' : 'CHANGED'}  ${name} = ${value}`);
      }
    }
    if (all.length === 0) note('countersign: git is not set up by us: countersign git setup');
  });
}

async function withServices(
  common: CommonOptions,
  hashWorker: URL,
  run: (services: Services) => Promise<void>,
): Promise<number> {
  const services = await openSession(common, hashWorker);
  try {
    await run(services);
    return 0;
  } finally {
    await services.close();
  }
}

function allowedWords({ line, file, isOurs }: NonNullable<SetupPlan['allowed']>): string[] {
  return isOurs
    ? [`This line is added to ${file}:`, `  ${line}`]
    : [
        `Your own list of allowed signers stays as it is. For git to know this key, add this line to ${file}:`,
        `  ${line}`,
      ];
}

/** The key that is named, else the one that git can sign with. Throws `UsageError`. */
async function keyFor({ keys }: Services, named: string | undefined): Promise<KeySummary> {
  if (named !== undefined) return keys.find(named, 'sign');
  const all = await keys.list();
  const usable = all.filter(
    ({ engine, canSign, secret, status }) =>
      ['openpgp', 'gnupg', 'ssh', 'ssh-agent'].includes(engine) && canSign && secret !== 'none' && status === 'valid',
  );
  const [only, other] = usable;
  if (only === undefined) throw new AppError('no-signing-key');
  if (other === undefined) return only;
  const list = usable.map(({ id, userIds: [name = ''] }) => `  --key ${id}  ${name}`);
  throw new UsageError('there are several keys', ['name one of them:', ...list].join('\n'));
}

/** Shows what will be done, and asks. Throws `UsageError` without a terminal, and `cancelled`. */
async function confirm(plan: SetupPlan, yes: boolean, common: CommonOptions, more: readonly string[]): Promise<void> {
  if (!common.quiet || !yes) {
    if (plan.commands.length > 0) note('These commands run:');
    for (const command of plan.commands) note(`  ${command}`);
    for (const line of more) note(line);
  }
  if (yes) return;
  if (!(await agrees('Run them?', 'git’s settings change only where you agree'))) throw new AppError('cancelled');
}

function tell(plan: SetupPlan, common: CommonOptions, what: 'setup' | 'undo', key?: string): void {
  if (!common.json) return;
  printJson({
    did: what,
    ...placeOf(plan.scope),
    key,
    commands: plan.commands,
    changes: plan.changes,
    allowed: plan.allowed,
  });
}

const placeOf = (scope: SettingsScope): { scope: string; repository?: string } =>
  scope === 'global' ? { scope } : { scope: 'repository', repository: scope.folder };

async function scopeOf(repo: string | undefined): Promise<SettingsScope> {
  if (repo === undefined) return 'global';
  await requirePaths([repo]);
  return { folder: repo };
}

const choice = (flag: string, value: string | undefined): boolean =>
  value === undefined || oneOf(flag, value, ['true', 'false']) === 'true';

function refuseWords([odd]: readonly string[], verb: string): void {
  if (odd !== undefined) throw new UsageError(`git ${verb} takes no \`${odd}\``, `countersign git ${verb}`);
}
