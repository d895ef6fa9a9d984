import { dirname } from 'node:path';
import { AppError } from '../../../../shared/error.ts';
import { settingsEnvironment } from '../repository/environment.ts';
import { openRepository } from '../repository/open-repository.ts';
import { runGit } from '../repository/run-git.ts';
import { findGit, type Git } from '../repository/start-git.ts';

/** Where settings are: the user's own, for all repositories, or one repository's, by its folder of files (a bare one's own). */
export type SettingsScope = 'global' | { folder: string };

/** One setting, and what it is and becomes; several values where git has several, none where it is not there. */
export interface SettingChange {
  name: string;
  before: readonly string[];
  after: readonly string[];
}

/** The user's or a repository's settings, by git itself. */
export interface GitConfig {
  scope: SettingsScope;
  /** The values of each of these settings; those that are not there are absent. */
  read: (names: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;
  run: (command: readonly string[]) => Promise<void>;
}

/** What a setting is in every repository; `file`: where that comes from, if not from the user's own settings. */
export interface CountingSetting {
  name: string;
  value: string;
  file?: string;
}

/** Opens settings; `from` is a folder that is there. Throws `git-absent`, `no-repository`, and `git-failed` for another user's repository. */
export async function openGitConfig(env: NodeJS.ProcessEnv, wanted: SettingsScope, from: string): Promise<GitConfig> {
  const found = await findGit(env);
  const git: Git = { ...found, env: settingsEnvironment(env) };
  const scope = wanted === 'global' ? wanted : await repositoryScope(found, wanted.folder);
  const folder = scope === 'global' ? from : scope.folder;
  // Reading another user's repository does no harm, writing into it may.
  const call = (words: readonly string[]) => runGit(git, folder, ['-c', 'safe.directory=', 'config', ...words]);
  return {
    scope,
    async read(names) {
      const { exit, output, log } = await call([scopeFlag(scope), '-z', '--get-regexp', patternOf(names)]);
      // 1: nothing of these is there.
      if (exit !== 0 && exit !== 1) throw new AppError('git-failed', log);
      return valuesOf(output.toString('utf8'));
    },
    async run(command) {
      const { exit, log } = await call([scopeFlag(scope), ...command]);
      if (exit !== 0)
        throw new AppError('git-failed', log === '' ? `git config ended with ${exit ?? 'a signal'}` : log);
    },
  };
}

/** What counts in every repository of these settings: the last word of all files that git reads, wherever they lie. Throws `git-absent`. */
export async function readCounting(
  env: NodeJS.ProcessEnv,
  names: readonly string[],
  from: string,
): Promise<CountingSetting[]> {
  const found = await findGit(env);
  // A home folder that is a repository itself has settings for nobody else.
  const git: Git = { ...found, env: { ...settingsEnvironment(env), GIT_CEILING_DIRECTORIES: dirname(from) } };
  const last = async (scope: readonly string[]) => {
    const words = ['config', ...scope, '-z', '--show-origin', '--get-regexp', patternOf(names)];
    const { exit, output, log } = await runGit(git, from, words);
    if (exit !== 0 && exit !== 1) throw new AppError('git-failed', log);
    return lastOf(output.toString('utf8'));
  };
  const [all, own] = await Promise.all([last([]), last(['--global'])]);
  return [...all].map(([name, { value, origin }]) =>
    own.get(name)?.origin === origin ? { name, value } : { name, value, file: origin.replace(/^file:/, '') },
  );
}

function lastOf(output: string): Map<string, { origin: string; value: string }> {
  const parts = output.split('\0');
  const found = new Map<string, { origin: string; value: string }>();
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [origin = '', entry = ''] = parts.slice(at);
    const { name, value } = entryOf(entry);
    // That is what we say to a git that we start ourselves.
    if (origin === 'command line:') continue;
    found.set(name, { origin, value });
  }
  return found;
}

const patternOf = (names: readonly string[]): string =>
  `^(${names.map((name) => name.toLowerCase().replaceAll('.', '\\.')).join('|')})$`;

async function repositoryScope(git: Git, folder: string): Promise<SettingsScope> {
  const { worktree, gitFolder } = await openRepository(git, folder);
  return { folder: worktree ?? gitFolder };
}

const scopeFlag = (scope: SettingsScope): string => (scope === 'global' ? '--global' : '--local');

function valuesOf(output: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const entry of output.split('\0').slice(0, -1)) {
    const { name, value } = entryOf(entry);
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return values;
}

function entryOf(entry: string): { name: string; value: string } {
  const end = entry.indexOf('\n');
  // A setting without a value means yes.
  return end === -1 ? { name: entry, value: 'true' } : { name: entry.slice(0, end), value: entry.slice(end + 1) };
}

/** The words behind `git config --global` that make a setting's values those of `to`; none where they are so. */
export function commandsFor(name: string, from: readonly string[], to: readonly string[]): string[][] {
  if (sameValues(from, to)) return [];
  const [first, ...more] = to;
  if (first === undefined) return [['--unset-all', name]];
  const set = [...(from.length > 1 ? ['--replace-all'] : []), ...dashed(name, first)];
  return [set, ...more.map((value) => ['--add', ...dashed(name, value)])];
}

/** A value that looks like an option is none. */
const dashed = (name: string, value: string): string[] =>
  value.startsWith('-') ? ['--end-of-options', name, value] : [name, value];

/** Whether a setting has these values, in this order. */
export function sameValues(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

/** A command as a shell would take it, for people to read; none is ever given to a shell. */
export function shownCommand(scope: SettingsScope, command: readonly string[]): string {
  const where = scope === 'global' ? [] : ['-C', scope.folder];
  return ['git', ...where, 'config', scopeFlag(scope), ...command].map(quoted).join(' ');
}

function quoted(word: string): string {
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
