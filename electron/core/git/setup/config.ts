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
      const pattern = `^(${names.map((name) => name.toLowerCase().replaceAll('.', '\\.')).join('|')})$`;
      const { exit, output, log } = await call([scopeFlag(scope), '-z', '--get-regexp', pattern]);
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

async function repositoryScope(git: Git, folder: string): Promise<SettingsScope> {
  const { worktree, gitFolder } = await openRepository(git, folder);
  return { folder: worktree ?? gitFolder };
}

const scopeFlag = (scope: SettingsScope): string => (scope === 'global' ? '--global' : '--local');

function valuesOf(output: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const entry of output.split('\0').slice(0, -1)) {
    const end = entry.indexOf('\n');
    const name = end === -1 ? entry : entry.slice(0, end);
    // A setting without a value means yes.
    const value = end === -1 ? 'true' : entry.slice(end + 1);
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return values;
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
