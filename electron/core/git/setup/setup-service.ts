import { rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError, toAppError } from '../../../../shared/error.ts';
import type { KeySummary } from '../../../../shared/model/key.ts';
import type { PublisherService } from '../../trust/publisher-service.ts';
import type { Clock } from '../../util/clock.ts';
import {
  addAllowedLine,
  allowedLine,
  ALLOWED_SIGNERS,
  allowedSignersPath,
  removeAllowedLines,
} from './allowed-signers.ts';
import { commandsFor, openGitConfig, readCounting, sameValues, shownCommand } from './config.ts';
import type { CountingSetting, GitConfig, SettingChange, SettingsScope } from './config.ts';
import { launcherPath, writeLauncher, type HelperProgram } from './launcher.ts';
import { sameScope, setupRecords, type SetupRecord } from './record.ts';
import { OPENPGP_PROGRAMS, settingsFor, type SigningWish } from './settings-for.ts';

/** What is to be set up. */
export interface SetupRequest {
  scope: SettingsScope;
  key: KeySummary;
  wish: SigningWish;
  /** Whose pins count where git asks whether a signature is good. */
  publisher?: string;
}

/** What would be done, word for word. */
export interface SetupPlan {
  scope: SettingsScope;
  changes: SettingChange[];
  commands: string[];
  /** The file that git would start; absent where git needs none of ours. */
  launcher?: string;
  /** Of an SSH key: the line by which git knows whose it is. Where the user has a list of their own, it is theirs to add. */
  allowed?: { line: string; file: string; isOurs: boolean };
}

/** How a setup stands. */
export interface SetupStatus extends SetupRecord {
  settings: { name: string; value: string; state: 'set' | 'changed' }[];
}

/** Sets git up for signing, by `git config` alone, and undoes it. */
export interface GitSetupService {
  /** Touches nothing. Throws as `settingsFor` and `openGitConfig` do, `git-helper-absent`, and `usage` for a publisher that is not there. */
  plan: (request: SetupRequest) => Promise<SetupPlan>;
  /** Does what a plan of this request said. Throws `git-settings-changed` where it would not be that any more, `git-helper-unusable`. */
  apply: (request: SetupRequest, shown: SetupPlan) => Promise<void>;
  /** What undoing would do. Throws `not-found` where nothing is set up, `git-settings-changed` where somebody changed it since. */
  planUndo: (scope: SettingsScope) => Promise<SetupPlan>;
  undo: (shown: SetupPlan) => Promise<void>;
  status: () => Promise<SetupStatus[]>;
  /** All settings for signing that count in every repository, whoever made them. Throws `git-absent`. */
  counting: () => Promise<CountingSetting[]>;
  /** Whether there is a program of ours that git could start for a key that the app keeps. */
  readonly hasHelper: boolean;
  /** Undoes every setup; gives back what could not be. */
  undoAll: () => Promise<{ name: string; error: AppError }[]>;
}

/** What setting up needs of the rest of the house. */
export interface SetupParts {
  home: string;
  env: NodeJS.ProcessEnv;
  clock: Clock;
  publishers: Pick<PublisherService, 'get'>;
  /** A key's public half, as exported. */
  publicHalf: (id: string) => Promise<Uint8Array>;
  /** Absent where there is nothing that git could start. */
  helper?: HelperProgram;
}

/** The settings that this page has to do with. */
const NAMES = [
  ...['user.signingkey', 'user.email', 'gpg.format', ...OPENPGP_PROGRAMS],
  ...['gpg.ssh.program', 'gpg.x509.program', ALLOWED_SIGNERS, 'commit.gpgsign', 'tag.gpgsign'],
];

/** The setups of a home folder. */
export function openGitSetup(parts: SetupParts): GitSetupService {
  const { home, env } = parts;
  const records = setupRecords(home);
  const open = (scope: SettingsScope): Promise<GitConfig> => openGitConfig(env, scope, home);
  const find = async (scope: SettingsScope) => (await records.read()).find((one) => sameScope(one.scope, scope));

  const plan = async ({ scope, key, wish, publisher }: SetupRequest): Promise<SetupPlan> => {
    if (publisher !== undefined && (await parts.publishers.get(publisher)) === undefined)
      throw new AppError('usage', `no publisher is called ${publisher}`);
    const config = await open(scope);
    const current = await config.read(NAMES);
    const launcher = launcherPath(home);
    const publicLine = key.type === 'ssh' ? await lineOf(key.id) : undefined;
    const files = { launcher, allowedSigners: allowedSignersPath(home), ...(publicLine && { publicLine }) };
    const wanted = settingsFor(key, wish, files, current);
    const needsHelper = wanted.some(([, value]) => value === launcher);
    if (needsHelper && parts.helper === undefined)
      throw new AppError('git-helper-absent', 'this package has no program that git could start');
    const changes = wanted.map(([name, value]) => ({ name, before: current.get(name) ?? [], after: [value] }));
    const allowed = publicLine && (await allowedFor(publicLine, current));
    return {
      ...shown(config.scope, changes),
      ...(needsHelper ? { launcher } : {}),
      ...(allowed && { allowed }),
    };
  };

  /** Type and key alone: a comment would say things to git that it does not expect. */
  const lineOf = async (id: string): Promise<string> => {
    const text = Buffer.from(await parts.publicHalf(id)).toString('utf8');
    return text.trim().split(/\s+/).slice(0, 2).join(' ');
  };

  const allowedFor = async (publicLine: string, current: ReadonlyMap<string, readonly string[]>) => {
    const email = current.get('user.email') ?? (await (await open('global')).read(['user.email'])).get('user.email');
    const ours = allowedSignersPath(home);
    const file = current.get(ALLOWED_SIGNERS)?.at(-1) ?? ours;
    return { line: allowedLine(email?.at(-1), publicLine), file, isOurs: file === ours };
  };

  const planUndo = async (scope: SettingsScope): Promise<SetupPlan> => {
    const config = await open(scope);
    const record = await find(config.scope);
    if (record === undefined) throw new AppError('not-found', 'nothing is set up there');
    const current = await config.read(record.changes.map(({ name }) => name));
    const changes: SettingChange[] = [];
    const changed: string[] = [];
    for (const { name, before, after } of record.changes.toReversed()) {
      const now = current.get(name) ?? [];
      if (sameValues(now, after)) changes.push({ name, before: now, after: before });
      // A run that was killed did not come to it.
      else if (!sameValues(now, before)) changed.push(name);
    }
    if (changed.length > 0) throw new AppError('git-settings-changed', changed.join(', '));
    return shown(config.scope, changes);
  };

  const service: GitSetupService = {
    plan,
    planUndo,
    hasHelper: parts.helper !== undefined,
    async apply(request, expected) {
      const planned = await plan(request);
      if (!isSame(planned, expected)) throw new AppError('git-settings-changed', 'since the commands were shown');
      const { scope, changes, launcher, allowed } = planned;
      if (launcher !== undefined && parts.helper !== undefined) await writeLauncher(parts.helper, home, env);
      if (allowed?.isOurs === true) await addAllowedLine(home, allowed.line);
      const record = { scope, at: parts.clock().toISOString(), key: request.key.id };
      const { publisher } = request;
      const before = await records.read();
      // Written first: what a killed run did can be undone.
      await records.update((all) => [
        ...all.filter((one) => !sameScope(one.scope, scope)),
        {
          ...record,
          changes: joined(all.find((one) => sameScope(one.scope, scope))?.changes ?? [], changes),
          ...(publisher === undefined ? {} : { publisher }),
          ...(allowed?.isOurs === true ? { allowed: allowed.line } : {}),
        },
      ]);
      const config = await open(scope);
      try {
        await run(config, changes);
      } catch (error) {
        await takeBack(config, changes);
        await records.update(() => before);
        throw error;
      }
    },
    async undo(expected) {
      const planned = await planUndo(expected.scope);
      if (!isSame(planned, expected)) throw new AppError('git-settings-changed', 'since the commands were shown');
      await run(await open(planned.scope), planned.changes);
      const gone = await find(planned.scope);
      const left = await records.update((all) => all.filter((one) => !sameScope(one.scope, planned.scope)));
      const isKept = left.some(({ allowed }) => allowed === gone?.allowed);
      if (gone?.allowed !== undefined && !isKept) await removeAllowedLines(home, [gone.allowed]);
      const launcher = launcherPath(home);
      if (!left.some(({ changes }) => changes.some(({ after }) => after.includes(launcher))))
        await rm(launcher, { force: true });
      await rmdir(dirname(launcher)).catch(() => undefined);
    },
    async status() {
      const all: SetupStatus[] = [];
      for (const record of await records.read()) {
        const names = record.changes.map(({ name }) => name);
        // A repository that is gone has no settings.
        const current = await open(record.scope).then(
          (config) => config.read(names),
          () => new Map<string, readonly string[]>(),
        );
        const settings = record.changes.map(({ name, after }) => ({
          name,
          value: after[0] ?? '',
          state: sameValues(current.get(name) ?? [], after) ? ('set' as const) : ('changed' as const),
        }));
        all.push({ ...record, settings });
      }
      return all;
    },
    counting: () =>
      readCounting(
        env,
        NAMES.filter((name) => name !== 'user.email'),
        home,
      ),
    async undoAll() {
      const left: { name: string; error: AppError }[] = [];
      for (const { scope } of await records.read().catch(() => [])) {
        const undone = planUndo(scope).then((planned) => service.undo(planned));
        const name = scope === 'global' ? 'git config --global' : `git -C ${scope.folder} config`;
        await undone.catch((error: unknown) => left.push({ name, error: toAppError(error) }));
      }
      return left;
    },
  };
  return service;
}

function shown(scope: SettingsScope, changes: SettingChange[]): SetupPlan {
  const commands = changes.flatMap(({ name, before, after }) => commandsFor(name, before, after));
  return { scope, changes, commands: commands.map((command) => shownCommand(scope, command)) };
}

function isSame(one: SetupPlan, other: SetupPlan): boolean {
  return sameScope(one.scope, other.scope) && sameValues(one.commands, other.commands);
}

/** What was there before the first setup counts, as long as nobody changed what that one set. */
function joined(old: readonly SettingChange[], changes: readonly SettingChange[]): SettingChange[] {
  const kept = old.filter(({ name }) => !changes.some((change) => change.name === name));
  const now = changes.map((change) => {
    const earlier = old.find(({ name, after }) => name === change.name && sameValues(after, change.before));
    return earlier === undefined ? change : { ...change, before: earlier.before };
  });
  return [...kept, ...now];
}

async function run(config: GitConfig, changes: readonly SettingChange[]): Promise<void> {
  for (const { name, before, after } of changes)
    for (const command of commandsFor(name, before, after)) await config.run(command);
}

/** As far as git lets us: the error that led here is the one to tell. */
async function takeBack(config: GitConfig, changes: readonly SettingChange[]): Promise<void> {
  const now = await config.read(changes.map(({ name }) => name)).catch(() => undefined);
  for (const { name, before } of now === undefined ? [] : changes)
    for (const command of commandsFor(name, now?.get(name) ?? [], before))
      await config.run(command).catch(() => undefined);
}
